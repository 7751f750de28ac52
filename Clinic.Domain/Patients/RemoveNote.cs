using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Takes a note off a card.</summary>
public sealed class RemoveNote(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers that it is gone, also where it was gone before; or <c>forbidden</c>, <c>not-found</c>, <c>already-merged</c>.</summary>
    public async Task<Result<Done>> Run(PatientId card, Guid note, Actor actor, CancellationToken cancel) => !actor.Can(Rights.BookForAnyone)
        ? new Problem(ProblemCodes.Forbidden)
        : await factory.Transact<Done>(
            async (db, token) =>
            {
                var open = await OpenCard.Take(db, card, null, token);
                if (!open.Ok)
                {
                    return open.Problem;
                }

                if (await db.PatientNotes.Where(n => n.Id == note && n.PatientId == card).ExecuteDeleteAsync(token) > 0)
                {
                    db.Record(actor, clock.GetUtcNow().UtcDateTime, "remove-note", nameof(Patient), card.ToString(), new { note }, null);
                    await db.SaveChangesAsync(token);
                }

                return new Done();
            },
            cancel);
}
