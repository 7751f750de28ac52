using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Web.Bookings;

/// <summary>What could not be taken back is told like a move that was refused: why, of whom, and which times there are instead.</summary>
public sealed partial class BoardPage
{
    private async Task<bool> ExplainUndo(string what, Problem problem)
    {
        var visits = new List<VisitDetails>();
        foreach (var error in problem.Errors.Where(e => e.Pointer.StartsWith(AtVisit, StringComparison.Ordinal)))
        {
            if (BookingId.TryParse(error.Pointer[AtVisit.Length..], null, out var id) && (await Visits.Run(id, User ??= await Who.Actor(), closing.Token)).Value is { } visit)
            {
                visits.Add(visit);
            }
        }

        if (day is null || visits.Count == 0)
        {
            return false;
        }

        (moving, dragging) = (null, false);
        dropFault = new(visits[0], visits[0].Booking.Slot().Id, problem, [], null) { Undoing = what, Each = problem.Alternatives.Count > 0 ? [] : [.. Blamed(problem, visits)] };
        StateHasChanged();
        return true;
    }

    /// <summary>Another time than the one wanted, or the same with a reason; who was cancelled is booked anew.</summary>
    private async Task Instead(DropFault fault, SlotId to, string? reason)
    {
        if (!fault.Visit.Booking.Status.IsCancelled())
        {
            await Attempt(fault.Visit, to, reason, fault.At);
            return;
        }

        await CloseFault(false);
        await NewBooking(to.DoctorId, fault.Visit.Booking.SiteId, to.Start, to.VisitTypeId, fault.Visit.Patient);
    }
}
