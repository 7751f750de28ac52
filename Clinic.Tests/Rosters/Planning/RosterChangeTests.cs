using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

public sealed class RosterChangeTests
{
    private static readonly DateOnly Tomorrow = RosterDesk.Tomorrow;

    [Theory, EveryDatabase]
    public async Task New_lines_leave_the_past_as_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var before = await clinic.Roster(month: new(2026, 11, 1));

        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("10:00-14:00", RosterPattern.OnEvenDates())]));

        var after = await clinic.Roster(month: new(2026, 11, 1));
        Assert.Equal(Hours(before.Days), Hours(after.Days));
        Assert.Equal([new(2026, 12, 1), null], after.Lines.Select(l => l.Draft.To));
        Assert.Equal([new(2020, 1, 1), Tomorrow], after.Lines.Select(l => l.Draft.From!.Value));
        Assert.Equal([LineState.Current, LineState.Future], after.Lines.Select(l => l.State));
        var december = (await clinic.Roster()).Days;
        Assert.Equal("09:00-13:00 14:00-18:00", Hours([december[0]]));
        Assert.Equal("10:00-14:00", Hours([december[1]]));
        Assert.Equal((NoShift.OutsideRoster, after.Lines[1].Id), (december[2].Why, Assert.Single(december[2].OtherLines)));
    }

    [Theory, EveryDatabase]
    public async Task A_line_sent_back_unchanged_goes_on_and_the_others_begin_anew(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("09:00-12:00"), clinic.Line("13:00-15:00")]));
        var lines = (await clinic.Roster()).Lines.Where(l => l.State == LineState.Future).ToList();

        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, new(2026, 12, 10), [lines[0].Draft, lines[1].Draft with { Hours = WorkHours.Of("14:00-16:00") }]));

        var now = (await clinic.Roster()).Lines;
        Assert.Equal(4, now.Count);
        Assert.Null(now.Single(l => l.Id == lines[0].Id).Draft.To);
        Assert.Equal(new(2026, 12, 9), now.Single(l => l.Id == lines[1].Id).Draft.To);
        Assert.Equal("14:00-16:00", now.Single(l => l.Draft.From == new DateOnly(2026, 12, 10)).Draft.Hours.ToString());
    }

    [Theory, EveryDatabase]
    public async Task A_date_that_differs_survives_an_edit_of_the_pattern_and_goes_only_by_itself(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var date = new DateOnly(2026, 12, 5);
        await clinic.Save(new RosterChange.AddException(clinic.Doctor, clinic.Site, date, DayReason.Hours, [new() { Hours = WorkHours.Of("11:00-12:00"), Rooms = [clinic.Room] }]));

        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("08:00-20:00")]));
        var days = (await clinic.Roster()).Days;
        Assert.Equal(("08:00-20:00", "11:00-12:00", true), (Hours([days[3]]), Hours([days[4]]), days[4].Differs));

        await clinic.Save(new RosterChange.AddException(clinic.Doctor, clinic.Site, date, DayReason.DayOff, []));
        Assert.Equal((NoShift.OutsideRoster, DayReason.DayOff), ((await clinic.Roster()).Days[4].Why, (await clinic.Roster()).Days[4].Reason));
        Assert.Empty(Assert.Single((await clinic.Roster()).Exceptions).Work);

        await clinic.Save(new RosterChange.RemoveException(clinic.Doctor, clinic.Site, date));
        Assert.Equal("08:00-20:00", Hours([(await clinic.Roster()).Days[4]]));
    }

    [Theory, EveryDatabase]
    public async Task A_closed_day_moves_the_visits_of_all_doctors_of_the_site(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Громов", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        await clinic.Visit(TestClinic.Moscow(2, 11), 2, other);
        var close = new RosterChange.AddClosure(clinic.Site, Tomorrow, Tomorrow, "Санитарный день");

        var plan = (await clinic.Plan(close)).Value!;
        Assert.All(plan.Visits, v => Assert.Equal(ProblemCodes.ClosedDay, v.Reason));
        Assert.Equal((16 + 18 - 2, 0), (plan.FreeBefore, plan.FreeAfter));
        Assert.Equal(2, (await clinic.Commit(plan.Order())).Value!.Moved);

        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync(b => b.Start >= TestClinic.Moscow(2, 0) && b.Start < TestClinic.Moscow(3, 0))));
        Assert.Equal((NoShift.ClosedDay, "Санитарный день"), ((await clinic.Roster()).Days[1].Why, (await clinic.Roster()).Days[1].ClosedFor));
        Assert.Equal(0, (await clinic.Save(close)).Moved);
        var closure = Assert.Single((await clinic.Roster()).Closures);
        await clinic.Save(new RosterChange.RemoveClosure(closure.Id));
        Assert.Null((await clinic.Roster()).Days[1].Why);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_room_out_of_order_sends_its_visits_into_another_of_the_pool_at_their_own_time(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var spare = await clinic.AddRoom("102");
        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("09:00-18:00", null, clinic.Room, spare)]));
        var first = await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        var second = await clinic.Visit(TestClinic.Moscow(2, 15), 2);

        var plan = (await clinic.Plan(new RosterChange.AddOutage(ResourceId.Room(clinic.Room), TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 12), "Ремонт"))).Value!;

        var visit = Assert.Single(plan.Visits);
        Assert.Equal((first, ProblemCodes.OutOfOrder, PlaceKind.OtherRoom, "102"), (visit.Booking, visit.Reason, visit.Proposal!.Kind, visit.Proposal.RoomName));
        Assert.Equal(1, (await clinic.Commit(plan.Order())).Value!.Moved);
        Assert.Equal((TestClinic.Moscow(2, 10), spare), ((await clinic.Booking(first)).Start, (await clinic.Booking(first)).RoomId!.Value));
        Assert.Equal(clinic.Room, (await clinic.Booking(second)).RoomId);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_line_in_another_room_takes_its_visits_there(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var spare = await clinic.AddRoom("102");
        var visit = await clinic.Visit(TestClinic.Moscow(2, 10), 1);

        var plan = (await clinic.Plan(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("09:00-18:00", null, spare)]))).Value!;

        Assert.Equal((ProblemCodes.OtherRoom, PlaceKind.OtherRoom), (Assert.Single(plan.Visits).Reason, plan.Visits[0].Proposal!.Kind));
        await clinic.Commit(plan.Order());
        Assert.Equal(spare, (await clinic.Booking(visit)).RoomId);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Visits_take_each_others_places_in_a_ring(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var spare = await clinic.AddRoom("102");
        DateTime[] times = [TestClinic.Moscow(2, 10), TestClinic.Moscow(2, 10, 30), TestClinic.Moscow(2, 11)];
        for (var i = 0; i < times.Length; i++)
        {
            await clinic.Visit(times[i], i);
        }

        // In the other room each takes the time of the next, and the last that of the first.
        var plan = (await clinic.Plan(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("09:00-18:00", null, spare)]))).Value!;
        var ring = plan.Visits.Select((v, i) => v.MoveTo(clinic.Slot(times[(i + 1) % 3]), spare)).ToList();
        var done = await clinic.Commit(plan.Order() with { Choices = ring });

        Assert.True(done.Ok, RosterDesk.Text(done.Problem));
        for (var i = 0; i < times.Length; i++)
        {
            Assert.Equal(times[(i + 1) % 3], (await clinic.Booking(plan.Visits[i].Booking)).Start);
        }

        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_group_moves_together_into_one_place(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db => (await db.VisitTypes.AsTracking().SingleAsync()).Capacity = 4);
        var group = new List<BookingId>();
        for (var i = 0; i < 3; i++)
        {
            group.Add(await clinic.Visit(TestClinic.Moscow(2, 10), i));
        }

        await clinic.Visit(TestClinic.Moscow(3, 10), 5);
        await clinic.Visit(TestClinic.Moscow(3, 10), 6);
        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;

        Assert.Equal(group.ToHashSet(), plan.Visits.Select(v => v.Booking).ToHashSet());
        var place = Assert.Single(plan.Visits.Select(v => v.Proposal!.Slot).Distinct());
        Assert.True((await clinic.Commit(plan.Order())).Ok);
        var moved = await clinic.Read(db => db.Bookings.Where(b => group.Contains(b.Id)).ToListAsync());
        Assert.All(moved, b => Assert.Equal(place.Start, b.Start));
        Assert.Single(moved.Select(b => b.GroupId).Distinct());
        Assert.Equal(2, await clinic.Read(db => db.GroupVisits.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_visits_cannot_be_sent_to_one_place_nor_one_where_nobody_works(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        await clinic.Visit(TestClinic.Moscow(2, 11), 2);
        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;
        var before = await clinic.Everything();

        var same = clinic.Slot(TestClinic.Moscow(3, 10));
        var twice = await clinic.Commit(plan.Order() with { Choices = [.. plan.Visits.Select(v => v.MoveTo(same, null))] });
        Assert.Equal((ProblemCodes.SlotTaken, $"/visits/{plan.Visits[1].Booking}"), (twice.Problem!.Code, Assert.Single(twice.Problem.Errors).Pointer));

        var nowhere = await clinic.Commit(plan.Order() with { Choices = [plan.Visits[0].Displace(), plan.Visits[1].MoveTo(clinic.Slot(TestClinic.Moscow(2, 12)), null)] });
        Assert.Equal(ProblemCodes.Absent, nowhere.Problem?.Code);

        var forgotten = await clinic.Commit(plan.Order() with { Choices = [plan.Visits[0].Displace()] });
        Assert.Equal((ProblemCodes.VersionMismatch, $"/visits/{plan.Visits[1].Booking}"), (forgotten.Problem!.Code, Assert.Single(forgotten.Problem.Errors).Pointer));
        Assert.Equal(before, await clinic.Everything());
    }

    [Theory, EveryDatabase]
    public async Task What_has_begun_is_ended_and_what_is_over_cannot_be_changed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Save(new RosterChange.AddAbsence(clinic.Doctor, new(2026, 11, 25), new(2026, 12, 20), DayReason.Vacation));
        await clinic.Save(new RosterChange.RemoveAbsence(clinic.Doctor, Assert.Single((await clinic.Roster()).Absences).Id));

        var absence = await clinic.Read(db => db.Absences.SingleAsync());
        Assert.Equal((new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 30)), (absence.From, absence.To));
        var line = Assert.Single((await clinic.Roster()).Lines);
        Assert.Equal(ProblemCodes.Past, (await clinic.Plan(new RosterChange.EndLine(clinic.Doctor, line.Id, new(2026, 11, 20)))).Problem?.Errors[0].Code);
        await clinic.Save(new RosterChange.EndLine(clinic.Doctor, line.Id, new(2026, 12, 24)));
        Assert.Equal(new(2026, 12, 24), Assert.Single((await clinic.Roster()).Lines).Draft.To);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Plan(new RosterChange.RemoveClosure(77))).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Plan(new RosterChange.RemoveException(clinic.Doctor, clinic.Site, Tomorrow))).Problem?.Code);
    }

    [Fact]
    public async Task The_preview_shows_the_month_as_it_would_be_and_saves_nothing()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var before = await clinic.Everything();

        var days = (await clinic.Get<PreviewRoster>().Run(
            new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("08:00-14:00", RosterPattern.OnEvenDates("123456")), clinic.Line("14:00-20:00", RosterPattern.OnOddDates())]),
            new(2026, 12, 15), TestClinic.Registrar, CancellationToken.None)).Value!;

        Assert.Equal(31, days.Count);
        Assert.Equal("09:00-13:00 14:00-18:00", Hours([days[0]]));
        Assert.Equal("08:00-14:00 14:00-20:00 08:00-14:00 14:00-20:00", Hours([.. days.Skip(1).Take(4)]));
        Assert.Equal([-1], days[1].Shifts.Select(s => s.Line!.Value));
        Assert.Equal((NoShift.OutsideRoster, 2), (days[19].Date.DayOfWeek == DayOfWeek.Sunday ? days[19].Why : null, days[19].OtherLines.Count));
        Assert.Equal(before, await clinic.Everything());
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28")]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("Australia/Lord_Howe", "2027-10-03")]
    [InlineData("Asia/Kathmandu", "2027-02-28")]
    public async Task A_day_off_on_the_day_the_clocks_change_hits_its_visits_and_no_others(string zone, string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone, new(new(date.AddDays(-3).ToDateTime(default), TimeSpan.Zero)));
        var doctor = await clinic.AddDoctor("Дежурный", null, WorkHours.Of("00:00-00:00"));
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var first = WallClock.FirstInstant(info, date);
        var next = WallClock.FirstInstant(info, date.AddDays(1));
        await clinic.Visit(first.AddMinutes(-30), 1, doctor);
        var hit = new[] { await clinic.Visit(first, 2, doctor), await clinic.Visit(next.AddMinutes(-30), 3, doctor) };
        await clinic.Visit(next, 4, doctor);

        var plan = (await clinic.Plan(new RosterChange.AddException(doctor, clinic.Site, date, DayReason.DayOff, []))).Value!;

        Assert.Equal(hit, plan.Visits.Select(v => v.Booking));
        Assert.Equal(2, (await clinic.Commit(plan.Order())).Value!.Moved);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_night_shift_of_the_day_off_takes_the_visits_after_midnight_with_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var doctor = await clinic.AddDoctor("Дежурный", null, WorkHours.Of("20:00-08:00"));
        await clinic.Visit(TestClinic.Moscow(2, 7), 1, doctor);
        var night = await clinic.Visit(TestClinic.Moscow(3, 7), 2, doctor);
        await clinic.Visit(TestClinic.Moscow(3, 20), 3, doctor);

        var plan = (await clinic.Plan(new RosterChange.AddAbsence(doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;

        Assert.Equal((night, ProblemCodes.Absent), (Assert.Single(plan.Visits).Booking, plan.Visits[0].Reason));
    }

    private static string Hours(IEnumerable<RosterDay> days) =>
        string.Join(' ', days.SelectMany(d => d.Shifts).Select(s => FormattableString.Invariant($"{s.Start:HH:mm}-{s.End:HH:mm}")));
}
