using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Records that a patient takes a consent back. That it was given, and when, stays on record.</summary>
public sealed class WithdrawConsent(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers that it holds no more, also where it was withdrawn before; or <c>forbidden</c>, <c>not-found</c> (also for a consent of somebody else), <c>already-merged</c>.</summary>
    public async Task<Result<Done>> Run(PatientId card, Guid consent, Actor actor, CancellationToken cancel) => !actor.Can(Rights.BookForAnyone)
        ? new Problem(ProblemCodes.Forbidden)
        : await factory.Transact<Done>(
            async (db, token) =>
            {
                var open = await OpenCard.Take(db, card, null, token);
                if (!open.Ok)
                {
                    return open.Problem;
                }

                var row = await CardConsents.Of(db, card).AsTracking().FirstOrDefaultAsync(c => c.Id == consent, token);
                if (row is null)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (row.WithdrawnAt is null)
                {
                    var now = clock.GetUtcNow().UtcDateTime;
                    row.WithdrawnAt = now;
                    db.Record(actor, now, "withdraw-consent", nameof(Patient), card.ToString(), null, new { consent, version = row.Version });
                    await db.SaveChangesAsync(token);
                }

                return new Done();
            },
            cancel);
}

/// <summary>The consents of a patient: those signed at the desk and those given with bookings on the public host.</summary>
internal static class CardConsents
{
    internal static IQueryable<Consent> Of(ClinicDb db, PatientId card) => db.Consents.Where(c =>
        c.PatientId == card || (c.ContactId != null && db.Bookings.Any(b => b.PatientId == card && b.ContactId == c.ContactId)));
}
