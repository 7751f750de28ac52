using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Takes a booking along: confirmed, arrived, in progress, done, no-show. Cancelling has a use case of its own.</summary>
public sealed class ChangeBookingStatus(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public Task<Result<Booking>> Run(BookingId id, BookingStatus to, int? version, Actor actor, CancellationToken cancel) => factory.Transact<Booking>(
        async (db, token) =>
        {
            await BookingRules.Lock(db, BookingRef.Id(id), token);
            var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(b => b.Id == id, token);
            if (booking is null || !MayTouch(booking, actor))
            {
                // A doctor learns nothing of other doctors' visits, not even that they exist.
                return new Problem(actor.Can(Rights.ReceivePatients) ? ProblemCodes.NotFound : ProblemCodes.Forbidden);
            }

            if (version is { } seen && seen != booking.Version)
            {
                return new Problem(ProblemCodes.VersionMismatch);
            }

            if (to.IsCancelled() || !booking.Status.CanBecome(to))
            {
                return new Problem(booking.Status.IsCancelled() ? ProblemCodes.AlreadyCancelled : ProblemCodes.WrongStatus);
            }

            var (now, before) = (clock.GetUtcNow().UtcDateTime, booking.Facts());
            Stamp(booking, to, now);
            booking.Status = to;
            booking.Version++;
            db.Record(actor, now, "status", nameof(Booking), id.ToString(), before, booking.Facts());
            db.Add(HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), now, id));
            await db.SaveChangesAsync(token);
            return booking;
        },
        cancel);

    private static bool MayTouch(Booking booking, Actor actor) =>
        actor.Can(Rights.ReceivePatients) || (actor.Can(Rights.RunOwnVisits) && actor.DoctorId == booking.DoctorId);

    private static void Stamp(Booking booking, BookingStatus to, DateTime now)
    {
        // Going back clears what was stamped too early.
        booking.ArrivedAt = to is BookingStatus.Booked ? null : to is BookingStatus.Arrived ? booking.ArrivedAt ?? now : booking.ArrivedAt;
        booking.StartedAt = to is BookingStatus.Booked or BookingStatus.Arrived ? null : to is BookingStatus.InProgress ? booking.StartedAt ?? now : booking.StartedAt;
        booking.DoneAt = to is BookingStatus.Done ? now : null;
    }
}
