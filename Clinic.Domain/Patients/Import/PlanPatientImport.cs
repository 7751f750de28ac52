using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>Compares a table of patients or visits with the clinic. Changes nothing.</summary>
public sealed class PlanPatientImport(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>What an import needs: it opens cards, books, and does both by the thousand.</summary>
    public const Rights Needed = Rights.BookForAnyone | Rights.Administer;

    /// <summary>Answers the plan, or <c>forbidden</c> or <c>not-found</c> (no such site).</summary>
    /// <param name="table">The table.</param>
    /// <param name="site">Where visits are that name no site.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<PatientImportPlan>> Run(PatientTableReading table, SiteId site, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Needed))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await Plan(table, site, actor, new Dictionary<PatientRow, string>(), cancel) is { } plan ? plan : new Problem(ProblemCodes.NotFound);
    }

    /// <summary>The same where the storage has refused the places of some rows; null for no such site.</summary>
    internal async Task<PatientImportPlan?> Plan(PatientTableReading table, SiteId site, Actor actor, IReadOnlyDictionary<PatientRow, string> lost, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = CheckedRow.All(table, await keys.Get(InstallationKeys.Contacts, cancel), now);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Sites.FirstOrDefaultAsync(s => s.Id == site, cancel) is { } there
            ? (await ImportPlanner.Build(db, table, rows, there, actor with { Channel = Channel.Import }, now, lost, cancel)).Plan : null;
    }
}
