using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Takes a booking along: confirmed, arrived, in progress, done, no-show. Cancelling has a use case of its own.</summary>
public sealed class ChangeBookingStatus(IDbContextFactory<ClinicDb> factory, TimetableCache cache, TimeProvider clock)
{
    /// <summary>Answers the booking, or <c>not-found</c>, <c>forbidden</c>, <c>version-mismatch</c>, <c>wrong-status</c>, and where a late patient's time was given away <c>slot-taken</c> and the like.</summary>
    public async Task<Result<Booking>> Run(BookingId id, BookingStatus to, int? version, Actor actor, CancellationToken cancel)
    {
        IReadOnlyList<Change> changes = [];
        Tail? wanted = null;
        var result = await factory.Contend<Booking>(
            async (db, attempt, token) =>
            {
                await BookingRules.Lock(db, BookingRef.Id(id), token);
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(b => b.Id == id, token);
                if (Refused(booking, to, version, actor) is { } refusal)
                {
                    return refusal;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var edit = new BookingEdit(db, booking!, now, attempt);
                if (to == BookingStatus.Arrived && booking!.ReleasedAt is not null)
                {
                    wanted = await Tail.Of(db, booking, token);
                    if (await wanted.TakeBack(booking, edit, token) is { } gone)
                    {
                        return gone;
                    }
                }

                Stamp(booking!, to, now);
                booking!.Status = to;
                await GiveBack(db, booking, edit, token);
                edit.Log();
                await edit.Save(actor, "status", token);
                changes = edit.Changes;
                return booking;
            },
            async (db, token) => Refusal.Or<Booking>(wanted is null ? null : await OccupancyClaims.Blocker(db, wanted.Claims, [id.Value], clock.GetUtcNow().UtcDateTime, token)),
            cancel);
        if (result.Ok)
        {
            await cache.Apply(changes);
        }

        return result;
    }

    private static Problem? Refused(Booking? booking, BookingStatus to, int? version, Actor actor) =>

        // A doctor learns nothing of other doctors' visits, not even that they exist.
        booking is null || !MayTouch(booking, actor) ? new(actor.Can(Rights.ReceivePatients) ? ProblemCodes.NotFound : ProblemCodes.Forbidden)
        : version is { } seen && seen != booking.Version ? new(ProblemCodes.VersionMismatch)
        : booking.Status.IsCancelled() ? new(ProblemCodes.AlreadyCancelled)

        // Who waits for a guarantee letter is booked by the letter.
        : to.IsCancelled() || !booking.Status.CanBecome(to) || (booking.Status, to) == (BookingStatus.Pending, BookingStatus.Booked) ? new(ProblemCodes.WrongStatus)
        : null;

    private static bool MayTouch(Booking booking, Actor actor) =>
        actor.Can(Rights.ReceivePatients) || (actor.Can(Rights.RunOwnVisits) && actor.DoctorId == booking.DoctorId);

    /// <summary>A patient who does not come leaves the rest of the time to others and is no longer counted; after a visit the place among the active ones is free.</summary>
    private static async Task GiveBack(ClinicDb db, Booking booking, BookingEdit edit, CancellationToken cancel)
    {
        if (booking.Status == BookingStatus.NoShow)
        {
            await edit.Cells.FreeFrom(booking, Cell.AtOrAfter(edit.Cells.Now), cancel);
            booking.ReleasedAt = edit.Cells.Now;
            await PatientLimits.Free(db, booking.Id, all: true, cancel);
        }
        else if (booking.Status == BookingStatus.Done)
        {
            await PatientLimits.Free(db, booking.Id, all: false, cancel);
        }
    }

    private static void Stamp(Booking booking, BookingStatus to, DateTime now)
    {
        // Going back clears what was stamped too early.
        booking.ArrivedAt = to is BookingStatus.Booked ? null : to is BookingStatus.Arrived ? booking.ArrivedAt ?? now : booking.ArrivedAt;
        booking.CalledAt = to is BookingStatus.Booked ? null : booking.CalledAt;
        booking.StartedAt = to is BookingStatus.Booked or BookingStatus.Arrived ? null : to is BookingStatus.InProgress ? booking.StartedAt ?? now : booking.StartedAt;
        booking.DoneAt = to is BookingStatus.Done ? now : null;
    }
}
