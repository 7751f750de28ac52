using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Removes holds that nobody came back for. Tidiness only: an expired hold counts for nothing from the second it expires, whether it is swept or not.
/// </summary>
public sealed class SweepHolds(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>Answers how many were removed.</summary>
    public Task<Result<int>> Run(CancellationToken cancel) => factory.Transact<int>(
        async (db, token) =>
        {
            var before = clock.GetUtcNow().UtcDateTime - Age;
            await db.Occupancy.Where(o => o.HeldUntil < before).ExecuteDeleteAsync(token);
            return await db.Holds.Where(h => h.ExpiresAt < before).ExecuteDeleteAsync(token);
        },
        cancel);
}
