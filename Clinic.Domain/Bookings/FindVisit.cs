using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What the holder of a private link sees.</summary>
public sealed class FindVisit(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>The booking, the instant until which the patient may change it, and whether that is still so.</summary>
    public async Task<Result<(Booking Booking, DateTime ChangeUntil, bool Changeable)>> Run(string token, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var hash = BookingTokens.Hash(token);
        if (await db.Bookings.FirstOrDefaultAsync(b => b.TokenHash == hash, cancel) is not { } booking)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var until = await BookingRules.ChangeUntil(db, booking, cancel);
        return (booking, until, booking.Status.IsOpen() && clock.GetUtcNow().UtcDateTime <= until);
    }
}
