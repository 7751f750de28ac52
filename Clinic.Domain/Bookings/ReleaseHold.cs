using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Gives a held slot back. Knowing the id of a hold is the right to release it; a hold that is gone is no error.</summary>
public sealed class ReleaseHold(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public Task<Result<Done>> Run(HoldId id, CancellationToken cancel) => factory.Transact<Done>(
        async (db, token) =>
        {
            var hold = await db.Holds.FirstOrDefaultAsync(h => h.Id == id, token);
            if (hold is null)
            {
                return default(Done);
            }

            await db.Occupancy.Where(o => o.OwnerId == id.Value && o.HeldUntil != null).ExecuteDeleteAsync(token);
            await db.Holds.Where(h => h.Id == id).ExecuteDeleteAsync(token);
            db.Add(HoldSlot.Touched(ChangeKind.Hold, hold.Placement(), clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync(token);
            return default(Done);
        },
        cancel);
}
