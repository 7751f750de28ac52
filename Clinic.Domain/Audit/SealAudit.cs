using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>
/// Seals new audit entries into the hash chain. The unique place in the chain keeps two sealers apart: the slower one fails and finds the work done.
/// </summary>
public sealed class SealAudit(IDbContextFactory<ClinicDb> factory)
{
    private const int Batch = 500;

    /// <summary>Seals until none is left; answers how many were sealed.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        for (var total = 0; ;)
        {
            var count = await SealBatch(cancel);
            total += count;
            if (count < Batch)
            {
                return total;
            }
        }
    }

    /// <summary>The seal of an entry behind the seal before it.</summary>
    public static string Seal(string previous, AuditEntry entry) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        previous, entry.SealNo, entry.Id, entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Actor, entry.Channel, entry.Action, entry.Entity, entry.EntityId, entry.Before, entry.After))));

    private async Task<int> SealBatch(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var fresh = await db.Audit.AsTracking().Where(a => a.SealNo == null).OrderBy(a => a.Id).Take(Batch).ToListAsync(cancel);
        if (fresh.Count == 0)
        {
            return 0;
        }

        var last = await db.Audit.Where(a => a.SealNo != null).OrderByDescending(a => a.SealNo).FirstOrDefaultAsync(cancel);
        var (number, seal) = (last?.SealNo ?? 0, last?.Seal ?? "");
        foreach (var entry in fresh)
        {
            entry.SealNo = ++number;
            entry.Seal = seal = Seal(seal, entry);
        }

        await db.SaveChangesAsync(cancel);
        return fresh.Count;
    }
}
