using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What the holder of a private link sees.</summary>
public sealed class FindVisit(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>The booking, the instant until which the patient may change it, whether that is still so, and how the patient prepares.</summary>
    public async Task<Result<(Booking Booking, DateTime ChangeUntil, bool Changeable, LocalText Preparation)>> Run(string token, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var hash = BookingTokens.Hash(token);
        var found = await (
            from b in db.Bookings
            join type in db.VisitTypes on b.VisitTypeId equals type.Id
            where b.TokenHash == hash
            select new { Booking = b, type.Preparation }).FirstOrDefaultAsync(cancel);
        if (found is not { Booking: var booking })
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var until = await BookingRules.ChangeUntil(db, booking, cancel);
        return (booking, until, booking.Status.IsOpen() && clock.GetUtcNow().UtcDateTime <= until, found.Preparation);
    }
}
