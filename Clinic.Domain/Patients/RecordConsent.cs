using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Records that a patient signed the consent in force on paper at the desk.</summary>
public sealed class RecordConsent(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the consent, the one there is where the patient signed this version already; or <c>forbidden</c>, <c>not-found</c>, <c>already-merged</c>, <c>consent-missing</c> where no text is in force.</summary>
    /// <param name="card">Whose.</param>
    /// <param name="language">The language of the paper.</param>
    /// <param name="actor">Who took it.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Guid>> Run(PatientId card, string language, Actor actor, CancellationToken cancel) => !actor.Can(Rights.BookForAnyone)
        ? new Problem(ProblemCodes.Forbidden)
        : await factory.Transact<Guid>(
            async (db, token) =>
            {
                var open = await OpenCard.Take(db, card, null, token);
                if (!open.Ok)
                {
                    return open.Problem;
                }

                var version = await db.Profile.Select(p => p.ConsentVersion).SingleAsync(token);
                if (await db.ConsentTexts.Where(t => t.Version == version).OrderBy(t => t.Language != language).FirstOrDefaultAsync(token) is not { } text)
                {
                    return new Problem(ProblemCodes.ConsentMissing);
                }

                if (await db.Consents.FirstOrDefaultAsync(c => c.PatientId == card && c.Version == version && c.WithdrawnAt == null, token) is { } signed)
                {
                    return signed.Id;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var consent = new Consent { Id = Guid.CreateVersion7(now), PatientId = card, Version = version, TextHash = text.Hash, GivenAt = now, TakenBy = actor.Name };
                db.Add(consent);
                db.Record(actor, now, "consent", nameof(Patient), card.ToString(), null, new { consent = consent.Id, version });
                await db.SaveChangesAsync(token);
                return consent.Id;
            },
            cancel);
}
