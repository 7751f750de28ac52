using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Says that a booking came of a request. The booking is made as every other; this only ties the two.</summary>
public sealed class BookFromRequest(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the request, or <c>not-found</c> (request or booking), <c>already-cancelled</c> (the booking), or a refusal of <see cref="RequestEdit"/>.</summary>
    /// <typeparam name="T">To be called, or a wish of the waiting list.</typeparam>
    /// <param name="id">The request.</param>
    /// <param name="booking">What was booked.</param>
    /// <param name="version">The version the asker saw; null where the booking counts whatever became of the request meanwhile.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<T>> Run<T>(Guid id, BookingId booking, int? version, Actor actor, CancellationToken cancel)
        where T : OpenRequest
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return RequestEdit.Run<T>(factory, now, id, version, actor, "book", async (db, request, token) =>
        {
            if (await db.Bookings.FirstOrDefaultAsync(b => b.Id == booking, token) is not { } booked)
            {
                return new(ProblemCodes.NotFound);
            }

            if (booked.Status.IsCancelled())
            {
                return new(ProblemCodes.AlreadyCancelled);
            }

            request.Book(booked, now);
            return null;
        }, cancel);
    }
}
