using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;
using Clinic.Web.Availability;
using Clinic.Web.Changes;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.WaitingList;

/// <summary>Who waits for a time, since when, and what is free for them now.</summary>
public sealed partial class WaitingPage(ReadWaitingList read, ClaimRequest claim, CloseRequest close, CurrentUser user, ChangeFollower follower, SidePanel panel, NotificationService toasts) : IDisposable
{
    private WaitingPicture? picture;
    private Actor? actor;
    private string show = "open";
    private SpecialtyId? specialty;
    private string? fault;
    private IDisposable? subscription;

    private List<WaitingPatient> Shown => [.. (picture?.Lines ?? []).Where(l =>
        (show != "free" || l.Free.Count > 0)
        && (show != "mine" || Mine(l))
        && (specialty is not { } wanted || l.Wish.Specialties.Contains(wanted) || l.Wish.Doctors.Ids.Any(d => picture!.Facts.Specialties[d].Contains(wanted))))];

    public void Dispose() => subscription?.Dispose();

    protected override Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            // Before the first reading, so that nothing falls between the two.
            subscription = follower.Subscribe(_ => InvokeAsync(Load));
        }

        return Load();
    }

    private async Task Load()
    {
        try
        {
            actor ??= await user.Actor();
            var answer = await read.Run(show != "done", null, actor, CancellationToken.None);
            picture = answer.Value ?? picture;
            fault = answer.Problem?.Describe();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Problem.Text(ProblemCodes.Unavailable);
        }

        StateHasChanged();
    }

    private Task Show(string? wanted)
    {
        show = wanted ?? "open";
        return Load();
    }

    private Task ShowAll()
    {
        specialty = null;
        return Show("open");
    }

    private bool Mine(WaitingPatient line) => line.Entry.ClaimedBy is { } by && by == actor?.Name;

    private async Task Claim(WaitingPatient line)
    {
        var answer = await claim.Run<WaitingEntry>(line.Entry.Id, !Mine(line), line.Entry.Version, await user.Actor(), CancellationToken.None);
        await Load();
        if (answer.Problem?.Code == ProblemCodes.VersionMismatch && picture?.Lines.FirstOrDefault(l => l.Entry.Id == line.Entry.Id)?.ClaimedBy is { } colleague)
        {
            toasts.Warn(T["Taken", colleague]);
        }
        else if (!answer.Ok)
        {
            toasts.Refused(answer.Problem);
        }
    }

    private async Task Close(WaitingPatient line)
    {
        var answer = await panel.Open<ClosePanel>(
            T["Close.Title"],
            T["Cancel"],
            new()
            {
                [nameof(ClosePanel.End)] = (Func<string, Actor, Task<Problem?>>)(async (outcome, by) => (await close.Run<WaitingEntry>(line.Entry.Id, outcome, line.Entry.Version, by, CancellationToken.None)).Problem),
                [nameof(ClosePanel.Who)] = line.Name?.Full ?? T["NoName"].Value,
                [nameof(ClosePanel.What)] = Sentence(line),
                [nameof(ClosePanel.Claimer)] = Mine(line) ? null : line.ClaimedBy,
            });
        if (answer is true)
        {
            toasts.Say(T["Closed"]);
        }

        await Load();
    }

    private string Sentence(WaitingPatient line) =>
        new WishText(picture!.Facts, picture.Today, CultureInfo.CurrentUICulture).Of(line.Wish) is { Length: > 0 } text ? char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..] : T["AnyTime"];

    private string When(Slot slot) => picture!.Facts.Sites[slot.SiteId].Local(slot.Range.Start).ToString(T["VisitFormat"], CultureInfo.CurrentCulture);

    private string Local(DateTime instant) => (picture!.Facts.Sites.Values.MinBy(s => s.Id.Value)?.Local(instant) ?? new(instant, TimeSpan.Zero)).ToString(T["VisitFormat"], CultureInfo.CurrentCulture);
}
