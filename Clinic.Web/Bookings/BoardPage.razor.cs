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

/// <summary>The registrar's board: one day of one site, kept live.</summary>
public sealed partial class BoardPage(ReadBoardDay read, CurrentUser user, ChangeFollower follower, TimeProvider clock, NavigationManager navigation, IJSRuntime script) : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private BoardDay? day;
    private BoardFilter filter = new();
    private DateOnly shownDate;
    private string? fault;
    private bool unfurnished;
    private ElementReference board;
    private string? arranged;
    private string? opened;
    private bool resumed;
    private IJSObjectReference? module;
    private IDisposable? subscription;
    private ITimer? release;

    [SupplyParameterFromQuery(Name = "date")]
    public string? DateWanted { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    public string? SiteWanted { get; set; }

    /// <summary>A visit to open at once.</summary>
    [SupplyParameterFromQuery(Name = "visit")]
    public string? VisitWanted { get; set; }

    private Actor? User { get; set; }

    private DateOnly? Wanted => DateOnly.TryParseExact(DateWanted, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200
        ? date
        : null;

    private List<BoardColumn> Shown => day is null ? [] : [.. day.Columns.Where(filter.Shows)];

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        subscription?.Dispose();
        release?.Dispose();
        closing.Dispose();
        oneAtATime.Dispose();
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone already.
        }
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            // Before the first reading, so that nothing falls between the two.
            subscription = follower.Subscribe(changes => InvokeAsync(() => Changed(changes)));
            release = clock.CreateTimer(_ => InvokeAsync(Load), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    protected override Task OnParametersSetAsync()
    {
        // Until the site's own date is known, and when it cannot be read.
        shownDate = Wanted ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return Load();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!RendererInfo.IsInteractive || day is null || Shown.Count == 0)
        {
            arranged = null;
            return;
        }

        var picture = $"{day.Site.Id} {day.Date:yyyy-MM-dd}";
        if (arranged != picture)
        {
            arranged = picture;
            module ??= await script.InvokeAsync<IJSObjectReference>("import", closing.Token, "./board.js");
            await module.InvokeVoidAsync("arrange", closing.Token, board);
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
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await oneAtATime.WaitAsync(closing.Token);
        try
        {
            User ??= await user.Actor();
            SiteId? site = SiteId.TryParse(SiteWanted, null, out var id) ? id : null;
            var answer = await read.Run(site, Wanted, moving?.Booking.VisitTypeId, User, closing.Token);
            day = answer.Value?.Keeping(day);
            unfurnished = answer.Problem?.Code == Domain.Problems.ProblemCodes.NotFound;
            fault = answer.Problem?.Describe();
            shownDate = day?.Date ?? shownDate;
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
        }
        finally
        {
            oneAtATime.Release();
        }

        StateHasChanged();
    }

    private Task Changed(IReadOnlyList<Change> changes) =>
        fault is not null || day is null || changes.Any(c => c.From is not { } from || (from < day.Day.End && c.To > day.Day.Start)) ? Load() : Task.CompletedTask;

    private void Open(DateOnly date) => Go(date, SiteWanted);

    private void OpenSite(SiteId site) => Go(shownDate, site.ToString());

    private void Go(DateOnly date, string? site) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(
        "/board", new Dictionary<string, object?> { ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["site"] = site }));
}
