using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>Says that a booking came of a wish: waiting is over. The booking is made as every other; this only ties the two.</summary>
public sealed class BookFromWaiting(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the entry, or <c>not-found</c> (entry or booking), <c>already-cancelled</c> (the booking), or a refusal of <see cref="WaitingEdit"/>.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="booking">What was booked.</param>
    /// <param name="version">The version the asker saw; null where the booking counts whatever became of the entry meanwhile.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<WaitingEntry>> Run(Guid id, BookingId booking, int? version, Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await WaitingEdit.Run(factory, now, id, version, actor, "book", async (db, entry, token) =>
        {
            if (await db.Bookings.Where(b => b.Id == booking).Select(b => new { b.Status, b.PatientId }).FirstOrDefaultAsync(token) is not { } booked)
            {
                return new(ProblemCodes.NotFound);
            }

            if (booked.Status.IsCancelled())
            {
                return new(ProblemCodes.AlreadyCancelled);
            }

            (entry.Status, entry.BookingId, entry.ClosedAt) = (WaitingStatus.Booked, booking, now);
            entry.PatientId ??= booked.PatientId;
            return null;
        }, cancel);
    }
}
