using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Messages;

/// <summary>Sends the patient the confirmation of a visit once more, as it stands now and with its calendar entry: the slip for those who want it by e-mail.</summary>
public sealed class SendSlip(IDbContextFactory<ClinicDb> factory, HostSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Answers the message that will be sent; or <c>forbidden</c>, <c>not-found</c>, <c>already-cancelled</c>, <c>past</c>, <c>no-mail-server</c>, <c>no-address</c>, and
    /// <c>wrong-status</c> for a visit that is not ahead any more and while a message of it waits.
    /// </summary>
    public async Task<Result<Guid>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<Guid>(
            async (db, token) =>
            {
                // Whoever presses second, at another desk, finds the message of the first waiting.
                await BookingRules.Lock(db, BookingRef.Id(id), token);
                if (await db.Bookings.FirstOrDefaultAsync(b => b.Id == id, token) is not { } booking)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var waits = await db.Messages.AnyAsync(m => m.BookingId == id && m.SentAt == null && m.GivenUpAt == null, token);
                if (Refused(booking, await Addressee.Of(db, booking, token), waits, settings, now) is { } code)
                {
                    return new Problem(code);
                }

                var message = BookingNews.OfNew(booking, null, now)!;
                db.Add(message);
                db.Record(actor, now, "send-slip", nameof(Message), message.Id.ToString(), null, new { booking = id.ToString(), kind = message.Kind.ToString() });
                await db.SaveChangesAsync(token);
                return message.Id;
            },
            cancel);
    }

    /// <summary>Why it cannot be sent, one of <see cref="ProblemCodes"/>; null where it can.</summary>
    internal static string? Refused(Booking booking, string? address, bool waits, HostSettings settings, DateTime now) =>
        booking.Status.IsCancelled() ? ProblemCodes.AlreadyCancelled
        : !booking.Status.IsOpen() ? ProblemCodes.WrongStatus
        : booking.Start <= now ? ProblemCodes.Past
        : settings.Mail is null ? ProblemCodes.NoMailServer
        : address is null ? ProblemCodes.NoAddress
        : waits ? ProblemCodes.WrongStatus
        : null;
}
