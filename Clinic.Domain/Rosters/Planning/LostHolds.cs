using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Gives back what is held where rosters, as they stand in the transaction at hand, have no place.</summary>
internal static class LostHolds
{
    /// <summary>Whoever comes for such a hold is told that it is gone, with other times.</summary>
    internal static async Task Release(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        // One that has just expired may still last by the clock of the server to which its holder comes.
        var since = now - ExpiredHolds.Skew;
        var holds = await db.Holds.Where(h => h.ExpiresAt > since).OrderBy(h => h.Id).ToListAsync(cancel);
        if (holds.Count == 0)
        {
            return;
        }

        var (first, last) = (holds.Min(h => h.Start), holds.Max(h => h.End));
        var rows = await RosterRows.Load(
            db, [.. holds.Select(h => h.DoctorId).Distinct()], DateOnly.FromDateTime(first).AddDays(-3), DateOnly.FromDateTime(last).AddDays(3), cancel);
        var visits = new StandingVisits(rows);
        foreach (var hold in holds.Where(h => visits.Holds(h.Placement()) is null))
        {
            await Release(db, hold, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    private static async Task Release(ClinicDb db, Hold hold, DateTime now, CancellationToken cancel)
    {
        var (cells, groups) = (new CellLedger(db, now, 1), new GroupVisits(db, now));
        if (hold.GroupId is { } joined)
        {
            await groups.Lock(joined, cancel);
        }

        await new ExpiredHolds(db, now).End(db.Holds.Where(h => h.Id == hold.Id), cancel);
        await cells.Free(hold.Id.Value, cancel);
        if (hold.GroupId is { } group)
        {
            await groups.Leave(cells, group, cancel);
        }

        var change = HoldSlot.Touched(ChangeKind.Hold, hold.Placement(), now);
        change.Touched = cells.Touched();
        db.Add(change);
    }
}
