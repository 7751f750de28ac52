using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Cancels a booking and frees its cells, its places and its seat.</summary>
public sealed class CancelBooking(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    /// <param name="which">The booking.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="byPatient">The patient asked, be it by link or by telephone.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<BookingReceipt>> Run(BookingRef which, int? version, bool byPatient, Actor actor, CancellationToken cancel)
    {
        var anyone = which.Allows(actor, Rights.BookForAnyone);
        if (!anyone && !actor.Can(Rights.BookOwnPatients))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var linkKey = await keys.Get(InstallationKeys.Links, cancel);
        IReadOnlyList<Change> changes = [];
        var result = await factory.Transact<BookingReceipt>(
            async (db, token) =>
            {
                if (!anyone && !await OwnPatients.MayTakeBack(db, which, actor, token))
                {
                    return new Problem(ProblemCodes.Forbidden);
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var found = await BookingRules.Changeable(db, which, version, now, token);
                if (!found.Ok)
                {
                    return found.Problem;
                }

                var booking = found.Value;
                changes = await Cancel(db, booking, byPatient || which.ByToken ? BookingStatus.CancelledByPatient : BookingStatus.CancelledByClinic, actor, now, token);
                return new BookingReceipt(booking.Id, booking.Code, BookingTokens.Token(linkKey, booking.Id), booking.Status, booking.Slot());
            },
            cancel);
        if (result.Ok)
        {
            await cache.Apply(changes);
        }

        return result;
    }

    /// <summary>The same inside a transaction at hand, of a booking that is tracked, locked and may be cancelled; answers the lines of the change log.</summary>
    internal static async Task<IReadOnlyList<Change>> Cancel(ClinicDb db, Booking booking, BookingStatus status, Actor actor, DateTime now, CancellationToken cancel)
    {
        var edit = new BookingEdit(db, booking, now);
        booking.Status = status;
        await edit.Free(cancel);
        await edit.Save(actor, "cancel", cancel);
        await DisplacedBookings.Resolve(db, booking.Id, now, cancel);
        return edit.Changes;
    }
}
