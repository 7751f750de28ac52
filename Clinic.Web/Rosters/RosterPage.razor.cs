using Clinic.Domain;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Planning;
using Clinic.Web.Bookings;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Rosters;

/// <summary>The editor of one doctor's roster: words, the month they make, single days and absences.</summary>
public sealed partial class RosterPage(ReadRoster read, PreviewRoster preview, CurrentUser user, DeskHistory desk, NotificationService toasts) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly RosterDraft draft = new();
    private CancellationTokenSource typing = new();
    private RosterNames? names;
    private PlanBox? plan;
    private ExceptionList? exceptions;
    private AbsenceList? absences;
    private IReadOnlyList<RosterDay>? then;
    private DateOnly month;
    private SiteId? chosenSite;
    private RosterChange? asked;
    private Problem? problem;
    private Problem? draftFault;
    private string? notice;
    private CommittedPlan? done;
    private string said = "";
    private bool planning;
    private bool returning;
    private ElementReference heading;
    private bool busy;
    private bool missing;

    [Parameter]
    public int Number { get; set; }

    private RosterPicture? Picture { get; set; }

    private RosterNames Names => names!;

    private SiteId Site => chosenSite ?? Home(Picture!);

    private Problem? DayFault => asked is RosterChange.AddException ? problem : null;

    private Problem? AbsenceFault => asked is RosterChange.AddAbsence ? problem : null;

    public void Dispose()
    {
        desk.Undone -= Undone;
        typing.Cancel();
        typing.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // What is typed before the page is alive would be lost: the editor comes with the circuit.
        if (RendererInfo.IsInteractive)
        {
            desk.Undone += Undone;

            // First the page with its title, then what is read: SQLite answers on this very thread.
            await Task.Yield();
            await Load();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (returning)
        {
            returning = false;
            await heading.FocusIfThere();
        }
    }

    // The plan takes the place of the editor; when it goes, the focus does not go with it.
    private void Plan(bool open) => (planning, returning) = (open, !open);

    private static SiteId Home(RosterPicture picture) =>
        picture.Lines.OrderBy(l => l.State == LineState.Past).Select(l => (SiteId?)l.Draft.Site).FirstOrDefault() ?? picture.Sites[0].Id;

    private async Task Load(bool keepWords = false)
    {
        var answer = await read.Run(new(Number), month, await user.Actor(), CancellationToken.None);
        if (month == default && answer.Value is { } first)
        {
            month = new(first.Today.Year, first.Today.Month, 1);
            answer = await read.Run(new(Number), month, await user.Actor(), CancellationToken.None);
        }

        Picture = answer.Value;
        missing = Picture is null;
        if (Picture is not { Sites.Count: > 0 })
        {
            return;
        }

        names = new(Picture.Rooms, Picture.Offers);
        if (keepWords && !draft.IsSame)
        {
            draft.Adopt(Picture, Site, Names);
            draft.Read(Site, Names);
        }
        else
        {
            draft.Begin(Picture, Site, Names);
        }

        await Preview();
    }

    private async Task ChooseSite(string value)
    {
        chosenSite = SiteId.TryParse(value, null, out var id) ? id : null;
        draft.Begin(Picture!, Site, Names);
        await Preview();
    }

    private async Task Typed()
    {
        await typing.CancelAsync();
        typing.Dispose();
        typing = new();
        var mine = typing.Token;
        try
        {
            await Task.Delay(Pause, mine);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        draft.Read(Site, Names);
        if (draft.IsSound && draft.Begins >= month.AddMonths(1))
        {
            await ShowMonth(new(draft.Begins.Year, draft.Begins.Month, 1));
        }
        else
        {
            await Preview();
        }

        StateHasChanged();
    }

    private async Task ShowMonth(DateOnly wanted)
    {
        month = wanted;
        Picture = (await read.Run(new(Number), month, await user.Actor(), CancellationToken.None)).Value ?? Picture;
        await Preview();
    }

    private async Task Preview()
    {
        (then, draftFault) = (null, null);
        if (draft.IsSound && !draft.IsSame)
        {
            var answer = await preview.Run(draft.Change(Picture!, Site), month, await user.Actor(), CancellationToken.None);
            (then, draftFault) = (answer.Value, answer.Problem);
        }
    }

    private async Task SaveLines()
    {
        // Whoever presses the button faster than the pause means what stands there now.
        draft.Read(Site, Names);
        if (draft.IsSound && !draft.IsSame)
        {
            await Start(draft.Change(Picture!, Site));
        }
    }

    private async Task Start(RosterChange change)
    {
        (asked, problem, notice, done, busy) = (change, null, null, null, true);
        await plan!.Start(change, Picture!.RosterVersion);
        busy = false;
    }

    private async Task Saved(CommittedPlan saved)
    {
        var words = asked is RosterChange.SetLines;
        (done, said) = (saved, saved.Moved > 0 ? $"{T["Saved"]}, {T.Plural("Saved.Moved", saved.Moved)}" : T["Saved"]);
        if (saved.Batch is { } batch)
        {
            desk.Did(batch, said, keys: false);
        }
        else
        {
            toasts.Say(said);
        }

        exceptions?.Clear();
        absences?.Clear();
        await Load(keepWords: !words);
        StateHasChanged();
    }

    private Task Undone() => InvokeAsync(async () =>
    {
        done = null;
        await Load(keepWords: true);
        StateHasChanged();
    });

    private async Task Refused(Problem refusal)
    {
        problem = refusal;
        if (refusal.Code == ProblemCodes.VersionMismatch)
        {
            notice = T["Stale"];
            await Load(keepWords: true);
        }
        else if (asked is RosterChange.SetLines)
        {
            draftFault = refusal;
        }
        else if (refusal.Errors.Count == 0)
        {
            toasts.Refused(refusal);
        }

        StateHasChanged();
    }
}
