using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Tells what happened to a patient's card, to those that were merged into it and to all its bookings. For reception alone.</summary>
public sealed class ReadPatientJournal(IDbContextFactory<ClinicDb> factory)
{
    private const int Page = 100;

    /// <param name="id">The card.</param>
    /// <param name="before">Steps older than this one; null for the newest.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>; a doctor is refused, also for own patients.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<Journal>> Run(PatientId id, long? before, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var cards = await db.Patients.Where(p => p.Id == id || p.MergedInto == id).Select(p => p.Id).ToListAsync(cancel);
        if (!cards.Contains(id))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var bookings = await db.Bookings.Where(b => b.PatientId != null && EF.Parameter(cards).Contains(b.PatientId.Value)).Select(b => b.Id).ToListAsync(cancel);
        var (patients, visits) = (cards.ConvertAll(c => c.ToString()), bookings.ConvertAll(b => b.ToString()));
        var older = before ?? long.MaxValue;
        var entries = await db.Audit
            .Where(a => a.Id < older
                && ((a.Entity == nameof(Patient) && EF.Parameter(patients).Contains(a.EntityId)) || (a.Entity == nameof(Booking) && EF.Parameter(visits).Contains(a.EntityId))))
            .OrderByDescending(a => a.Id).Take(Page + 1).ToListAsync(cancel);
        return await db.Journal([.. entries.Take(Page)], entries.Count > Page ? entries[Page - 1].Id : null, cancel);
    }
}
