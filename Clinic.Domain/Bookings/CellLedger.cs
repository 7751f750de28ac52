using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Takes cells and gives them back inside one transaction, and keeps the list of those touched. Who comes second fails on the primary key;
/// lanes are counters and nothing more.
/// </summary>
/// <param name="db">The context of the transaction.</param>
/// <param name="now">The instant of the attempt.</param>
/// <param name="attempt">Counts from 1. The first attempt trusts that no expired hold is in the way, which saves looking; the others clear them away.</param>
internal sealed class CellLedger(ClinicDb db, DateTime now, int attempt)
{
    private readonly List<Occupancy> touched = [];

    internal DateTime Now => now;

    /// <summary>The cells touched so far, for the change log, starting anew.</summary>
    internal string? Touched()
    {
        var text = TouchedCells.Text(touched);
        touched.Clear();
        return text;
    }

    /// <summary>Adds the rows to the context; answers why not where a look shows that there is no place.</summary>
    internal async Task<Problem?> Take(IReadOnlyCollection<Claim> claims, Guid owner, DateTime? heldUntil, CancellationToken cancel)
    {
        if (attempt > 1)
        {
            await new ExpiredHolds(db, now).Remove(claims, cancel);
        }

        var rows = OccupancyClaims.Rows(claims.Where(c => c.IsPlain), owner, heldUntil);
        foreach (var claim in claims.Where(c => !c.IsPlain))
        {
            var there = await OccupancyClaims.In(db, claim).ToListAsync(cancel);
            if (there.Exists(o => o.HeldUntil <= now))
            {
                await new ExpiredHolds(db, now).Remove([claim], cancel);
                there.RemoveAll(o => o.HeldUntil <= now);
            }

            if (OccupancyClaims.Refusal(claim, there, now) is { } refusal)
            {
                return refusal;
            }

            if (claim.Forced && InTime(claim.Resource))
            {
                await RaiseHolds(claim, there, cancel);
            }

            var taken = there.ToLookup(o => o.Cell, o => (int)o.Lane);
            var order = Lanes(claim);
            rows.AddRange(Enumerable.Range(claim.From, claim.To - claim.From).SelectMany(cell =>
                order.Except(taken[cell]).Take(claim.Count).Select(lane => OccupancyClaims.Row(claim, cell, lane, owner, heldUntil))));
        }

        db.AddRange(rows);
        touched.AddRange(rows);
        return null;
    }

    /// <summary>Gives back all that the owner has.</summary>
    internal Task Free(Guid owner, CancellationToken cancel) => Free(db.Occupancy.Where(o => o.OwnerId == owner), cancel);

    /// <summary>Gives back the cells in time from the one on: not the numbered places.</summary>
    internal Task FreeFrom(Booking booking, int cell, CancellationToken cancel)
    {
        var resources = Claims.Of(booking).Select(c => c.Resource).Distinct().ToList();
        return Free(db.Occupancy.Where(o => o.OwnerId == booking.Id.Value && resources.Contains(o.ResourceId) && o.Cell >= cell), cancel);
    }

    /// <summary>Gives back all that many owners have, in few statements; answers it by owner.</summary>
    internal async Task<ILookup<Guid, Occupancy>> Free(List<Guid> owners, CancellationToken cancel)
    {
        var rows = db.Occupancy.Where(o => EF.Parameter(owners).Contains(o.OwnerId));
        var freed = await rows.ToListAsync(cancel);
        await rows.ExecuteDeleteAsync(cancel);
        if (freed.Count > 0)
        {
            var (resources, first, last) = (freed.Select(o => o.ResourceId).Distinct().ToList(), freed.Min(o => o.Cell), freed.Max(o => o.Cell));
            var above = await db.Occupancy.Where(o => o.Lane > 0 && o.Cell >= first && o.Cell <= last && EF.Parameter(resources).Contains(o.ResourceId))
                .Select(o => o.ResourceId).Distinct().ToListAsync(cancel);
            await Settle(freed.FindAll(o => above.Contains(o.ResourceId)), cancel);
        }

        return freed.ToLookup(o => o.OwnerId);
    }

