using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>What visits claim besides their places, in memory: the patients' own time, their limits, and quotas. Whether it is to be had is decided by the storage alone.</summary>
internal sealed class OwnClaims(ClinicDb db, DateTime now)
{
    private readonly HashSet<ResourceId> known = [];
    private readonly Dictionary<(ResourceId Resource, int Cell), List<Occupancy>> rows = [];

    /// <summary>Reads all that stands in the way of the resources, in few questions.</summary>
    internal async Task Read(IEnumerable<ResourceId> resources, CancellationToken cancel)
    {
        // What is over is in nobody's way; of what is counted, the cells are no times.
        var from = Cell.Of(now.AddDays(-1));
        var fresh = resources.Where(known.Add).ToList();
        if (fresh.Count > 0)
        {
            var found = await db.Occupancy.Where(o => EF.Parameter(fresh).Contains(o.ResourceId) && (o.Cell >= from || o.Cell < Dates) && (o.HeldUntil == null || o.HeldUntil > now)).ToListAsync(cancel);
            found.ForEach(Add);
        }
    }

    /// <summary>Takes all, or answers why not and takes nothing.</summary>
    internal async Task<Problem?> Take(IReadOnlyList<Claim> claims, Guid owner, CancellationToken cancel)
    {
        await Read(claims.Select(c => c.Resource), cancel);
        foreach (var claim in claims)
        {
            var there = Enumerable.Range(claim.From, claim.To - claim.From).SelectMany(cell => rows.GetValueOrDefault((claim.Resource, cell)) ?? []);
            if (OccupancyClaims.Refusal(claim, there, now) is { } refusal)
            {
                return refusal;
            }
        }

        foreach (var claim in claims)
        {
            for (var cell = claim.From; cell < claim.To; cell++)
            {
                for (var one = 0; one < claim.Count; one++)
                {
                    Add(OccupancyClaims.Row(claim, cell, 0, owner, null));
                }
            }
        }

        return null;
    }

    // Days since the year 1 or nothing, where cells of today are counted in millions.
    private const int Dates = 2_000_000;

    private void Add(Occupancy row)
    {
        if (!rows.TryGetValue((row.ResourceId, row.Cell), out var there))
        {
            rows[(row.ResourceId, row.Cell)] = there = [];
        }

        there.Add(row);
    }
}
