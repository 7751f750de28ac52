using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Tells everything that one press of a button did.</summary>
public sealed class ReadBatchJournal(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>More than a change of rosters ever moves; the rest is left out.</summary>
    private const int Most = 1000;

    /// <summary>Answers the steps, newest first, with what is known to stand against taking them back, or <c>forbidden</c>, <c>not-found</c>.</summary>
    public async Task<Result<Journal>> Run(Guid batch, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var entries = await db.Audit.Where(a => a.BatchId == batch).OrderBy(a => a.Id).ToListAsync(cancel);
        if (entries.Count == 0)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var standing = await new BatchUndo(actor, clock.GetUtcNow().UtcDateTime, attempt: 1).Look(db, entries, cancel);
        return await db.Journal([.. Enumerable.Reverse(entries).Take(Most)], older: null, cancel) with { Standing = standing };
    }
}
