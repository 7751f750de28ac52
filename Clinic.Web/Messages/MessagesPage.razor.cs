using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Problems;
using Clinic.Web.Bookings;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Radzen;

namespace Clinic.Web.Messages;

/// <summary>What patients were told, what waits, and what could not be sent and why.</summary>
public sealed partial class MessagesPage(ReadMessages read, SendAgain again, CurrentUser user, ActingUser acting, NotificationService toasts)
{
    private MessagePicture? picture;
    private MessageFilter show = MessageFilter.Failed;
    private string? fault;

    private string Status => picture is null ? "" : picture.Lines.Count == ReadMessages.Most ? T["Latest", ReadMessages.Most] : T.Plural("Count", picture.Lines.Count);

    protected override Task OnInitializedAsync() => Load();

    private async Task Load()
    {
        try
        {
            var answer = await read.Run(show, await user.Actor(), CancellationToken.None);
            (picture, fault) = (answer.Value ?? picture, answer.Problem?.Describe());
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Problem.Text(ProblemCodes.Unavailable);
        }
    }

    private Task Show(string? wanted)
    {
        show = Enum.TryParse<MessageFilter>(wanted, out var filter) ? filter : MessageFilter.Failed;
        return Load();
    }

    private async Task Again(MessageLine line)
    {
        var answer = await again.Run(line.Message.Id, await acting.Now(), CancellationToken.None);
        if (answer.Ok)
        {
            toasts.Say(T["Again.Done"]);
        }
        else
        {
            toasts.Refused(answer.Problem);
        }

        await Load();
    }

    private string When(MessageLine line, DateTime instant) => $"{line.Site.Date(instant, T["DayFormat"])}, {line.Site.Clock(instant)}";
}
