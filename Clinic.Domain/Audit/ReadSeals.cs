using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>How it stands with the chain of seals.</summary>
/// <param name="Sealed">How many entries are sealed.</param>
/// <param name="Waiting">How many are not yet; they are within seconds.</param>
/// <param name="Checked">How many of the newest were just checked.</param>
/// <param name="BrokenAt">Place in the chain of the first of them that does not fit; null where all do.</param>
public sealed record SealState(long Sealed, int Waiting, int Checked, long? BrokenAt);

/// <summary>Reads how it stands with the seals and checks the newest; <see cref="VerifyDatabase"/> checks all.</summary>
public sealed class ReadSeals(IDbContextFactory<ClinicDb> factory)
{
    private const int Newest = 500;

    public async Task<Result<SealState>> Run(Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var chain = await db.Audit.Where(a => a.SealNo != null).OrderByDescending(a => a.SealNo).Take(Newest + 1).ToListAsync(cancel);
        chain.Reverse();

        // The first one is only what the second follows from, unless it is the first of all.
        var (number, seal) = chain is [{ SealNo: > 1 } start, ..] ? (start.SealNo!.Value, start.Seal!) : (0L, "");
        var rest = chain.SkipWhile(e => e.SealNo <= number).ToList();
        long? broken = null;
        foreach (var entry in rest)
        {
            if (entry.SealNo != ++number || entry.Seal != SealAudit.Seal(seal, entry))
            {
                broken = entry.SealNo;
                break;
            }

            seal = entry.Seal;
        }

        return new SealState(chain.LastOrDefault()?.SealNo ?? 0, await db.Audit.CountAsync(a => a.SealNo == null, cancel), rest.Count, broken);
    }
}
