using Clinic.Domain.Database;
using Clinic.Domain.Rosters.Workbook;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>A plan, the state of the clinic it was made from, and what becomes of the visits.</summary>
internal sealed record BuiltPlan(RosterImportPlan Plan, ImportGround Ground, VisitsHit Visits);

/// <summary>Makes the plan; the same for the preview and inside the transaction that applies it.</summary>
internal static class PlanBuilder
{
    /// <summary>Null when there is no such site.</summary>
    public static async Task<BuiltPlan?> Build(
        ClinicDb db, WorkbookReading reading, SiteId siteId, RosterImportDecisions decisions, DateTime now, CancellationToken cancel)
    {
        if (await db.Sites.FirstOrDefaultAsync(s => s.Id == siteId, cancel) is not { } site)
        {
            return null;
        }

        var dates = Dates(reading);
        var (from, to) = dates ?? (site.LocalDate(now), site.LocalDate(now));

        // A day more on both sides: a night shift reaches over midnight.
        var ground = await ImportGround.Load(db, site, from.AddDays(-1), to.AddDays(1), now, cancel);
        var problems = new ProblemList();
        foreach (var problem in reading.Problems)
        {
            problems.Add(problem);
        }

        var matching = new DoctorMatching(ground, decisions, problems);
        var rooms = new RoomMatching(ground.Rooms, decisions, problems);
        var wishes = new WishReader(ground, rooms, problems);
        var comparison = new DayComparison(ground, problems);
        var doctors = new List<PlannedDoctor>();
        var stays = new List<(PlannedDoctor, WishedDay)>();
        foreach (var (doctor, lines) in matching.Match(reading))
        {
            var days = wishes.Read(lines);
            comparison.Compare(doctor, days);
            doctors.Add(doctor);
            stays.AddRange(days.Where(d => !d.Faulty && d.Date >= ground.Today).Select(d => (doctor, d)));
        }

        RoomClashes.Report(stays, problems);
        var visits = await AffectedVisits.Find(db, ground, [.. comparison.Changes.Where(c => c.Kind != DayChangeKind.Past)], cancel);
        var plan = new RosterImportPlan
        {
            Site = siteId,
            Dates = dates,
            Doctors = doctors,
            Days = comparison.Changes,
            Unchanged = comparison.Unchanged,
            Faulty = comparison.Faulty,
            DoctorQuestions = matching.Questions,
            RoomQuestions = rooms.Questions,
            NewSpecialties = [.. doctors.SelectMany(d => d.Specialties).Where(s => s.Id is null).Select(s => s.Name).Distinct()],
            Problems = problems.All,
            AffectedBookings = visits.Affected,
        };
        return new(plan with { Fingerprint = PlanFingerprint.Of(plan, reading, decisions) }, ground, visits);
    }

    private static (DateOnly First, DateOnly Last)? Dates(WorkbookReading reading)
    {
        var dates = reading.Sheets.SelectMany(s => s.Rows).SelectMany(r => r.Days).Select(d => d.Date).ToHashSet();
        return dates.Count == 0 ? null : (dates.Min(), dates.Max());
    }
}
