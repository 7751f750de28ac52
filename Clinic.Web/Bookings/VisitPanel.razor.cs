using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>An open booking: who, when, what can be done with it. Closes with the booking when it is to be moved on the board, with the receipt when the patient is to come again.</summary>
public sealed partial class VisitPanel(
    ReadVisit read, ChangeBookingStatus status, CancelBooking cancelling, MoveBooking moving, RecordGuarantee guarantee, SendSlip slip, CurrentUser user, ActingUser acting, DialogService dialogs,
    DeskHistory desk, TimeProvider clock) : IDisposable
{
    // What the desk does; beginning and ending a visit is the doctor's.
    private static readonly BookingStatus[] OfReception = [BookingStatus.Arrived, BookingStatus.Confirmed, BookingStatus.NoShow, BookingStatus.Booked];

    private VisitDetails? visit;
    private Actor? actor;
    private Problem? problem;
    private IReadOnlyList<string> changed = [];
    private bool asking;
    private bool choosing;
    private bool repeating;
    private int returned;
    private SlotId? following;
    private PanelFaults faults = PanelFaults.None;
    private bool busy;

    [Parameter, EditorRequired]
    public BookingId Booking { get; set; }

    private DialogService Dialogs => dialogs;

    /// <summary>"ДМС · СОГАЗ · 123456", "За свой счёт · 2 500 ₽".</summary>
    private string Payment => string.Join(" · ", new[]
    {
        D[$"Payment.{visit!.Booking.Payment}"],
        visit.Cover?.Insurer,
        visit.Cover?.Policy,
        visit.Booking.Price is { } price ? BoardFormat.Money(price, visit.Currency) : null,
    }.OfType<string>());

    private List<BookingStatus> Next => actor is null || visit is null || !actor.Can(Rights.ReceivePatients)
        ? []
        : [.. OfReception.Where(s => visit.Booking.Status.CanBecome(s) && !(Ahead && s is (BookingStatus.Arrived or BookingStatus.NoShow))
            && (visit.Booking.Status, s) != (BookingStatus.Pending, BookingStatus.Booked))];

    // Nobody arrives or stays away on a day that has not come.
    private bool Ahead => visit!.Site.LocalDate(visit.Booking.Start) > visit.Site.LocalDate(clock.GetUtcNow().UtcDateTime);

    // The button stays where it is, so that a second click meets nothing else in its place.
    private bool Sending => visit is { TellingWaits: true, SlipRefused: ProblemCodes.WrongStatus } && visit.Booking.Status.IsOpen();

    private string ChannelName => visit!.Booking.Channel.Name is var name && T[$"Channel.{name}"] is { ResourceNotFound: false } known
        ? known
        : visit.Booking.Channel.Name.Split(':')[^1];

    public void Dispose() => desk.Undone -= Refresh;

    protected override Task OnInitializedAsync()
    {
        desk.Undone += Refresh;
        return Reload();
    }

    private Task Refresh() => InvokeAsync(async () =>
    {
        await Reload();
        StateHasChanged();
    });

    private async Task Reload()
    {
        try
        {
            actor = await user.Actor();
            var answer = await read.Run(Booking, actor, CancellationToken.None);
            (visit, problem, changed, faults) = (answer.Value, answer.Problem, [], PanelFaults.None);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
    }

    private Task Become(BookingStatus next) => Do(
        async by => (await status.Run(Booking, next, visit!.Booking.Version, by, CancellationToken.None)).Problem, M["Status.Set", Name, Words[$"Status.{next.Wire()}"]]);

    private Task Cancel(bool byPatient) => Do(
        async by => (await cancelling.Run(BookingRef.Id(Booking), visit!.Booking.Version, byPatient, by, CancellationToken.None)).Problem, M["Cancelled.Of", Name]);

    /// <summary>The insurer's answer: the number of the letter, or null where there will be none.</summary>
    private Task Guarantee(string? letter) => Do(
        async by => (await guarantee.Run(Booking, letter, visit!.Booking.Version, by, CancellationToken.None)).Problem, letter is null ? M["Cancelled.Of", Name] : D["Guarantee.Done"], stands: letter is not null);

    private Task MoveTo(SlotId to) => Do(
        async by => (await moving.Run(BookingRef.Id(Booking), to, visit!.Booking.Version, by, CancellationToken.None)).Problem, M["Moved.At", Name, $"{visit!.Site.Date(to.Start, T["ShortDay"])}, {visit.Site.Clock(to.Start)}"]);

    /// <summary>While the letter waits the button does nothing, and the focus is back at the visit.</summary>
    private async Task Send()
    {
        // Not disabled: whoever clicks twice keeps the focus.
        if (Sending || busy)
        {
            return;
        }

        await Do(async by => (await slip.Run(Booking, by, CancellationToken.None)).Problem, D["Send.Slip.Done"], stands: true);
        returned += problem is null ? 1 : 0;
    }

    private string Name => visit?.Patient?.Name.Short ?? T["NoName"];

    /// <summary>Nothing is to be done after all: the focus goes back to the visit.</summary>
    private void Return() => (asking, choosing, repeating, returned) = (false, false, false, returned + 1);

    /// <param name="action">What is done.</param>
    /// <param name="success">The same in words.</param>
    /// <param name="stands">Whether it cannot be taken back.</param>
    private async Task Do(Func<Actor, Task<Problem?>> action, string success, bool stands = false)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            actor = await acting.Now();
            var by = DeskHistory.Begin(actor);
            if (await action(by) is { } refusal)
            {
                await Refused(refusal);
                return;
            }

            (asking, choosing, repeating) = (false, false, false);
            await Reload();
            desk.Did(by.Batch!.Value, success, stands);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>A booking that others changed meanwhile is shown as it is now, with what differs.</summary>
    private async Task Refused(Problem refusal)
    {
        var before = visit;
        faults = new(refusal.Errors);
        if (faults.First is not null)
        {
            problem = null;
            return;
        }

        if (refusal.Code is ProblemCodes.VersionMismatch or ProblemCodes.AlreadyCancelled or ProblemCodes.WrongStatus)
        {
            await Reload();
            (asking, choosing, repeating) = (false, false, false);
            changed = before is not null && visit is not null ? [.. BookingDifferences.Between(before, visit, T, Words)] : [];
        }

        problem = changed.Count > 0 ? null : refusal;
    }
}
