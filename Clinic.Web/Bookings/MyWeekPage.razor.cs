using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Web.Changes;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Seven days of the doctor, kept live.</summary>
public sealed partial class MyWeekPage(ReadDoctorWeek read, CurrentUser user, ChangeFollower follower, NotificationService toasts, NavigationManager navigation, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);
    private IDisposable? subscription;
    private ITimer? retry;
    private DoctorId? me;
    private bool notLinked;
    private bool lost;
    private bool gone;

    /// <summary>yyyy-MM-dd of a day in the week; the present week when absent.</summary>
    [Parameter]
    public string? DateText { get; set; }

    // Kept from the prerendering, so that nothing flickers when the circuit takes over.
    [PersistentState]
    public DoctorWeek? Week { get; set; }

    private DateOnly? Wanted =>
        DateOnly.TryParseExact(DateText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2200 ? date : null;

    public void Dispose()
    {
        gone = true;
        subscription?.Dispose();
        retry?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (DateText is not null && Wanted is null)
        {
            navigation.NavigateTo("/my-week", replace: true);
            return;
        }

        me = (await user.Actor()).DoctorId;
        notLinked = me is null;
        if (Week is null || !Holds(Week, Wanted ?? Week.Today))
        {
            await Load();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && me is not null)
        {
            // Changes between the prerendering and the subscription are in this load.
            subscription = follower.Subscribe(changes => changes.Any(Concerns) ? InvokeAsync(Reload) : Task.CompletedTask);
            retry = clock.CreateTimer(_ => InvokeAsync(Reload), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await Reload();
        }
    }

    private bool Concerns(Change change) => change.DoctorId is null || change.DoctorId == me;

    private async Task Reload()
    {
        if (!gone)
        {
            await Load();
            StateHasChanged();
        }
    }

    private async Task Load()
    {
        if (me is not { } doctor)
        {
            return;
        }

        try
        {
            var week = await read.Run(doctor, Wanted, await user.Actor(), CancellationToken.None);
            (Week, lost) = (week.Value ?? Week, false);
            if (!week.Ok)
            {
                toasts.Refused(week.Problem);
            }
        }
        catch (Exception error) when (RendererInfo.IsInteractive && DatabaseErrors.IsDatabase(error))
        {
            lost = true;
            retry?.Change(Retry, Timeout.InfiniteTimeSpan);
        }
    }

    private static bool Holds(DoctorWeek week, DateOnly date) => date >= week.Monday && date < week.Monday.AddDays(week.Days.Count);

    private static string PathOf(DateOnly date) => $"/my-week/{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static string Dates(DoctorWeek week)
    {
        var (first, last) = (week.Monday, week.Days[^1].Date);
        return $"{first.ToString(first.Month == last.Month ? "%d" : "d MMMM", CultureInfo.CurrentCulture)}{(first.Month == last.Month ? "–" : " – ")}{last.ToString("d MMMM", CultureInfo.CurrentCulture)}";
    }
}
