using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>An open booking: who, when, what can be done with it. Closes with the booking when it is to be moved on the board, with the receipt when the patient is to come again.</summary>
public sealed partial class VisitPanel(
    ReadVisit read, ChangeBookingStatus status, CancelBooking cancelling, MoveBooking moving, RecordGuarantee guarantee, CurrentUser user, ActingUser acting, DialogService dialogs,
    NotificationService toasts, TimeProvider clock)
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

    private string ChannelName => visit!.Booking.Channel.Name is var name && T[$"Channel.{name}"] is { ResourceNotFound: false } known
        ? known
        : visit.Booking.Channel.Name.Split(':')[^1];

    protected override Task OnInitializedAsync() => Reload();

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

    private Task Become(BookingStatus next) => Do(async () =>
    {
        var answer = await status.Run(Booking, next, visit!.Booking.Version, actor!, CancellationToken.None);
        return answer.Problem;
    });

    private Task Cancel(bool byPatient) => Do(
        async () => (await cancelling.Run(BookingRef.Id(Booking), visit!.Booking.Version, byPatient, actor!, CancellationToken.None)).Problem, T["Cancelled"]);

    /// <summary>The insurer's answer: the number of the letter, or null where there will be none.</summary>
    private Task Guarantee(string? letter) => Do(
        async () => (await guarantee.Run(Booking, letter, visit!.Booking.Version, actor!, CancellationToken.None)).Problem, letter is null ? T["Cancelled"] : D["Guarantee.Done"]);

    private Task MoveTo(SlotId to) => Do(
        async () => (await moving.Run(BookingRef.Id(Booking), to, visit!.Booking.Version, actor!, CancellationToken.None)).Problem, T["Moved", visit!.Site.Clock(to.Start)]);

    private async Task Do(Func<Task<Problem?>> action, string? success = null)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            actor = await acting.Now();
            if (await action() is { } refusal)
            {
                await Refused(refusal);
                return;
            }

            (asking, choosing, repeating) = (false, false, false);
            await Reload();
            if (success is not null)
            {
                toasts.Say(success);
            }
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
            changed = before is not null && visit is not null ? [.. Differences(before, visit)] : [];
        }

        problem = changed.Count > 0 ? null : refusal;
    }

    private IEnumerable<string> Differences(VisitDetails old, VisitDetails present)
    {
        var (a, b) = (old.Booking, present.Booking);
        if (a.Status != b.Status)
        {
            yield return T["Differs", T["Status"], Words[$"Status.{a.Status.Wire()}"], Words[$"Status.{b.Status.Wire()}"]];
        }

        if (a.Start != b.Start)
        {
            yield return T["Differs", T["When"], old.Site.Date(a.Start, T["StampFormat"]), present.Site.Date(b.Start, T["StampFormat"])];
        }

        if (a.DoctorId != b.DoctorId)
        {
            yield return T["Differs", T["Doctor"], old.Doctor.Short, present.Doctor.Short];
        }

        if (a.VisitTypeId != b.VisitTypeId)
        {
            yield return T["Differs", T["VisitType"], old.VisitType, present.VisitType];
        }

        if (a.PatientId != b.PatientId)
        {
            yield return T["Differs", T["Patient"], old.Patient?.Name.Short ?? "—", present.Patient?.Name.Short ?? "—"];
        }
    }
}
