using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Takes an insurance policy off a card; bookings keep what they were made with.</summary>
public sealed class RemovePolicy(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers that it is gone, also where it was gone before; or <c>forbidden</c>, <c>not-found</c>, <c>already-merged</c>.</summary>
    public async Task<Result<Done>> Run(PatientId card, Guid policy, Actor actor, CancellationToken cancel) => !actor.Can(Rights.BookForAnyone)
        ? new Problem(ProblemCodes.Forbidden)
        : await factory.Transact<Done>(
            async (db, token) =>
            {
                var open = await OpenCard.Take(db, card, null, token);
                if (!open.Ok)
                {
                    return open.Problem;
                }

                if (await db.PatientPolicies.Where(p => p.Id == policy && p.PatientId == card).ExecuteDeleteAsync(token) > 0)
                {
                    db.Record(actor, clock.GetUtcNow().UtcDateTime, "remove-policy", nameof(Patient), card.ToString(), new { policy }, null);
                    await db.SaveChangesAsync(token);
                }

                return new Done();
            },
            cancel);
}
