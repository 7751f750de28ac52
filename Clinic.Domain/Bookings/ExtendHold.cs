using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Keeps a held slot once more for as long as at first, from now on. Knowing the id of a hold is the right to extend it.</summary>
public sealed class ExtendHold(IDbContextFactory<ClinicDb> factory, BookingTerms terms, TimetableCache cache, TimeProvider clock)
{
    /// <summary>Answers the hold, or <c>hold-expired</c> where it is gone, <c>hold-extended</c> where it was extended before.</summary>
    public async Task<Result<Hold>> Run(HoldId id, CancellationToken cancel)
    {
        Change? change = null;
        var seconds = (await terms.Profile(cancel)).HoldSeconds;
        var result = await factory.Transact<Hold>(
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var hold = await db.Holds.FirstOrDefaultAsync(h => h.Id == id, token);
                if (hold is null || hold.ExpiresAt <= now)
                {
                    return new Problem(ProblemCodes.HoldExpired);
                }

                var until = now.AddSeconds(seconds);
                var groups = new GroupVisits(db, now);
                if (hold.GroupId is { } group)
                {
                    await groups.Lock(group, token);
                }

                // One statement decides between two who extend at once, and between this and whoever clears the expired hold away.
                var extended = await db.Holds.Where(h => h.Id == id && !h.Extended && h.ExpiresAt > now)
                    .ExecuteUpdateAsync(s => s.SetProperty(h => h.Extended, true).SetProperty(h => h.ExpiresAt, until), token);
                if (extended == 0)
                {
                    return new Problem(await db.Holds.AnyAsync(h => h.Id == id && h.ExpiresAt > now, token) ? ProblemCodes.HoldExtended : ProblemCodes.HoldExpired);
                }

                var cells = new CellLedger(db, now, 1);
                await db.Occupancy.Where(o => o.OwnerId == id.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.HeldUntil, until), token);
                cells.Touch(await db.Occupancy.Where(o => o.OwnerId == id.Value).ToListAsync(token));
                if (hold.GroupId is { } joined)
                {
                    await groups.Lengthen(joined, until, token);
                    cells.Touch(await db.Occupancy.Where(o => o.OwnerId == joined).ToListAsync(token));
                }

                change = HoldSlot.Touched(ChangeKind.Hold, hold.Placement(), now);
                change.Touched = cells.Touched();
                db.Add(change);
                await db.SaveChangesAsync(token);
                (hold.Extended, hold.ExpiresAt) = (true, until);
                return hold;
            },
            cancel);
        if (result.Ok)
        {
            await cache.Apply(change!);
        }

        return result;
    }
}
