using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What the board says of its time beside free and booked.</summary>
public sealed class BoardContentTests
{
    private static readonly DateOnly Second = new(2026, 12, 2);
    private static readonly Actor CallCentre = Actor.Of("call", [Roles.CallCentre], null);

    [Theory, EveryDatabase]
    public async Task Time_that_a_rule_keeps_for_others_is_reserved_and_names_them(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Rules(clinic, "only widget part=09:00-10:00; closed call-centre part=15:00-16:00");

        var desk = await Column(clinic);
        var calls = await Column(clinic, CallCentre);

        var reserved = Assert.Single(desk.Reserved);
        Assert.Equal(new(TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 10)), reserved.Range);
        Assert.Equal(["widget"], reserved.Fault.Rule.Channels);
        Assert.DoesNotContain(desk.Free, f => f.Range.Start < TestClinic.Moscow(2, 10));
        Assert.Contains(desk.Free, f => f.Range.Start == TestClinic.Moscow(2, 15));
        Assert.Equal([TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 15)], calls.Reserved.Select(r => r.Range.Start));
        Assert.DoesNotContain(calls.Free, f => f.Range.Start == TestClinic.Moscow(2, 15));
    }

    [Fact]
    public async Task What_is_not_yet_released_says_when_it_opens_and_then_is_free()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Rules(clinic, "opens registry part=16:00-18:00 opens=1d@10:00");

        var waiting = Assert.Single((await Column(clinic)).Reserved);
        Assert.Equal((ProblemCodes.NotYetReleased, TestClinic.Moscow(1, 10)), (waiting.Fault.Code, waiting.Fault.OpensAt!.Value));
        clinic.Clock.Advance(TimeSpan.FromHours(2));

        var then = await Column(clinic);
        Assert.Empty(then.Reserved);
        Assert.Contains(then.Free, f => f.Range.Start == TestClinic.Moscow(2, 16));
    }

    [Theory, EveryDatabase]
    public async Task A_doctor_who_runs_late_shifts_what_is_expected_of_visits_still_ahead(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        var seen = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)), TestClinic.Person(phone: "+7 900 000-00-02"))).Value!.Id;
        clinic.Clock.Advance(TimeSpan.FromHours(25));
        await clinic.Get<ChangeBookingStatus>().Run(seen, BookingStatus.Arrived, null, TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<ChangeBookingStatus>().Run(seen, BookingStatus.InProgress, null, Actor.Of("d", [Roles.Doctor], clinic.Doctor), CancellationToken.None);
        Assert.Equal(0, (await Column(clinic)).DelayMinutes);
        await clinic.Change(db => Task.FromResult(db.Add(new DoctorDelay { DoctorId = clinic.Doctor, Date = Second, Minutes = 20, SaidAt = clinic.Clock.Now, SaidBy = "d" })));

        var column = await Column(clinic);

        Assert.Equal(20, column.DelayMinutes);
        Assert.Equal([null, TestClinic.Moscow(2, 10, 20)], column.Visits.Select(v => v.Expected));
        Assert.Equal(clinic.Clock.Now, column.Visits[0].ArrivedAt);
    }

    [Fact]
    public async Task An_override_stands_beside_what_it_overlaps_with_its_reason()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        var over = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person("Срочнова", "+7 900 000-00-02"), Override = "Острая боль" }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(over.Ok, over.Problem?.Code);

        var visits = (await Column(clinic)).Visits;

        Assert.Equal([null, "Острая боль"], visits.Select(v => v.OverrideReason).Order());
        Assert.Equal("registrar", visits.Single(v => v.OverrideReason is not null).BookedBy);
        Assert.Null(visits.Single(v => v.OverrideReason is null).BookedBy);
    }

    [Fact]
    public async Task Who_pays_is_told_and_a_guarantee_letter_that_is_missing()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        await clinic.Change(async db =>
        {
            var booking = await db.Bookings.AsTracking().SingleAsync();
            (booking.Payment, booking.Status) = (PaymentKind.Vhi, BookingStatus.Pending);
            var cover = await db.BookingCovers.AsTracking().FirstOrDefaultAsync() ?? db.Add(new BookingCover { BookingId = id }).Entity;
            cover.Insurer = "Согласие";
        });

        var visit = Assert.Single((await Column(clinic)).Visits);

        Assert.Equal((PaymentKind.Vhi, "Согласие", true), (visit.Payment, visit.Insurer, visit.AwaitsGuarantee));
    }

    [Fact]
    public async Task By_room_the_day_shows_who_works_there_and_whose_visits_are_there()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("18:00-20:00"));
        await clinic.AddDoctor("Безкабинетный", null, WorkHours.Of("09:00-18:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 18), other), TestClinic.Person(phone: "+7 900 000-00-02"));
        var day = await Board(clinic);

        var rooms = day.ByRoom();

        var room = Assert.Single(rooms.Columns);
        Assert.Equal("101", room.Room!.Name);
        Assert.Equal([clinic.Doctor, clinic.Doctor, other], room.Shifts.Select(s => s.DoctorId));
        Assert.Equal([clinic.Doctor, other], room.Visits.Select(v => v.DoctorId));
        Assert.Equal(day.Columns.Where(c => c.DoctorId == clinic.Doctor || c.DoctorId == other).Sum(c => c.Free.Count), room.Free.Count);
        Assert.Same(room, day.ByRoom(rooms).Columns[0]);
    }

    [Theory, EveryDatabase]
    public async Task A_week_is_seven_days_of_one_doctor_in_the_same_hours_of_the_clock(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider, "Europe/Paris", new(new(2026, 10, 20, 5, 0, 0, TimeSpan.Zero)));
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("06:00-22:00"));
        var sunday = clinic.Slot(new(2026, 10, 25, 8, 0, 0, DateTimeKind.Utc));
        await clinic.Book(sunday);
        await clinic.Book(clinic.Slot(new(2026, 10, 24, 8, 0, 0, DateTimeKind.Utc), other), TestClinic.Person(phone: "+7 900 000-00-02"));

        var week = (await clinic.Get<ReadBoardWeek>().Run(clinic.Site, clinic.Doctor, new(2026, 10, 22), null, TestClinic.Registrar, CancellationToken.None)).Value!;

        Assert.Equal((new DateOnly(2026, 10, 19), 7), (week.Date, week.Columns.Count));
        Assert.All(week.Columns, c => Assert.Equal((9, 9.0), (week.Site.Local(c.Hours!.Value.Start).Hour, c.Hours.Value.Length.TotalHours)));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1], week.Columns.Select(c => c.Visits.Count));
        Assert.Empty(week.Columns[0].Free);
        Assert.NotEmpty(week.Columns[3].Free);
    }

    [Fact]
    public async Task Those_who_may_not_book_see_no_week_and_are_told_no_reasons()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var doctor = Actor.Of("d", [Roles.Doctor], clinic.Doctor);
        var lunch = new TimeRange(TestClinic.Moscow(2, 13), TestClinic.Moscow(2, 14));

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBoardWeek>().Run(null, null, null, null, doctor, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ExplainBoardTime>().Run(clinic.Doctor, null, lunch, doctor, CancellationToken.None)).Problem?.Code);
        var told = Assert.Single((await clinic.Get<ExplainBoardTime>().Run(clinic.Doctor, null, lunch, TestClinic.Registrar, CancellationToken.None)).Value!.Stretches);
        Assert.Equal(ProblemCodes.OutsideRoster, Assert.Single(told.Reasons).Code);
    }

    private static Task Rules(TestClinic clinic, string rules) => clinic.Change(async db =>
    {
        var line = await db.RosterLines.AsTracking().SingleAsync();
        line.Access = AccessRules.Parse(rules);
    });

    private static async Task<BoardDay> Board(TestClinic clinic, Actor? actor = null) =>
        (await clinic.Get<ReadBoardDay>().Run(clinic.Site, Second, null, actor ?? TestClinic.Registrar, CancellationToken.None)).Value!;

    private static async Task<BoardColumn> Column(TestClinic clinic, Actor? actor = null) => Assert.Single((await Board(clinic, actor)).Columns);
}
