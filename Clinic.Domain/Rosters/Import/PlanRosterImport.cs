using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Compares a workbook with the roster of a site. Changes nothing.</summary>
public sealed class PlanRosterImport(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the plan, or <c>forbidden</c> or <c>not-found</c> (no such site).</summary>
    public async Task<Result<RosterImportPlan>> Run(
        WorkbookReading reading, SiteId site, RosterImportDecisions decisions, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var built = await PlanBuilder.Build(db, reading, site, decisions, clock.GetUtcNow().UtcDateTime, cancel);
        return built is null ? new Problem(ProblemCodes.NotFound) : built.Plan;
    }
}
