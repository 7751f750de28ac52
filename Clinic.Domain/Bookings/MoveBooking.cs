using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Moves a booking to another slot in one transaction: a failure anywhere leaves it where it was.</summary>
public sealed class MoveBooking(IDbContextFactory<ClinicDb> factory, PlanVisit plan, InstallationKeys keys, TimeProvider clock)
{
    /// <param name="which">The booking.</param>
    /// <param name="to">The slot wanted.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<BookingReceipt>> Run(BookingRef which, SlotId to, int? version, Actor actor, CancellationToken cancel)
    {
        if (!which.Allows(actor, Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var placed = await plan.Run(to, actor.Channel, false, cancel);
        if (!placed.Ok)
        {
            return placed.Problem;
        }

        var linkKey = await keys.Get(InstallationKeys.Links, cancel);
        Booking? seen = null;
        var result = await factory.Transact<BookingReceipt>(
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var found = await BookingRules.Changeable(db, which, version, now, token);
                if (!found.Ok)
                {
                    return found.Problem;
                }

                var booking = seen = found.Value;
                var (before, old) = (booking.Facts(), booking.Placement());
                await db.Occupancy.Where(o => o.OwnerId == booking.Id.Value).ExecuteDeleteAsync(token);
                await OccupancyClaims.Claim(db, placed.Value, booking.Id.Value, booking.PatientResource, null, now, token);
                Put(booking, placed.Value);
                await DisplacedBookings.Resolve(db, booking.Id, now, token);
                db.Record(actor, now, "move", nameof(Booking), booking.Id.ToString(), before, booking.Facts());
                db.Add(HoldSlot.Touched(ChangeKind.Booking, old, now, booking.Id));
                db.Add(HoldSlot.Touched(ChangeKind.Booking, placed.Value, now, booking.Id));
                await db.SaveChangesAsync(token);
                return new BookingReceipt(booking.Id, booking.Code, BookingTokens.Token(linkKey, booking.Id), booking.Status, booking.Slot());
            },
            async (db, token) => Refusal.Or<BookingReceipt>(
                await OccupancyClaims.Blocker(db, placed.Value, seen!.PatientResource, seen.Id.Value, clock.GetUtcNow().UtcDateTime, token)),
            cancel);
        return result.Ok ? result : await plan.Suggest(result.Problem, to, actor.Channel, cancel);
    }

    internal static void Put(Booking booking, Placement place)
    {
        booking.SiteId = place.Slot.SiteId;
        booking.DoctorId = place.Slot.DoctorId;
        booking.RoomId = place.Slot.RoomId;
        booking.VisitTypeId = place.Slot.VisitTypeId;
        booking.Start = place.Slot.Range.Start;
        booking.End = place.Slot.Range.End;
        booking.BufferBefore = place.BufferBefore;
        booking.BufferAfter = place.BufferAfter;
        booking.Price = place.Slot.Price;
        booking.Version++;
    }
}
