using System.Globalization;
using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;
using Clinic.Web.Availability;
using Clinic.Web.Changes;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Clinic.Web.WaitingList;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Callbacks;

/// <summary>What came from outside and wants somebody of the clinic: requests to be called and wishes for a time, the latest first.</summary>
public sealed partial class InboxPage(
    ReadCallbacks readCalls, ReadWaitingList readWishes, ClaimRequest claim, CloseRequest close,
    CurrentUser user, ChangeFollower follower, SidePanel panel, NotificationService toasts) : IDisposable
{
    private IReadOnlyList<InboxLine>? lines;
    private ClinicFacts? facts;
    private DateOnly today;
    private Actor? actor;
    private bool done;
    private string? fault;
    private IDisposable? subscription;

    public void Dispose() => subscription?.Dispose();

    protected override Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            // Before the first reading, so that nothing falls between the two.
            subscription = follower.Subscribe(changes => changes.Any(c => c.From is null || c.Kind == ChangeKind.Waiting) ? InvokeAsync(Load) : Task.CompletedTask);
        }

        return Load();
    }

    private async Task Load()
    {
        try
        {
            actor ??= await user.Actor();
            var calls = await readCalls.Run(!done, null, actor, CancellationToken.None);
            var wishes = await readWishes.Run(!done, null, actor, CancellationToken.None);
            fault = (calls.Problem ?? wishes.Problem)?.Describe();
            if (calls.Value is { } called && wishes.Value is { } waiting)
            {
                (facts, today) = (waiting.Facts, waiting.Today);
                lines = [.. called.Lines.Select(InboxLine.Of).Concat(waiting.Lines.Where(w => w.Entry.Channel == Channel.Widget).Select(InboxLine.Of)).OrderByDescending(l => done ? l.ClosedAt : l.At)];
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Problem.Text(ProblemCodes.Unavailable);
        }

        StateHasChanged();
    }

    private Task Show(string? wanted)
    {
        done = wanted == "done";
        return Load();
    }

    private bool Mine(InboxLine line) => line.ClaimedBy is { } by && by == actor?.Name;

    private async Task Claim(InboxLine line)
    {
        var (take, by) = (!Mine(line), await user.Actor());
        var problem = line.Call
            ? (await claim.Run<Callback>(line.Id, take, line.Version, by, CancellationToken.None)).Problem
            : (await claim.Run<WaitingEntry>(line.Id, take, line.Version, by, CancellationToken.None)).Problem;
        await Load();
        if (problem is not null && lines?.FirstOrDefault(l => l.Id == line.Id)?.Claimer is { } colleague && problem.Code == ProblemCodes.VersionMismatch)
        {
            toasts.Warn(T["Taken", colleague]);
        }
        else if (problem is not null)
        {
            toasts.Refused(problem);
        }
    }

    private async Task Close(InboxLine line)
    {
        var answer = await panel.Open<ClosePanel>(
            T["Close.Title"],
            T["Cancel"],
            new()
            {
                [nameof(ClosePanel.End)] = (Func<string, Actor, Task<Problem?>>)((outcome, by) => End(line, outcome, by)),
                [nameof(ClosePanel.Who)] = Name(line),
                [nameof(ClosePanel.What)] = About(line),
                [nameof(ClosePanel.Claimer)] = Mine(line) ? null : line.Claimer,
            });
        if (answer is true)
        {
            toasts.Say(T["Closed"]);
        }

        await Load();
    }

    private async Task<Problem?> End(InboxLine line, string outcome, Actor by) => line.Call
        ? (await close.Run<Callback>(line.Id, outcome, line.Version, by, CancellationToken.None)).Problem
        : (await close.Run<WaitingEntry>(line.Id, outcome, line.Version, by, CancellationToken.None)).Problem;

    private string Name(InboxLine line) => line.Name?.Full is { Length: > 0 } name ? name : T["NoName"];

    private string About(InboxLine line) =>
        new WishText(facts!, today, CultureInfo.CurrentUICulture).Of(line.Wish) is { Length: > 0 } text ? char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..]
        : T[line.Call ? "Anything" : "AnyTime"];

    private string Address(Booking visit) => facts!.Sites.TryGetValue(visit.SiteId, out var site)
        ? string.Create(CultureInfo.InvariantCulture, $"/board?date={site.LocalDate(visit.Start):yyyy-MM-dd}&site={site.Id}&visit={visit.Id}")
        : $"/journal/booking/{visit.Id}";

    private string Local(DateTime instant) => (facts!.Sites.Values.MinBy(s => s.Id.Value)?.Local(instant) ?? new(instant, TimeSpan.Zero)).ToString(T["VisitFormat"], CultureInfo.CurrentCulture);
}
