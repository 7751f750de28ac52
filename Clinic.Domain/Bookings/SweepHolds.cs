using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Removes holds that nobody came back for, and places of patients that have lapsed. Tidiness only: what has expired counts for nothing from the second
/// it expires, whether it is swept or not.
/// </summary>
public sealed class SweepHolds(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>Answers how many holds were removed.</summary>
    public Task<Result<int>> Run(CancellationToken cancel) => factory.Transact<int>(
        async (db, token) =>
        {
            var before = clock.GetUtcNow().UtcDateTime - Age;
            var groups = await db.Holds.Where(h => h.GroupId != null && h.ExpiresAt < before).Select(h => h.GroupId!.Value).Distinct().ToListAsync(token);
            var swept = await db.Holds.Where(h => h.ExpiresAt < before).ExecuteDeleteAsync(token);
            await new GroupVisits(db, before).Dissolve(groups, token);
            await db.Occupancy.Where(o => o.HeldUntil < before).ExecuteDeleteAsync(token);
            return swept;
        },
        cancel);
}
