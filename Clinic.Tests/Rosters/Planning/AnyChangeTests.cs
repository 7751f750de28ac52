using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Tests.Audit;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>Whatever is changed, in whatever order, no visit is lost: each one hit is kept, moved or listed, and whoever is none of these still has a shift.</summary>
public sealed class AnyChangeTests
{
    private const int Doctors = 3;
    private static readonly string[] Hours = ["09:00-13:00", "09:00-13:00,14:00-18:00", "12:00-20:00", "20:00-02:00", "10:00-10:30", "08:00-16:00"];

    [Theory, EveryDatabase]
    public void Loses_nobody(DatabaseProvider provider)
    {
        var steps = Gen.Choose(0, 9).Four().Select(s => new Step(s.Item1, s.Item2, s.Item3, s.Item4));
        var stories =
            from visits in Gen.Choose(0, 9).Three().ListOf(14)
            from changes in steps.ListOf(6)
            select (visits, changes);
        Prop.ForAll(stories.ToArbitrary(), story => Play(provider, [.. story.visits], [.. story.changes]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(provider == DatabaseProvider.Sqlite ? 12 : 8));
    }

    private static async Task<bool> Play(DatabaseProvider provider, List<(int Doctor, int Day, int Hour)> visits, List<Step> steps)
    {
        await using var clinic = await TestClinic.Create(provider);
        var spare = await clinic.AddRoom("102");
        DoctorId[] doctors = [clinic.Doctor, await clinic.AddDoctor("Ветров", clinic.Room, WorkHours.Of("18:00-23:00")), await clinic.AddDoctor("Громов", spare, WorkHours.Of("09:00-18:00"))];
        var booked = 0;
        for (var i = 0; i < visits.Count; i++)
        {
            var (doctor, day, hour) = visits[i];
            booked += (await clinic.Book(clinic.Slot(TestClinic.Moscow(2 + (day % 5), 9 + hour, 30 * (i % 2)), doctors[doctor % Doctors]), RosterDesk.Person(i % 9))).Ok ? 1 : 0;
        }

        var excused = new HashSet<BookingId>();
        foreach (var step in steps)
        {
            await Take(clinic, step, doctors, [clinic.Room, spare], excused);
        }

        Assert.Equal(booked, await clinic.Read(db => db.Bookings.CountAsync(b => b.Status == BookingStatus.Booked)));
        await Invariants.Hold(clinic);
        excused.UnionWith((await clinic.Displaced()).Select(d => d.Booking));
        await clinic.AllStand(doctors, excused);
        return true;
    }

    private static async Task Take(TestClinic clinic, Step step, DoctorId[] doctors, RoomId[] rooms, HashSet<BookingId> excused)
    {
        var plan = await clinic.Plan(Change(clinic, step, doctors[step.Doctor % Doctors], rooms));
        if (!plan.Ok)
        {
            // Lines of one doctor that meet, a date that is not there: all else would be a fault of the test.
            Assert.Contains(plan.Problem.Code, new[] { ProblemCodes.Invalid, ProblemCodes.NotFound });
            return;
        }

        if (step.Choice % 4 == 1)
        {
            await TakeBack(clinic, plan.Value);
            return;
        }

        var visits = plan.Value.Visits;
        Assert.Equal(visits.Count, visits.Select(v => v.Booking).Distinct().Count());
        List<VisitChoice> choices = [.. visits.Select((v, i) => (i + step.Choice) % 4 == 3 ? v.Keep() : v.Proposal is { } place ? v.MoveTo(place.Slot, place.Room) : v.Displace())];
        var done = await clinic.Commit(plan.Value.Order() with { Choices = choices });
        if (done.Problem is { } refused)
        {
            // Who is kept does not give up the place that another was to take.
            Assert.True(choices.Exists(c => c.Fate == VisitFate.Keep) && refused.Errors.Count > 0, RosterDesk.Text(refused));
            choices = [.. visits.Select(v => v.Proposal is { } place ? v.MoveTo(place.Slot, place.Room) : v.Displace())];
            done = await clinic.Commit(plan.Value.Order());
        }

        Assert.True(done.Ok, RosterDesk.Text(done.Problem));
        Assert.Equal(visits.Count, done.Value.Moved + done.Value.Kept + done.Value.Displaced);
        excused.ExceptWith(choices.Where(c => c.Fate == VisitFate.Move).Select(c => c.Booking));
        excused.UnionWith(choices.Where(c => c.Fate == VisitFate.Keep).Select(c => c.Booking));
    }

    /// <summary>What was just saved and is taken back leaves all as it was.</summary>
    private static async Task TakeBack(TestClinic clinic, RosterPlan plan)
    {
        var (before, actor) = (await clinic.Stored(), TestClinic.Registrar.Fresh());
        var done = await clinic.Get<CommitRosterPlan>().Run(plan.Order(), actor, CancellationToken.None);
        Assert.True(done.Ok, RosterDesk.Text(done.Problem));
        if (done.Value.Batch is { } batch)
        {
            var undone = await clinic.Undo(batch);
            Assert.True(undone.Ok, RosterDesk.Text(undone.Problem));
        }

        Assert.Equal(before, await clinic.Stored());
    }

    private static RosterChange Change(TestClinic clinic, Step step, DoctorId doctor, RoomId[] rooms)
    {
        var date = RosterDesk.Tomorrow.AddDays(step.Day % 6);
        return step.Kind switch
        {
            0 or 1 => new RosterChange.SetLines(doctor, date, [clinic.Line(Hours[step.Choice % Hours.Length], Pattern(step), rooms)]),
            2 => new RosterChange.SetLines(doctor, date, [clinic.Line("09:00-12:00", Pattern(step), rooms[step.Choice % 2]), clinic.Line("13:00-17:00", RosterPattern.OnOddDates(), rooms[0])]),
            3 => new RosterChange.AddException(doctor, clinic.Site, date, DayReason.DayOff, []),
            4 => new RosterChange.AddException(doctor, clinic.Site, date, DayReason.Hours, [new() { Hours = WorkHours.Of(Hours[step.Choice % Hours.Length]), Rooms = [rooms[step.Choice % 2]] }]),
            5 => new RosterChange.RemoveException(doctor, clinic.Site, date),
            6 => new RosterChange.AddAbsence(doctor, date, date.AddDays(step.Choice * 5), DayReason.Sick),
            7 => new RosterChange.AddClosure(clinic.Site, date, date.AddDays(step.Choice % 2), $"{step}"),
            8 => new RosterChange.AddOutage(ResourceId.Room(rooms[step.Choice % 2]), TestClinic.Moscow(date.Day, 9), TestClinic.Moscow(date.Day, 9 + step.Choice, 30), $"{step}"),
            _ => new RosterChange.RemoveClosure(step.Choice),
        };
    }

    private static RosterPattern Pattern(Step step) => (step.Choice % 4) switch
    {
        0 => RosterPattern.OnWeekdays("1234567"),
        1 => RosterPattern.OnEvenDates(),
        2 => RosterPattern.Rotating(RosterDesk.Tomorrow, 2, 2),
        _ => RosterPattern.EverySecondWeek(RosterDesk.Tomorrow, "135"),
    };

    private sealed record Step(int Kind, int Doctor, int Day, int Choice);
}
