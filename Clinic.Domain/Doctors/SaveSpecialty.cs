using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors;

/// <summary>Adds a specialty or renames one.</summary>
public sealed class SaveSpecialty(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <param name="id">Null for a new one.</param>
    /// <param name="wanted">The name in at least one language.</param>
    /// <param name="actor">Needs <see cref="Rights.ManageRosters"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<SpecialtyId>> Run(SpecialtyId? id, LocalText wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var name = checks.Text("/name", wanted, required: true);
        if (checks.Fault is { } fault)
        {
            return fault;
        }

        return await factory.Transact<SpecialtyId>(
            async (db, token) =>
            {
                var specialty = id is null ? new Specialty() : await db.Specialties.AsTracking().FirstOrDefaultAsync(s => s.Id == id, token);
                if (specialty is null)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                var before = id is null ? null : new { name = specialty.Name };
                specialty.Name = name;
                if (before is null)
                {
                    db.Add(specialty);
                    await db.SaveChangesAsync(token);
                }

                db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(Specialty), specialty.Id.ToString(), before, new { name });
                await db.SaveChangesAsync(token);
                return specialty.Id;
            },
            cancel);
    }
}
