using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>An import to be done.</summary>
/// <param name="Table">The table.</param>
/// <param name="Seen">The plan that a person has seen.</param>
/// <param name="OnlyGood">Rows at fault are left out; else any fault refuses the whole table.</param>
public sealed record PatientImportOrder(PatientTableReading Table, PatientImportPlan Seen, bool OnlyGood);

/// <summary>What was done, or why nothing was.</summary>
/// <param name="Refusal">
/// <c>version-mismatch</c>: the clinic has changed since the preview, and other cards or visits would be meant; <c>invalid</c>: rows are at fault, or a sheet, and all
/// or nothing was asked for; <c>forbidden</c>; <c>not-found</c>: no such site.
/// </param>
/// <param name="Plan">The plan that was applied, with the rows that were left out, or, after a refusal, the present one.</param>
/// <param name="Batch">Of the audit.</param>
public sealed record PatientImportAnswer(Problem? Refusal, PatientImportPlan? Plan, Guid Batch);

/// <summary>
/// Saves what the preview showed, in one transaction. Cards are opened as at the desk, visits booked by the same write as every booking. A place that is
/// gone meanwhile puts its row at fault: then nothing is saved, or all but that row.
/// </summary>
public sealed class ApplyPatientImport(IDbContextFactory<ClinicDb> factory, PlanPatientImport plans, InstallationKeys keys, TimetableCache timetables, TimeProvider clock)
{
    /// <param name="order">What the preview showed.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit: nothing is saved.</param>
    /// <param name="progress">Told how many cards and visits are written.</param>
    public async Task<PatientImportAnswer> Run(PatientImportOrder order, Actor actor, CancellationToken cancel, IProgress<int>? progress = null)
    {
        var batch = Guid.NewGuid();
        if (!actor.Can(PlanPatientImport.Needed))
        {
            return new(new(ProblemCodes.Forbidden), null, batch);
        }

        actor = actor with { Channel = Channel.Import, Batch = batch };
        var lost = new Dictionary<PatientRow, string>();
        while (true)
        {
            var known = lost.Count;
            var (refusal, plan, changes) = await Attempt(order, actor, lost, progress, cancel);
            if (refusal is null)
            {
                await timetables.Apply(changes);
                return new(null, plan, batch);
            }

            if (lost.Count == known)
            {
                return new(refusal, plan, batch);
            }

            // Somebody was quicker than this very transaction.
            if (!order.OnlyGood)
            {
                return new(new(ProblemCodes.Invalid), await plans.Plan(order.Table, order.Seen.Site, actor, lost, cancel), batch);
            }
        }
    }

    private async Task<(Problem? Refusal, PatientImportPlan? Plan, IReadOnlyList<Change> Changes)> Attempt(
        PatientImportOrder order, Actor actor, Dictionary<PatientRow, string> lost, IProgress<int>? progress, CancellationToken cancel)
    {
        var rows = CheckedRow.All(order.Table, await keys.Get(InstallationKeys.Contacts, cancel), clock.GetUtcNow().UtcDateTime);
        var links = await keys.Get(InstallationKeys.Links, cancel);
        var (plan, write) = (default(PatientImportPlan), default(PatientImportWrite));
        var result = await factory.Contend<Done>(
            async (db, attempt, token) =>
            {
                write = null;
                await RosterGate.Pass(db, await db.Sites.Select(s => s.Id).ToListAsync(token), token);
                await PatientCards.TakeTurns(db, Turns(rows), token);
                if (await db.Sites.FirstOrDefaultAsync(s => s.Id == order.Seen.Site, token) is not { } site)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                var built = await ImportPlanner.Build(db, order.Table, rows, site, actor, clock.GetUtcNow().UtcDateTime, lost, token);
                plan = built.Plan;
                if (!plan.IsAsSeen(order.Seen))
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                if (plan.HasErrors && !order.OnlyGood)
                {
                    return new Problem(ProblemCodes.Invalid);
                }

                write = new(db, built, actor, links, clock, attempt);
                var refused = await write.Run(progress, token);
                if (refused is not null)
                {
                    lost[write.Wanted[^1].Row] = refused.Code;
                    return refused;
                }

                return default(Done);
            },
            async (db, token) => Refusal.Or<Done>(await Lost(db, write?.Wanted ?? [], lost, token)),
            cancel);
        return (result.Problem, plan, write?.Changes ?? []);
    }

    /// <summary>Finds those of the rows wanted last that somebody else's cells are in the way of, seen from a context of its own; null when nobody's are.</summary>
    private async Task<Problem?> Lost(ClinicDb db, IReadOnlyList<(PatientRow Row, BookingWrite Write)> wanted, Dictionary<PatientRow, string> lost, CancellationToken cancel)
    {
        var first = default(Problem);
        foreach (var (row, write) in wanted)
        {
            if (await write.Visit.Blocker(db, null, clock.GetUtcNow().UtcDateTime, cancel) is { } taken)
            {
                lost[row] = taken.Code;
                first ??= taken;
            }
        }

        return first;
    }

    /// <summary>Nobody else opens a card of the same person or gives the same number meanwhile.</summary>
    private static IEnumerable<ResourceId> Turns(List<CheckedRow> rows) =>
        rows.Where(r => r.Contact is not null).SelectMany(r => r.CardNumber is { } number ? new[] { ResourceId.Contact(r.Key), PatientCards.Numbered(number) } : [ResourceId.Contact(r.Key)]);
}
