using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Web.Changes;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Bookings;

/// <summary>The registrar's board: one day of one site by doctors or by rooms, or one doctor's week; kept live.</summary>
public sealed partial class BoardPage(ReadBoardDay read, ReadBoardWeek week, CurrentUser user, ChangeFollower follower, TimeProvider clock, NavigationManager navigation, IJSRuntime script) : IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private BoardDay? day;
    private BoardDay? byDoctor;
    private BoardFilter filter = new();
    private BoardView view;
    private DateOnly shownDate;
    private string? fault;
    private bool unfurnished;
    private ElementReference board;
    private string? arranged;
    private string? opened;
    private bool resumed;
    private IDisposable? subscription;
    private ITimer? release;

    [SupplyParameterFromQuery(Name = "date")]
    public string? DateWanted { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    public string? SiteWanted { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewWanted { get; set; }

    [SupplyParameterFromQuery(Name = "specialty")]
    public string? SpecialtyWanted { get; set; }

    [SupplyParameterFromQuery(Name = "doctor")]
    public string? DoctorWanted { get; set; }

    [SupplyParameterFromQuery(Name = "room")]
    public string? RoomWanted { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? TypeWanted { get; set; }

    /// <summary>A visit to open at once.</summary>
    [SupplyParameterFromQuery(Name = "visit")]
    public string? VisitWanted { get; set; }

    private Actor? User { get; set; }

    private DateOnly? Wanted => DateOnly.TryParseExact(DateWanted, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200
        ? date
        : null;

    private List<BoardColumn> Shown => day is null ? [] : [.. day.Columns.Where(c => filter.Shows(c, view))];

    /// <summary>The hours in which the line of the present time may stand: in a week those of today.</summary>
    private TimeRange NowShown => day!.Columns.FirstOrDefault(c => c.Date == day.Site.LocalDate(clock.GetUtcNow().UtcDateTime))?.Hours ?? (view == BoardView.Week ? default : day.Shown);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        subscription?.Dispose();
        release?.Dispose();
        closing.Dispose();
        oneAtATime.Dispose();
        try
        {
            await ForgetMoves();
            await LetGo();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone already.
        }
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Desk.Undone += Reload;
            Desk.Explain = ExplainUndo;

            // Before the first reading, so that nothing falls between the two.
            subscription = follower.Subscribe(changes => InvokeAsync(() => Changed(changes)));
            release = clock.CreateTimer(_ => InvokeAsync(Refresh), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    protected override Task OnParametersSetAsync()
    {
        filter = BoardFilter.Read(SpecialtyWanted, DoctorWanted, RoomWanted, TypeWanted);
        view = BoardFilter.ReadView(ViewWanted);

        // Until the site's own date is known, and when it cannot be read.
        shownDate = Wanted ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return Load();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        await (starting ??= Start());
        if (day is null || fault is not null || Shown.Count == 0)
        {
            arranged = null;
            return;
        }

        var picture = $"{day.Site.Id} {view} {day.Date:yyyy-MM-dd}";
        if (arranged != picture)
        {
            arranged = picture;
            await module!.InvokeVoidAsync("arrange", closing.Token, board);
            await WatchMoves();
        }

        if (!resumed)
        {
            resumed = true;
            await Resume();
        }

        if (VisitWanted != opened)
        {
            opened = VisitWanted;
            if (BookingId.TryParse(opened, null, out var visit))
            {
                await ShowVisit(visit);
            }
        }
    }

    private async Task Load()
    {
        await Renew();
        StateHasChanged();
    }

    /// <summary>The same where nothing may have changed of what is shown: then nothing is drawn.</summary>
    private async Task Refresh()
    {
        var before = (day, fault);
        await Renew();
        if (!ReferenceEquals(before.day, day) || before.fault != fault)
        {
            StateHasChanged();
        }
    }

    private async Task Renew()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await oneAtATime.WaitAsync(closing.Token);
        try
        {
            User ??= await user.Actor();
            var type = moving?.Booking.VisitTypeId ?? filter.VisitType;
            var answer = view == BoardView.Week
                ? await week.Run(Site, filter.Doctor, Wanted, type, User, closing.Token)
                : await read.Run(Site, Wanted, type, User, closing.Token);
            Take(answer.Value);
            unfurnished = answer.Problem?.Code == Domain.Problems.ProblemCodes.NotFound;
            fault = answer.Problem?.Describe();
            shownDate = view == BoardView.Week && Wanted is { } wanted ? wanted : day?.Date ?? shownDate;
            if (day?.NextRelease is { } until)
            {
                // A hold that runs out is no change in the log.
                // By the time a slow database has answered it may be over already, and no timer goes off in the past.
                var wait = until - clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(1);
                release?.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Domain.Problems.Problem.Text(Domain.Problems.ProblemCodes.Unavailable);

            // Asks again by itself: when the database is back, nothing need have changed that the log would tell of.
            release?.Change(AskAgain, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Columns in which nothing differs stay the objects they were, and are not drawn again.</summary>
    private void Take(BoardDay? answer)
    {
        if (answer is null || view != BoardView.Rooms)
        {
            (byDoctor, day) = (null, answer?.Keeping(day));
        }
        else if (!ReferenceEquals(byDoctor, answer))
        {
            (byDoctor, day) = (answer, answer.ByRoom(byDoctor is null ? null : day));
        }
    }

    private Task Changed(IReadOnlyList<Change> changes) =>
        fault is not null || day is null || changes.Any(c => c.From is not { } from || (from < day.Day.End && c.To > day.Day.Start)) ? Refresh() : Task.CompletedTask;

    private void Open(DateOnly date) => navigation.NavigateTo(BoardAddress.Of(date, day is null or { Sites.Count: > 1 } ? Site : null, view, filter));

    private void OpenSite(SiteId site) => navigation.NavigateTo(BoardAddress.Of(shownDate, site, view, new(VisitType: filter.VisitType)));

    private void Narrow(BoardFilter wanted) => navigation.NavigateTo(BoardAddress.Of(shownDate, day is { Sites.Count: > 1 } ? Site : null, view, wanted), replace: true);

    private SiteId? Site => SiteId.TryParse(SiteWanted, null, out var id) ? id : null;
}