    /// <summary>What the owner has is held from now on, and goes above what is booked: an override would stay above an empty lane when the hold ends.</summary>
    internal async Task Raise(Guid owner, DateTime heldUntil, CancellationToken cancel)
    {
        var rows = await db.Occupancy.Where(o => o.OwnerId == owner).ToListAsync(cancel);
        await db.Occupancy.Where(o => o.OwnerId == owner).ExecuteUpdateAsync(s => s.SetProperty(o => o.HeldUntil, heldUntil), cancel);
        touched.AddRange(rows);
        foreach (var resource in rows.GroupBy(o => o.ResourceId))
        {
            var (first, last) = (resource.Min(o => o.Cell), resource.Max(o => o.Cell));
            var tops = await db.Occupancy.Where(o => o.ResourceId == resource.Key && o.Cell >= first && o.Cell <= last && o.Lane > 0)
                .GroupBy(o => o.Cell).Select(c => new { Cell = c.Key, Lane = c.Max(o => o.Lane) }).ToDictionaryAsync(c => c.Cell, c => c.Lane, cancel);
            foreach (var row in resource.Where(o => tops.GetValueOrDefault(o.Cell) > o.Lane))
            {
                await Shift(row, tops[row.Cell] + 1, cancel);
            }
        }

        await Settle(rows, cancel);
    }

    /// <summary>Gives back what the owners have of one resource.</summary>
    internal Task FreeOf(ResourceId resource, List<Guid> owners, CancellationToken cancel) =>
        Free(db.Occupancy.Where(o => o.ResourceId == resource && EF.Parameter(owners).Contains(o.OwnerId)), cancel);

    internal void Touch(IEnumerable<Occupancy> rows) => touched.AddRange(rows);

    private async Task Free(IQueryable<Occupancy> rows, CancellationToken cancel)
    {
        var freed = await rows.ToListAsync(cancel);
        await rows.ExecuteDeleteAsync(cancel);
        touched.AddRange(freed);
        await Settle(freed, cancel);
    }

    /// <summary>
    /// What an override put into a lane above comes down where there is room now: who wants a resource that takes one visit at a time
    /// looks at its first lane alone.
    /// </summary>
    private async Task Settle(List<Occupancy> freed, CancellationToken cancel)
    {
        foreach (var resource in freed.Where(o => InTime(o.ResourceId)).GroupBy(o => o.ResourceId, o => o.Cell))
        {
            var cells = resource.ToList();
            var above = await db.Occupancy.Where(o => o.ResourceId == resource.Key && cells.Contains(o.Cell) && o.Lane > 0).Select(o => o.Cell).Distinct().ToListAsync(cancel);
            if (above.Count == 0)
            {
                continue;
            }

            var rows = await db.Occupancy.Where(o => o.ResourceId == resource.Key && above.Contains(o.Cell)).OrderBy(o => o.Cell).ThenBy(o => o.Lane).ToListAsync(cancel);
            foreach (var cell in rows.GroupBy(o => o.Cell))
            {
                foreach (var (place, row) in cell.Index())
                {
                    await Shift(row, place, cancel);
                }
            }
        }
    }

    /// <summary>A hold under an override would leave the first lane empty when it expires: the override goes below it.</summary>
    private async Task RaiseHolds(Claim claim, List<Occupancy> there, CancellationToken cancel)
    {
        foreach (var cell in there.GroupBy(o => o.Cell).Where(c => c.Any(o => o.HeldUntil is not null)).ToList())
        {
            var booked = cell.Where(o => o.HeldUntil is null).Select(o => o.Lane).ToHashSet();
            var mine = Enumerable.Range(0, short.MaxValue).First(lane => !booked.Contains((short)lane));
            if (cell.FirstOrDefault(o => o.Lane == mine) is { } hold)
            {
                await Shift(hold, cell.Max(o => o.Lane) + claim.Count, cancel);
            }
        }
    }

    private async Task Shift(Occupancy row, int lane, CancellationToken cancel)
    {
        if (row.Lane != lane)
        {
            await db.Occupancy.Where(o => o.ResourceId == row.ResourceId && o.Cell == row.Cell && o.Lane == row.Lane)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.Lane, (short)lane), cancel);
            row.Lane = (short)lane;
        }
    }

    private static bool InTime(ResourceId resource) => resource.Kind is not (ResourceKind.Places or ResourceKind.Limit);

    /// <summary>The lowest first; after a lost race in any order, so that many rivals for many places do not meet at the same one again.</summary>
    private IEnumerable<int> Lanes(Claim claim)
    {
        if (claim.Forced)
        {
            return Enumerable.Range(0, short.MaxValue);
        }

        var lanes = Enumerable.Range(0, claim.Capacity).ToArray();
        if (attempt > 1)
        {
            Random.Shared.Shuffle(lanes);
        }

        return lanes;
    }
}
