using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Makes a hold a booking's: cells, quota places and seat.</summary>
internal sealed class TakenHold(ClinicDb db, CellLedger cells)
{
    /// <summary>The group the hold was in, or <c>hold-expired</c>.</summary>
    internal async Task<Result<TakenOver>> By(HoldId hold, Guid booking, CancellationToken cancel)
    {
        var now = cells.Now;
        var group = await db.Holds.Where(h => h.Id == hold).Select(h => h.GroupId).FirstOrDefaultAsync(cancel);
        if (group is { } joined)
        {
            await new GroupVisits(db, now).Lock(joined, cancel);
        }

        if (await db.Holds.Where(h => h.Id == hold && h.ExpiresAt > now).ExecuteDeleteAsync(cancel) == 0)
        {
            return new Problem(ProblemCodes.HoldExpired);
        }

        var rows = await db.Occupancy.Where(o => o.OwnerId == hold.Value).ToListAsync(cancel);
        await VisitorHolds.Forget(db, hold, rows, cancel);
        cells.Touch(rows);
        await db.Occupancy.Where(o => o.OwnerId == hold.Value)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.OwnerId, booking).SetProperty(o => o.HeldUntil, (DateTime?)null), cancel);
        if (group is { } stays)
        {
            await new GroupVisits(db, now).Keep(cells, stays, null, cancel);
        }

        return new TakenOver(group);
    }
}

/// <param name="Group">The group that the hold was in, if any.</param>
internal sealed record TakenOver(Guid? Group);
