using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Everything that one visit claims: a place of its own or a seat in a group, and what is counted of the person and of quotas.</summary>
/// <param name="Place">Where the visit would stand.</param>
/// <param name="Owner">The booking or hold.</param>
/// <param name="Own">What it claims besides the place.</param>
/// <param name="Forced">Staff override the place.</param>
internal sealed record VisitClaims(Placement Place, Guid Owner, IReadOnlyList<Claim> Own, bool Forced)
{
    /// <summary>All claims of a visit of its own.</summary>
    internal IEnumerable<Claim> Everything => Places.Concat(Own);

    /// <summary>Takes it all, or answers why not.</summary>
    internal async Task<Result<Standing>> Take(ClinicDb db, CellLedger cells, DateTime? until, CancellationToken cancel)
    {
        if (Place.GroupSize == 1)
        {
            return await cells.Take([.. Places, .. Own], Owner, until, cancel) is { } taken ? taken : new Standing(Place, null);
        }

        var group = await new GroupVisits(db, cells.Now).Join(cells, Place, Forced, until, cancel);
        if (!group.Ok)
        {
            return group.Problem;
        }

        return await cells.Take([Seat, .. Own], Owner, until, cancel) is { } full ? full : new Standing(Adopt(group.Value), group.Value.Id);
    }

    /// <summary>What is in the way, seen from a context of its own; null when nothing is.</summary>
    internal Task<Problems.Problem?> Blocker(ClinicDb db, Guid? alsoMine, DateTime now, CancellationToken cancel) =>
        BlockerOf(db, alsoMine is { } other ? [Owner, other] : [Owner], now, cancel);

    /// <summary>The same where several owners move together.</summary>
    internal async Task<Problems.Problem?> BlockerOf(ClinicDb db, IReadOnlyCollection<Guid> mine, DateTime now, CancellationToken cancel)
    {
        if (mine.Count > 1 && await AnyHold(db, mine, cancel))
        {
            return await OccupancyClaims.Blocker(db, Own, mine, now, cancel);
        }

        var self = mine.Count == 1 ? [.. mine] : mine.Except(await Staying(db, mine, now, cancel)).ToList();
        if (Place.GroupSize == 1)
        {
            return await OccupancyClaims.Blocker(db, Places.Concat(Own), self, now, cancel);
        }

        var (doctor, type, start) = (Place.Slot.DoctorId, Place.Slot.VisitTypeId, Place.Slot.Range.Start);
        var there = await db.GroupVisits.Where(g => g.DoctorId == doctor && g.VisitTypeId == type && g.Start == start).Select(g => g.Id).ToListAsync(cancel);

        // Who joins a group is where the group is, whatever was chosen.
        var others = there.Except(self).ToList();
        var joins = await db.Occupancy.AnyAsync(o => others.Contains(o.OwnerId) && (o.HeldUntil == null || o.HeldUntil > now), cancel);
        self.AddRange(others);
        return await OccupancyClaims.Blocker(db, [.. joins ? [] : Places, Seat, .. Own], self, now, cancel);
    }

    /// <summary>Whether taking it looks at what is there.</summary>
    internal bool Looks => Place.GroupSize > 1 || Everything.Any(c => !c.IsPlain);

    /// <summary>The groups that others stay in when the owners leave.</summary>
    private static async Task<IEnumerable<Guid>> Staying(ClinicDb db, IReadOnlyCollection<Guid> leaving, DateTime now, CancellationToken cancel)
    {
        var groups = leaving.Select(g => (Guid?)g).ToList();
        var booked = await db.Bookings.Where(b => groups.Contains(b.GroupId)).Select(b => new { Owner = b.Id, b.GroupId }).ToListAsync(cancel);
        var held = await db.Holds.Where(h => groups.Contains(h.GroupId) && h.ExpiresAt > now).Select(h => h.GroupId!.Value).ToListAsync(cancel);
        return booked.Where(b => !leaving.Contains(b.Owner.Value)).Select(b => b.GroupId!.Value).Concat(held);
    }

    /// <summary>Whoever has a hold has the place already, whatever else stands there.</summary>
    private static Task<bool> AnyHold(ClinicDb db, IReadOnlyCollection<Guid> mine, CancellationToken cancel)
    {
        var holds = mine.Select(h => new HoldId(h)).ToList();
        return db.Holds.AnyAsync(h => holds.Contains(h.Id), cancel);
    }

    private IEnumerable<Claim> Places => Claims.OfPlace(Place).Select(c => c with { Forced = Forced });

    private Claim Seat => Claims.OfSeat(Place) with { Forced = Forced };

    private Placement Adopt(GroupVisit group)
    {
        var standing = group.Placement();
        return standing with { Slot = standing.Slot with { Price = Place.Slot.Price }, GroupSize = Place.GroupSize };
    }
}

/// <summary>Where a visit came to stand.</summary>
internal sealed record Standing(Placement Place, Guid? GroupId);
