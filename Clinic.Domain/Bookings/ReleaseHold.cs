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
                change = null;
                var now = clock.GetUtcNow().UtcDateTime;
                var hold = await db.Holds.FirstOrDefaultAsync(h => h.Id == id, token);
                if (hold is null || await db.Holds.Where(h => h.Id == id).ExecuteDeleteAsync(token) == 0)
                {
                    return default(Done);
                }

                var cells = new CellLedger(db, now, 1);
                await cells.Free(id.Value, token);
                if (hold.GroupId is { } group)
                {
                    await new GroupVisits(db, now).Leave(cells, group, token);
                }

                change = HoldSlot.Touched(ChangeKind.Hold, hold.Placement(), now);
                change.Touched = cells.Touched();
                db.Add(change);
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
}
