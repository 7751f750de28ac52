using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>
/// Finds where in the audit a time lies. Entries are found by their number, which grows with time but for those who write at once; a few looks at
/// numbers far apart, then nearer, narrow the place down without an index on the time.
/// </summary>
internal static class AuditPlaces
{
    private const int Looks = 32;
    private const int NearEnough = 2000;
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(10);

    /// <summary>A number below that of every entry written at the instant or later.</summary>
    internal static async Task<long> Below(ClinicDb db, DateTime instant, CancellationToken cancel) => (await Narrow(db, instant - Disorder, cancel)).Below;

    /// <summary>A number above that of every entry written before the instant.</summary>
    internal static async Task<long> Above(ClinicDb db, DateTime instant, CancellationToken cancel) => (await Narrow(db, instant + Disorder, cancel)).Above;

    private static async Task<(long Below, long Above)> Narrow(ClinicDb db, DateTime instant, CancellationToken cancel)
    {
        var (below, above) = (0L, 1 + (await db.Audit.MaxAsync(a => (long?)a.Id, cancel) ?? 0));
        while (above - below > NearEnough)
        {
            var (first, step) = (below, (above - below) / (Looks + 1));
            var numbers = Enumerable.Range(1, Looks).Select(i => first + (i * step)).ToList();
            var seen = await db.Audit.Where(a => EF.Parameter(numbers).Contains(a.Id)).Select(a => new { a.Id, a.At }).ToListAsync(cancel);
            var (earlier, later) = (seen.Where(s => s.At < instant).Max(s => (long?)s.Id), seen.Where(s => s.At >= instant).Min(s => (long?)s.Id));
            if (seen.Count == 0 || later < earlier)
            {
                // Numbers that were never used, or a clock that was set back.
                break;
            }

            (below, above) = (earlier ?? below, later ?? above);
        }

        return (below, above);
    }
}
