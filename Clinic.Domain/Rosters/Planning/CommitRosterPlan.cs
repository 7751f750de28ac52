using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>
/// Saves a change of rosters with all that was chosen for the visits it hits, in one transaction. If anything has changed since the plan was made,
/// nothing is saved; the asker plans anew.
/// </summary>
public sealed class CommitRosterPlan(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <summary>
    /// Answers what was saved, or <c>version-mismatch</c>, <c>slot-taken</c>, <c>room-busy</c>, <c>patient-overlap</c> with the visits at fault
    /// (<c>/visits/ID</c>), or what the plan would refuse.
    /// </summary>
    /// <param name="order">The change and what was chosen for each visit.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit: nothing is saved.</param>
    /// <param name="progress">Told how many visits have moved.</param>
    public async Task<Result<CommittedPlan>> Run(RosterOrder order, Actor actor, CancellationToken cancel, IProgress<int>? progress = null)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        IReadOnlyList<Change> changes = [];
        MoveTogether? together = null;
        var result = await factory.Contend<CommittedPlan>(
            async (db, attempt, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                await RosterGate.Close(db, token);
                await Lock(db, order, token);
                var computed = await WhatIf.Compute(db, order.Change, order.RosterVersion, [.. order.Choices.Select(c => c.To?.Start).OfType<DateTime>()], now, token);
                if (!computed.Ok)
                {
                    return computed.Problem;
                }

                var whatIf = computed.Value;
                if (ChosenPlaces.Stale(whatIf, order) is { } stale)
                {
                    return stale;
                }

                var chosen = await Choose(db, whatIf, order, actor, now, token);
                if (!chosen.Ok)
                {
                    return chosen.Problem;
                }

                together = new(chosen.Value, actor, now, attempt);
                var committed = await new PlanWrite(db, whatIf, order, chosen.Value, together, actor, now).Run(token, progress);
                changes = [.. db.ChangeTracker.Entries<Change>().Select(e => e.Entity)];
                return committed;
            },
            async (db, token) => Refusal.Or<CommittedPlan>(together is null ? null : await together.Blocker(db, token)),
            cancel);
        if (result.Ok && changes.Count > 0)
        {
            await timetables.Apply(changes);
        }

        return result;
    }

    /// <summary>Whoever wants to move or cancel one of the visits waits.</summary>
    private static async Task Lock(ClinicDb db, RosterOrder order, CancellationToken cancel)
    {
        var visits = order.Choices.Select(c => c.Booking).ToList();
        await db.Bookings.Where(b => EF.Parameter(visits).Contains(b.Id)).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancel);
    }

    private static async Task<Result<IReadOnlyList<PlannedMove>>> Choose(ClinicDb db, WhatIf whatIf, RosterOrder order, Actor actor, DateTime now, CancellationToken cancel)
    {
        var doctors = order.Choices.Select(c => c.To?.DoctorId).OfType<DoctorId>().Distinct().ToList();
        if (doctors.Count == 0)
        {
            return Result.Of<IReadOnlyList<PlannedMove>>([]);
        }

        var today = await Timetable.Load(db, db.Doctors.Where(d => EF.Parameter(doctors).Contains(d.Id)), whatIf.Window, now, cancel);
        var patients = await PatientTimes.Load(db, [.. whatIf.Hits.Select(h => h.Booking)], whatIf.Window, cancel);
        var places = new ChosenPlaces([.. whatIf.Hits.Select(h => h.Booking)], today.Facts, new(today.With(whatIf.After.Book, whatIf.RowsAfter.Outages), new(actor.Channel, now)), patients);
        return places.Take(order.Choices) is { } refused ? refused : Result.Of<IReadOnlyList<PlannedMove>>(places.Moves);
    }
}
