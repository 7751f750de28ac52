using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Removes what has expired and stands in the way, in the transaction of whoever wants the cells. The row of the hold is the one that decides:
/// whoever changes it first (this, the booking that takes the hold over, or an extension) has it; the others wait and find it changed.
/// </summary>
internal sealed class ExpiredHolds(ClinicDb db, DateTime now)
{
    // A hold that has lost its cells has expired by every server's clock.
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    internal async Task Remove(IReadOnlyCollection<Claim> wanted, CancellationToken cancel)
    {
        var owners = new HashSet<Guid>();
        foreach (var claim in wanted)
        {
            owners.UnionWith(await OccupancyClaims.In(db, claim).Where(o => o.HeldUntil <= now).Select(o => o.OwnerId).Distinct().ToListAsync(cancel));
        }

        if (owners.Count == 0)
        {
            return;
        }

        var holds = owners.Select(o => new HoldId(o)).ToList();
        await new GroupVisits(db, now).Dissolve(owners, cancel);
        await End(db.Holds.Where(h => holds.Contains(h.Id) && h.ExpiresAt <= now), cancel);
        await db.Occupancy.Where(o => owners.Contains(o.OwnerId) && o.HeldUntil <= now).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The row stays until it is swept, so that whoever comes for it late is told of other times.</summary>
    internal Task End(IQueryable<Hold> holds, CancellationToken cancel)
    {
        var ended = now - Skew;
        return holds.ExecuteUpdateAsync(s => s.SetProperty(h => h.ExpiresAt, ended), cancel);
    }
}
