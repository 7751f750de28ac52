using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>From claims to rows, and from rows in the way to the refusal.</summary>
internal static class OccupancyClaims
{
    /// <summary>The cells of a placement of one's own, each in the first lane, and of the patient for the visit alone.</summary>
    internal static List<Occupancy> Rows(Placement placement, Guid owner, ResourceId? patient, DateTime? heldUntil) =>
        Rows(Claims.OfPlace(placement).Concat(Claims.OfPerson(patient, null, placement.Slot.Range)), owner, heldUntil);

    /// <summary>The rows of claims for which the first lane is the only one.</summary>
    internal static List<Occupancy> Rows(IEnumerable<Claim> claims, Guid owner, DateTime? heldUntil) =>
        [.. claims.SelectMany(c => Enumerable.Range(c.From, c.To - c.From).Select(cell => Row(c, cell, 0, owner, heldUntil)))];

    internal static Occupancy Row(Claim claim, int cell, int lane, Guid owner, DateTime? heldUntil) =>
        new() { ResourceId = claim.Resource, Cell = cell, Lane = (short)lane, OwnerId = owner, HeldUntil = claim.Until ?? heldUntil };

    /// <summary>What is in the way of claims, seen from a context of its own; null when nothing is (any more).</summary>
    /// <param name="db">A context.</param>
    /// <param name="claims">What is wanted; the first that cannot be had is the reason to tell.</param>
    /// <param name="self">Owners whose rows are not in the way.</param>
    /// <param name="now">Holds that expired by then count for nothing.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<Problem?> Blocker(ClinicDb db, IEnumerable<Claim> claims, IReadOnlyCollection<Guid> self, DateTime now, CancellationToken cancel)
    {
        foreach (var claim in claims)
        {
            var rows = await In(db, claim).Where(o => !self.Contains(o.OwnerId) && (o.HeldUntil == null || o.HeldUntil > now)).ToListAsync(cancel);
            if (Refusal(claim, rows, now) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    internal static IQueryable<Occupancy> In(ClinicDb db, Claim claim) =>
        db.Occupancy.Where(o => o.ResourceId == claim.Resource && o.Cell >= claim.From && o.Cell < claim.To);

    /// <summary>Null where every cell has a place left beside the rows.</summary>
    internal static Problem? Refusal(Claim claim, IEnumerable<Occupancy> rows, DateTime now)
    {
        var full = claim.Forced ? [] : rows.GroupBy(o => o.Cell).Where(cell => cell.Count() + claim.Count > claim.Capacity).ToList();
        if (full.Count == 0)
        {
            return null;
        }

        // A cell has room again when as many of its holds have ended as are too many; all of them have when the last cell has.
        var release = full.ConvertAll(cell => cell.Select(o => o.HeldUntil).OrderBy(u => u ?? DateTime.MaxValue).ElementAtOrDefault(cell.Count() + claim.Count - claim.Capacity - 1));
        return claim.Refusal == ProblemCodes.SlotTaken && release.TrueForAll(r => r is not null)
            ? new Problem(ProblemCodes.SlotHeld) { SecondsUntilRelease = (int)Math.Ceiling((release.Max()!.Value - now).TotalSeconds) }
            : new Problem(claim.Refusal);
    }
}
