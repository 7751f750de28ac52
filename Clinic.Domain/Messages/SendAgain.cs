using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Messages;

/// <summary>Sends a message once more: one that was given up as it is, one that was sent as a new one, which the patient's mail server does not take for the old.</summary>
public sealed class SendAgain(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the message that will be sent, or <c>forbidden</c>, <c>not-found</c>, and <c>wrong-status</c> where it waits already or something newer was told.</summary>
    public async Task<Result<Guid>> Run(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ReceivePatients))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<Guid>(
            async (db, token) =>
            {
                if (await db.Messages.FirstOrDefaultAsync(m => m.Id == id, token) is not { } message)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                // Whoever presses second, at another desk, finds the booking's next message waiting.
                await BookingRules.Lock(db, BookingRef.Id(message.BookingId), token);
                message = await db.Messages.AsTracking().SingleAsync(m => m.Id == id, token);
                if ((message.SentAt is null && message.GivenUpAt is null) || message.Fault is MessageFaults.Superseded or MessageFaults.Past
                    || await db.Messages.AnyAsync(m => m.BookingId == message.BookingId && m.Id != id && (m.Sequence > message.Sequence || (m.SentAt == null && m.GivenUpAt == null)), token))
                {
                    return new Problem(ProblemCodes.WrongStatus);
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var next = message.SentAt is null ? message : Copy(db, message, now);
                (next.DueAt, next.Attempts, next.GivenUpAt, next.Fault) = (now, 0, null, null);
                db.Record(actor, now, "send-again", nameof(Message), next.Id.ToString(), null, new { booking = message.BookingId.ToString(), kind = message.Kind.ToString() });
                await db.SaveChangesAsync(token);
                return next.Id;
            },
            cancel);
    }

    private static Message Copy(ClinicDb db, Message message, DateTime now)
    {
        var copy = new Message
        {
            Id = Guid.CreateVersion7(now),
            Kind = message.Kind,
            BookingId = message.BookingId,
            Sequence = message.Sequence,
            Language = message.Language,
            CreatedAt = now,
        };
        db.Add(copy);
        return copy;
    }
}
