using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Computes what a change of rosters would do to the visits that are booked, and a new place for each that is hit. Changes nothing.</summary>
public sealed class PlanRosterChange(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>
    /// Answers the plan, or <c>forbidden</c>, <c>unknown-doctor</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>invalid</c> with the fields at fault.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="seen">The roster version that the asker saw; null where the asker saw none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<RosterPlan>> Run(RosterChange change, int? seen, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var computed = await WhatIf.Compute(db, change, seen, [], now, cancel);
        if (!computed.Ok)
        {
            return computed.Problem;
        }

        var whatIf = computed.Value;
        var doctors = whatIf.Hits.SelectMany(h => whatIf.Colleagues.Of(h.Booking.DoctorId, h.Booking.VisitTypeId).Append(h.Booking.DoctorId)).Concat(whatIf.Affected).Distinct().ToList();
        var today = await Timetable.Load(db, db.Doctors.Where(d => EF.Parameter(doctors).Contains(d.Id)), whatIf.Window, now, cancel);
        var asker = new Asker(actor.Channel, now);
        var times = new PlanTimes(today.With(whatIf.After.Book, whatIf.RowsAfter.Outages), asker);
        var patients = await PatientTimes.Load(db, [.. whatIf.Hits.Select(h => h.Booking)], whatIf.Window, cancel);
        var places = new NewPlaces(whatIf, times, patients, new(now, whatIf.Window.End)).Find();
        return new RosterPlan
        {
            Change = change,
            RosterVersion = whatIf.Version,
            Visits = await PlanWords.Describe(db, whatIf, places, cancel),
            Counted = whatIf.Counted,
            FreeBefore = Free(new(today, asker), whatIf),
            FreeAfter = Free(times, whatIf),
        };
    }

    private static int Free(PlanTimes times, WhatIf whatIf) => whatIf.Counted is { } counted ? whatIf.Affected.Sum(d => times.Count(d, counted)) : 0;
}
