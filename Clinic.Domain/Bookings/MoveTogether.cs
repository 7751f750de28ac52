using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Moves bookings inside a transaction at hand, also in a ring: all give up their cells before anyone takes new ones.</summary>
internal static class MoveTogether
{
    /// <param name="db">The context of the transaction; the bookings are locked in it.</param>
    /// <param name="moves">Each booking as it is now, and where it goes.</param>
    /// <param name="actor">Who moves them.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    internal static async Task Run(ClinicDb db, IReadOnlyList<(Booking Booking, Placement To)> moves, Actor actor, DateTime now, CancellationToken cancel)
    {
        if (moves.Count == 0)
        {
            return;
        }

        var owners = moves.Select(m => m.Booking.Id.Value).ToList();
        await db.Occupancy.Where(o => EF.Parameter(owners).Contains(o.OwnerId)).ExecuteDeleteAsync(cancel);
        foreach (var (booking, place) in moves)
        {
            db.Attach(booking);
            var (before, old) = (booking.Facts(), booking.Placement());
            await OccupancyClaims.Claim(db, place, booking.Id.Value, booking.PatientResource, null, now, cancel);
            MoveBooking.Put(booking, place);
            db.Record(actor, now, "move", nameof(Booking), booking.Id.ToString(), before, booking.Facts());
            db.Add(HoldSlot.Touched(ChangeKind.Booking, old, now, booking.Id));
            db.Add(HoldSlot.Touched(ChangeKind.Booking, place, now, booking.Id));
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Which of the moves somebody else's cells are in the way of, seen from a context of its own; null when none is.</summary>
    internal static async Task<Problem?> Blocker(ClinicDb db, IReadOnlyList<(Booking Booking, Placement To)> moves, DateTime now, CancellationToken cancel)
    {
        var owners = moves.Select(m => m.Booking.Id.Value).ToHashSet();
        var errors = new List<FieldError>();
        foreach (var (booking, place) in moves)
        {
            var wanted = OccupancyClaims.Rows(place, booking.Id.Value, booking.PatientResource, null).Select(o => (o.ResourceId, o.Cell)).ToHashSet();
            var (from, to) = (wanted.Min(w => w.Cell), wanted.Max(w => w.Cell));
            var resources = wanted.Select(w => w.ResourceId).Distinct().ToList();
            var there = await db.Occupancy
                .Where(o => resources.Contains(o.ResourceId) && o.Cell >= from && o.Cell <= to && (o.HeldUntil == null || o.HeldUntil > now))
                .Select(o => new { o.ResourceId, o.Cell, o.OwnerId }).ToListAsync(cancel);
            if (there.Find(o => !owners.Contains(o.OwnerId) && wanted.Contains((o.ResourceId, o.Cell))) is { } rival)
            {
                errors.Add(new($"/visits/{booking.Id}", rival.ResourceId.Kind is ResourceKind.Patient or ResourceKind.Contact ? ProblemCodes.PatientOverlap : ProblemCodes.SlotTaken));
            }
        }

        return errors.Count == 0 ? null : new Problem(errors[0].Code) { Errors = errors };
    }
}
