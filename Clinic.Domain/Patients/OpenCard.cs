using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Takes a card for a change inside the transaction at hand.</summary>
internal static class OpenCard
{
    /// <summary>
    /// The card, tracked; whoever else wants to change or merge it waits until this transaction ends. <c>not-found</c>, <c>already-merged</c>, and where the
    /// asker saw an older one <c>version-mismatch</c>.
    /// </summary>
    internal static async Task<Result<Patient>> Take(ClinicDb db, PatientId id, int? version, CancellationToken cancel)
    {
        await Lock(db, id, cancel);
        var card = await db.Patients.AsTracking().FirstOrDefaultAsync(p => p.Id == id, cancel);
        return card is null ? new Problem(ProblemCodes.NotFound)
            : card.MergedInto is not null ? new Problem(ProblemCodes.AlreadyMerged)
            : version is { } seen && seen != card.Version ? new Problem(ProblemCodes.VersionMismatch)
            : card;
    }

    /// <summary>One statement that every database understands, as for bookings.</summary>
    internal static Task Lock(ClinicDb db, PatientId id, CancellationToken cancel) =>
        db.Patients.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancel);
}
