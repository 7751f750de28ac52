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

/// <summary>The doctor's day, kept live. What passes by itself the browser counts; the server draws anew only where the picture changes.</summary>
public sealed partial class MyDayPage(ReadDoctorDay read, CurrentUser user, ChangeFollower follower, NotificationService toasts, NavigationManager navigation, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource closed = new();
    private IDisposable? subscription;
    private ITimer? wake;
    private NextVisit? card;
    private DoctorId? me;
    private BookingId? again;
    private bool notLinked;
    private bool lost;
    private bool leadOn;

    /// <summary>yyyy-MM-dd; today when absent.</summary>
    [Parameter]
    public string? DateText { get; set; }

    // Kept from the prerendering, so that nothing flickers when the circuit takes over.
    [PersistentState]
    public DoctorDay? Day { get; set; }

    private TimeProvider Clock => clock;

    private DateOnly? Wanted =>
        DateOnly.TryParseExact(DateText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2200 ? date : null;

    public void Dispose()
    {
        closed.Cancel();
        subscription?.Dispose();
        wake?.Dispose();
        closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (DateText is not null && Wanted is null)
        {
            navigation.NavigateTo("/my-day", replace: true);
            return;
        }

        me = (await user.Actor()).DoctorId;
        notLinked = me is null;
        if (Day is null || Day.Date != (Wanted ?? Day.Today))
        {
            again = null;
            await Load();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (leadOn && card is not null)
        {
            leadOn = false;
            await card.Focus();
        }

        if (firstRender && me is not null)
        {
            // Changes between the prerendering and the subscription are in this load.
            subscription = follower.Subscribe(changes => changes.Any(Concerns) ? InvokeAsync(Reload) : Task.CompletedTask);
            wake = clock.CreateTimer(_ => InvokeAsync(Look), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await Reload();
        }
    }

    private bool Concerns(Change change) => change.Kind != ChangeKind.Hold && (change.DoctorId is null || change.DoctorId == me);

    private async Task Reload()
    {
        if (!closed.IsCancellationRequested)
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
            var day = await read.Run(doctor, Wanted, await user.Actor(), CancellationToken.None);
            (Day, lost) = (day.Value ?? Day, false);
            if (!day.Ok)
            {
                toasts.Refused(day.Problem);
            }
        }
        catch (Exception error) when (RendererInfo.IsInteractive && DatabaseErrors.IsDatabase(error))
        {
            // What is shown stays, and is tried again until the database answers.
            lost = true;
        }

        Wake();
    }

    /// <summary>Somebody's time comes, is over, or the day turns.</summary>
    private async Task Look()
    {
        if (lost || clock.GetUtcNow().UtcDateTime >= Day?.TodayEnds)
        {
            await Reload();
        }
        else if (!closed.IsCancellationRequested)
        {
            StateHasChanged();
            Wake();
        }
    }

    private void Wake()
    {
        var now = clock.GetUtcNow();
        if (closed.IsCancellationRequested || (lost ? now + Retry : Day?.Changes(now)) is not { } at)
        {
            return;
        }

        // A little after, so that it has passed by then.
        var wait = at - now + TimeSpan.FromMilliseconds(100);
        wake?.Change(wait > Retry || lost ? wait : TimeSpan.FromMilliseconds(Math.Max(100, wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
