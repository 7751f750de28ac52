using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The patient says by the private link that they will come. The desk says it of a patient by <see cref="ChangeBookingStatus"/>.</summary>
public sealed class ConfirmBooking(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    // Whoever has just booked is not asked again whether they mean it.
    private static readonly TimeSpan AskedFor = TimeSpan.FromDays(3);

    /// <summary>Whether the patient's page asks for it: a booked visit of the next three days.</summary>
    public static bool IsAsked(Booking booking, DateTime now) => booking.Status == BookingStatus.Booked && booking.Start > now && booking.Start - now <= AskedFor;

    /// <summary>
    /// Answers the booking, said twice as well as once, or <c>not-found</c>, <c>already-cancelled</c>, <c>version-mismatch</c>, and <c>wrong-status</c> where the
    /// visit has begun, is over or waits for the insurer.
    /// </summary>
    /// <param name="linkToken">Of the private link.</param>
    /// <param name="version">The version the patient saw; null where none was seen.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<BookingReceipt>> Run(string linkToken, int? version, CancellationToken cancel)
    {
        var which = BookingRef.Token(linkToken);
        var linkKey = await keys.Get(InstallationKeys.Links, cancel);
        IReadOnlyList<Change> changes = [];
        var result = await factory.Transact<BookingReceipt>(
            async (db, token) =>
            {
                await BookingRules.Lock(db, which, token);
                var now = clock.GetUtcNow().UtcDateTime;
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(which.Matches(), token);
                if (Refused(booking, version, now) is { } refusal)
                {
                    return refusal;
                }

                if (booking!.Status != BookingStatus.Confirmed)
                {
                    var edit = new BookingEdit(db, booking, now);
                    booking.Status = BookingStatus.Confirmed;
                    edit.Log();
                    await edit.Save(Actor.Stranger, "status", token);
                    changes = edit.Changes;
                }

                return new BookingReceipt(booking.Id, booking.Code, BookingTokens.Token(linkKey, booking.Id), booking.Status, booking.Slot());
            },
            cancel);
        if (result.Ok)
        {
            await cache.Apply(changes);
        }

        return result;
    }

    private static Problem? Refused(Booking? booking, int? version, DateTime now) => booking is null ? new(ProblemCodes.NotFound)
        : booking.Status.IsCancelled() ? new(ProblemCodes.AlreadyCancelled)
        : booking.Status == BookingStatus.Confirmed ? null
        : !booking.Status.CanBecome(BookingStatus.Confirmed) || booking.Start <= now ? new(ProblemCodes.WrongStatus)
        : version is { } seen && seen != booking.Version ? new(ProblemCodes.VersionMismatch)
        : null;
}
