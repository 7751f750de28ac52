using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The doctor calls in who waits: reception sees it and sends the patient. The status stays; the visit begins when the doctor says so.</summary>
public sealed class CallPatient(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the booking, or <c>forbidden</c>, <c>version-mismatch</c>, <c>already-cancelled</c>, <c>wrong-status</c> for who does not wait.</summary>
    /// <param name="id">The booking.</param>
    /// <param name="called">False takes the call back.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="actor">The doctor whose visit it is.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Booking>> Run(BookingId id, bool called, int? version, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.RunOwnVisits) || actor.DoctorId is not { } me)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<Booking>(
            async (db, token) =>
            {
                await BookingRules.Lock(db, BookingRef.Id(id), token);
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(b => b.Id == id && b.DoctorId == me, token);
                if (Refused(booking, version) is { } refusal)
                {
                    return refusal;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var edit = new BookingEdit(db, booking!, now);
                booking!.CalledAt = called ? now : null;
                edit.Log();
                await edit.Save(actor, called ? "call" : "call-back", token);
                return booking;
            },
            cancel);
    }

    // Of other doctors' visits a doctor learns nothing, not even that they exist.
    private static Problem? Refused(Booking? booking, int? version) =>
        booking is null ? new(ProblemCodes.Forbidden)
        : version is { } seen && seen != booking.Version ? new(ProblemCodes.VersionMismatch)
        : booking.Status.IsCancelled() ? new(ProblemCodes.AlreadyCancelled)
        : booking.Status != BookingStatus.Arrived ? new(ProblemCodes.WrongStatus)
        : null;
}
