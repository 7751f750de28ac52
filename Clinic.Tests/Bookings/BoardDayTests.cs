using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class BoardDayTests
{
    [Theory, EveryDatabase]
    public async Task Shows_whom_the_doctor_expects_and_what_is_held(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Иванова", "+7 900 000-00-01"));
        await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 11)), Contact = TestClinic.Person("Ёлкин", "+7 900 000-00-02", "Пётр") }, TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(2, 12)), Actor.Stranger, CancellationToken.None);

        var column = Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns);

        Assert.Equal("Петров\u00a0П.\u00a0С.", column.Name.Short);
        Assert.Equal([("Иванова\u00a0М.", false), ("Ёлкин\u00a0П.", true)], column.Visits.Select(v => (v.Patient!.Short, v.Identified)));
        Assert.Equal("+79000000001", column.Visits[0].Phone);
        Assert.Equal(TestClinic.Moscow(2, 12), Assert.Single(column.Holds).Range.Start);
        Assert.Equal(2, column.Shifts.Count);
        Assert.Equal("101", column.Shifts[0].Room);
        Assert.Equal(16 - 3, column.Free.Count);
        Assert.Equal((int)Math.Round(100 * 60 / 480.0), column.Load);
    }

    [Fact]
    public async Task Takes_as_many_queries_for_a_full_day_as_for_an_empty_one()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var empty = await Queries(clinic, new(2026, 12, 2));
        for (var i = 0; i < 5; i++)
        {
            var doctor = await clinic.AddDoctor($"Врач{(char)('а' + i)}", null, WorkHours.Of("09:00-18:00"));
            for (var hour = 9; hour < 18; hour++)
            {
                Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour), doctor), TestClinic.Person(phone: $"+7 900 000-{i:00}-{hour:00}"))).Ok);
            }
        }

        Assert.Equal(empty, await Queries(clinic, new(2026, 12, 2)));
        Assert.Equal(4, empty);
    }

    [Fact]
    public async Task Forty_boards_are_one_reading_and_a_change_is_read_once_for_all()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var counter = Counter(clinic);
        using var timetables = new TimetableCache(counter, clinic.Clock);
        using var readings = new BoardReadings(counter, timetables, clinic.Clock);
        var read = new ReadBoardDay(readings, clinic.Clock);
        var first = await Look();
        counter.Count = 0;

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Look())), d => Assert.Same(first, d));
        Assert.Equal(0, counter.Count);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        var then = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Look()));

        Assert.All(then, d => Assert.Same(then[0], d));
        Assert.Single(then[0].Columns[0].Visits);
        Assert.Equal(3, counter.Count);

        Task<BoardDay> Look() => Task.Run(async () => (await read.Run(clinic.Site, new(2026, 12, 2), null, TestClinic.Registrar, CancellationToken.None)).Value!);
    }

    [Theory, EveryDatabase]
    public async Task What_another_process_books_is_no_longer_free_on_the_board_that_shows_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        Assert.Contains(Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns).Free, f => f.Range.Start == TestClinic.Moscow(2, 10));
        await using var other = TestClinic.Over(clinic);
        Assert.True((await other.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None)).Ok);

        Assert.Single(Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns).Visits);

        // As soon as the change log shows the change, which waits for transactions of others.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns).Free.Any(f => f.Range.Start == TestClinic.Moscow(2, 10)))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task A_cancelled_booking_leaves_the_board_and_its_time_is_free()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!;
        Assert.DoesNotContain(Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns).Free, f => f.Range.Start == TestClinic.Moscow(2, 10));

        await clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Id), null, true, TestClinic.Registrar, CancellationToken.None);
        var column = Assert.Single((await Board(clinic, new(2026, 12, 2))).Columns);

        Assert.Empty(column.Visits);
        Assert.Contains(column.Free, f => f.Range.Start == TestClinic.Moscow(2, 10));
    }

    [Theory]
    [InlineData("2026-03-29", 23, "00:00 01:00 03:00 04:00 05:00")]
    [InlineData("2026-10-25", 25, "00:00 01:00 02:00 02:00 03:00 04:00 05:00")]
    public async Task The_hours_are_those_of_the_sites_clock_on_the_days_it_changes(string date, int hours, string clockFaces)
    {
        var clock = new TestClock(new(2026, 3, 1, 5, 0, 0, TimeSpan.Zero));
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, "Europe/Paris", clock);
        await clinic.AddDoctor("Ночная", null, WorkHours.Of("00:00-06:00"));

        var board = await Board(clinic, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(hours, board.Day.Length.TotalHours);
        var night = board.Columns.Single(c => c.Name.Family == "Ночная");
        var full = Enumerable.Range(0, 8).Select(h => board.Shown.Start.AddHours(h)).Where(t => t < board.Shown.Start.AddHours(hours - 18));
        Assert.Equal(clockFaces, string.Join(' ', full.Select(t => board.Site.Local(t).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.DoesNotContain(night.Free, f => board.Site.Local(f.Range.Start).Hour == 2 && hours == 23);
        Assert.Equal(night.Free.Count, night.Free.Select(f => board.Site.Local(f.Range.Start).DateTime).Distinct().Count());
    }

    [Fact]
    public async Task Only_the_column_that_differs_is_a_new_object()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var before = await Board(clinic, new(2026, 12, 2));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), other));

        var after = (await Board(clinic, new(2026, 12, 2))).Keeping(before);

        Assert.Same(before.Columns[0], after.Columns[0]);
        Assert.NotSame(before.Columns[1], after.Columns[1]);
        Assert.Equal(other, after.Columns[1].DoctorId);
    }

    [Fact]
    public async Task A_room_that_another_doctor_uses_is_marked_and_not_free()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("09:00-18:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), other));

        var first = (await Board(clinic, new(2026, 12, 2))).Columns[0];

        Assert.Equal(new(TestClinic.Moscow(2, 10), TestClinic.Moscow(2, 10, 30)), Assert.Single(first.RoomTaken));
        Assert.DoesNotContain(first.Free, f => f.Range.Start == TestClinic.Moscow(2, 10));
    }

    [Fact]
    public async Task A_day_on_which_nobody_works_is_empty_and_the_past_cannot_be_booked()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db => db.Add(new Domain.Sites.Closure { SiteId = clinic.Site, From = new(2026, 12, 31), To = new(2027, 1, 8), Reason = "Праздники" }));

        var holiday = await Board(clinic, new(2027, 1, 1));
        Assert.Empty(holiday.Columns);
        Assert.True(holiday.Closed);
        Assert.Empty(Assert.Single((await Board(clinic, new(2026, 11, 30))).Columns).Free);
    }

    [Fact]
    public async Task Doctors_do_not_see_the_board()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var answer = await clinic.Get<ReadBoardDay>().Run(null, null, null, Actor.Of("d", [Roles.Doctor], clinic.Doctor), CancellationToken.None);
        Assert.Equal(ProblemCodes.Forbidden, answer.Problem?.Code);
    }

    private static async Task<BoardDay> Board(TestClinic clinic, DateOnly date) =>
        (await clinic.Get<ReadBoardDay>().Run(clinic.Site, date, null, TestClinic.Registrar, CancellationToken.None)).Value!;

    private static async Task<int> Queries(TestClinic clinic, DateOnly date)
    {
        var counter = Counter(clinic);
        using var timetables = new TimetableCache(counter, clinic.Clock);
        await timetables.Current(CancellationToken.None);
        counter.Count = 0;
        using var readings = new BoardReadings(counter, timetables, clinic.Clock);
        Assert.True((await new ReadBoardDay(readings, clinic.Clock).Run(clinic.Site, date, null, TestClinic.Registrar, CancellationToken.None)).Ok);
        return counter.Count;
    }

    /// <summary>The change log tells whether there is anything to read; what is occupied is the timetable's affair.</summary>
    private static QueryCounter Counter(TestClinic clinic) =>
        new(clinic.Database.ConnectionString, sql => !sql.Contains("\"Changes\"", StringComparison.Ordinal) && !sql.Contains("\"Occupancy\"", StringComparison.Ordinal));
}
