using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Gives a held slot back. Knowing the id of a hold is the right to release it; a hold that is gone is no error.</summary>
public sealed class ReleaseHold(IDbContextFactory<ClinicDb> factory, TimetableCache cache, TimeProvider clock)
{
    public async Task<Result<Done>> Run(HoldId id, CancellationToken cancel)
    {
        Change? change = null;
        var result = await factory.Transact<Done>(
            async (db, token) =>
            {
                change = await Within(db, new(db, clock.GetUtcNow().UtcDateTime, 1), id, token);
                await db.SaveChangesAsync(token);
                return default(Done);
            },
            cancel);
        if (result.Ok && change is not null)
        {
            await cache.Apply(change);
        }

        return result;
    }

    /// <summary>The same inside a transaction; answers the change, which is added already, or null where the hold is gone.</summary>
    internal static async Task<Change?> Within(ClinicDb db, CellLedger cells, HoldId id, CancellationToken cancel)
    {
        var hold = await db.Holds.FirstOrDefaultAsync(h => h.Id == id, cancel);
        if (hold is null || await db.Holds.Where(h => h.Id == id).ExecuteDeleteAsync(cancel) == 0)
        {
            return null;
        }

        await cells.Free(id.Value, cancel);
        if (hold.GroupId is { } group)
        {
            await new GroupVisits(db, cells.Now).Leave(cells, group, cancel);
        }

        var change = HoldSlot.Touched(ChangeKind.Hold, hold.Placement(), cells.Now);
        change.Touched = cells.Touched();
        db.Add(change);
        return change;
    }
}
