using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Web.Availability;
using Clinic.Web.Bookings;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Audit;

/// <summary>The time machine: the board as it stood at the moment in the address. Nothing can be changed here; a visit opens its story.</summary>
public sealed partial class PastBoardPage(ReadBoardAsOf read, CurrentUser user, SidePanel panel, TimeProvider clock, NavigationManager navigation, IJSRuntime script) : IAsyncDisposable
{
    private PastBoard? past;
    private Problem? problem;
    private ElementReference board;
    private string? arranged;
    private IJSObjectReference? module;

    /// <summary>The day shown, on the site's clock.</summary>
    [SupplyParameterFromQuery(Name = "date")]
    public string? DateWanted { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    public string? SiteWanted { get; set; }

    /// <summary>The moment, on the site's clock, to the minute or second; a minute ago where none is given.</summary>
    [SupplyParameterFromQuery(Name = "asof")]
    public string? MomentWanted { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone already.
        }
    }

    protected override Task OnParametersSetAsync() => Load();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var picture = past is { Day.Columns.Count: > 0 } ? $"{past.Day.Site.Id} {past.Day.Date:yyyy-MM-dd}" : null;
        if (RendererInfo.IsInteractive && picture is not null && arranged != picture)
        {
            module ??= await script.InvokeAsync<IJSObjectReference>("import", "./board.js");
            await module.InvokeVoidAsync("arrange", board);
        }

        arranged = picture;
    }

    private async Task Load()
    {
        SiteId? site = SiteId.TryParse(SiteWanted, null, out var id) ? id : null;
        DateOnly? date = DateOnly.TryParseExact(DateWanted, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var moment = DateTime.TryParseExact(MomentWanted, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 1900 and < 2200
            ? wall
            : clock.GetUtcNow().UtcDateTime.AddMinutes(-1);
        try
        {
            var answer = await read.Run(site, date, moment, await user.Actor(), CancellationToken.None);
            (past, problem) = (answer.Ok ? answer.Value with { Day = answer.Value.Day.Keeping(past?.Day) } : null, answer.Problem);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
    }

    private Task Press(CellEventArgs cell) => past is not null && BoardKeys.FindVisit(past.Day.Columns, cell.Key) is { } visit
        ? panel.Open<JournalDrawer>(T["Booking.Title"], BoardText["Close"], new() { [nameof(JournalDrawer.Booking)] = visit.Id })
        : Task.CompletedTask;

    /// <summary>This page at another moment or day.</summary>
    private string Address(DateTime moment, DateOnly date) => PastAddress.Of(past?.Day.Site.Id, date, past is null ? moment : past.Day.Site.Local(moment).DateTime, navigation);
}
