using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <param name="Fingerprint">Of the plan that a person has seen.</param>
public sealed record RosterImportOrder(WorkbookReading Reading, SiteId Site, RosterImportDecisions Decisions, string Fingerprint, RosterImportMode Mode);

/// <summary>What was done, or why nothing was.</summary>
/// <param name="Refusal">
/// <c>version-mismatch</c>: the clinic has changed since the preview; <c>invalid</c>: the workbook has errors and all or nothing was asked for;
/// <c>forbidden</c>; <c>not-found</c>: no such site.
/// </param>
/// <param name="Plan">The plan that was applied or, after a refusal, the present one.</param>
public sealed record RosterImportAnswer(Problem? Refusal, RosterImportPlan? Plan);

/// <summary>Saves what the preview showed, in one transaction; if it would now be anything else, nothing.</summary>
public sealed class ApplyRosterImport(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <param name="order">What the preview showed.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit: nothing is saved.</param>
    /// <param name="progress">Told how many dates are written.</param>
    public async Task<RosterImportAnswer> Run(RosterImportOrder order, Actor actor, CancellationToken cancel, IProgress<int>? progress = null)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new(new(ProblemCodes.Forbidden), null);
        }

        RosterImportPlan? plan = null;
        var result = await factory.Transact<Done>(
            async (db, token) =>
            {
                await RosterGate.Close(db, token);
                var now = clock.GetUtcNow().UtcDateTime;
                if (await PlanBuilder.Build(db, order.Reading, order.Site, order.Decisions, now, token) is not { } built)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                plan = built.Plan;
                if (plan.Fingerprint != order.Fingerprint)
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                if (plan.HasErrors && (order.Mode == RosterImportMode.AllOrNothing || plan.Dates is null))
                {
                    return new Problem(ProblemCodes.Invalid);
                }

                await new RosterImportWrite(db, built, actor, now).Run(token, progress);
                return default(Done);
            },
            cancel);
        return new(result.Problem, plan);
    }
}
