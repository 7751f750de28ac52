using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Says that a booking came of a request to be called. The booking is made as every other; this only ties the two.</summary>
public sealed class BookFromCallback(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the request, or <c>not-found</c> (request or booking), <c>already-cancelled</c> (the booking), or a refusal of <see cref="CallbackEdit"/>.</summary>
    /// <param name="id">The request.</param>
    /// <param name="booking">What was booked.</param>
    /// <param name="version">The version the asker saw; null where the booking counts whatever became of the request meanwhile.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Callback>> Run(Guid id, BookingId booking, int? version, Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await CallbackEdit.Run(factory, now, id, version, actor, "book", async (db, callback, token) =>
        {
            if (await db.Bookings.Where(b => b.Id == booking).Select(b => (BookingStatus?)b.Status).FirstOrDefaultAsync(token) is not { } status)
            {
                return new(ProblemCodes.NotFound);
            }

            if (status.IsCancelled())
            {
                return new(ProblemCodes.AlreadyCancelled);
            }

            (callback.Status, callback.BookingId, callback.ClosedAt) = (CallbackStatus.Booked, booking, now);
            return null;
        }, cancel);
    }
}
