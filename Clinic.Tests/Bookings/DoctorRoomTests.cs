using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Calling in, running late, the week and the stamps of waiting.</summary>
public sealed class DoctorRoomTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    [Theory, EveryDatabase]
    public async Task Who_waits_is_called_in_and_a_call_is_taken_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visit = await Book(clinic, 10);
        Assert.Equal(ProblemCodes.WrongStatus, (await Call(clinic, visit)).Problem?.Code);
        await Become(clinic, visit, BookingStatus.Arrived);
        clinic.Clock.Advance(TimeSpan.FromMinutes(7));

        var called = await Call(clinic, visit);

        Assert.Equal((BookingStatus.Arrived, clinic.Clock.Now), (called.Value!.Status, called.Value.CalledAt!.Value));
        Assert.Equal(ProblemCodes.VersionMismatch, (await Call(clinic, visit, version: called.Value.Version - 1)).Problem?.Code);
        Assert.True((await Day(clinic)).Next(new(clinic.Clock.Now))!.IsCalled);
        Assert.Contains(await clinic.Read(db => db.Changes.ToListAsync()), c => c.BookingId == visit && c.Kind == ChangeKind.Booking);
        Assert.Null((await Call(clinic, visit, called: false)).Value!.CalledAt);
        await Call(clinic, visit);
        await Become(clinic, visit, BookingStatus.InProgress);
        Assert.NotNull((await clinic.Read(db => db.Bookings.SingleAsync())).CalledAt);
        await Become(clinic, visit, BookingStatus.Arrived, BookingStatus.Booked);
        Assert.Null((await clinic.Read(db => db.Bookings.SingleAsync())).CalledAt);
        Assert.Equal(["call", "call-back", "call"], await clinic.Read(db => db.Audit.Where(a => a.Action.StartsWith("call")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Running_late_shifts_whom_to_expect_when_and_moves_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Book(clinic, 10);
        var seen = await Book(clinic, 9, "+79000000002");
        await Become(clinic, seen, BookingStatus.Arrived, BookingStatus.InProgress);
        var before = await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).Select(b => new { b.Start, b.Version }).ToListAsync());

        Assert.Equal(20, (await Late(clinic, 20)).Value);

        var day = await Day(clinic);
        Assert.Equal(20, day.Delay);
        Assert.Equal(new DateTimeOffset?[] { null, new(2026, 12, 1, 10, 20, 0, TimeSpan.FromHours(3)) }, day.Visits.Select(v => v.Expected));
        Assert.Equal(before, await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).Select(b => new { b.Start, b.Version }).ToListAsync()));
        var change = await clinic.Read(db => db.Changes.OrderByDescending(c => c.Seq).FirstAsync());
        Assert.Equal((clinic.Doctor, TestClinic.Moscow(1, 0), TestClinic.Moscow(2, 0)), (change.DoctorId!.Value, change.From!.Value, change.To!.Value));
        Assert.Null(change.Touched);
        var entry = await clinic.Read(db => db.Audit.SingleAsync(a => a.Action == "delay"));
        Assert.Equal(("""{"delay":0}""", """{"delay":20}""", $"{clinic.Doctor}/2026-12-01"), (entry.Before, entry.After, entry.EntityId));

        Assert.True((await clinic.Get<SetDelay>().Run(clinic.Doctor, Today, 35, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.Equal(35, (await Day(clinic)).Delay);
        Assert.True((await Late(clinic, 0)).Ok);
        Assert.Empty(await clinic.Read(db => db.DoctorDelays.ToListAsync()));
        Assert.All((await Day(clinic)).Visits, v => Assert.Null(v.Expected));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_say_a_delay_at_once_leave_one(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var said = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => clinic.Get<SetDelay>().Run(clinic.Doctor, Today, n * 5, TestClinic.Registrar, CancellationToken.None)));

        Assert.All(said, s => Assert.True(s.Ok, s.Problem?.Code));
        Assert.Contains((await clinic.Read(db => db.DoctorDelays.SingleAsync())).Minutes, said.Select(s => s.Value));
        Assert.Equal(8, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "delay")));
    }

    [Theory, InlineData(-1, 1), InlineData(241, 1), InlineData(20, 0)]
    public async Task A_delay_is_of_minutes_within_reason_and_not_of_a_past_day(int minutes, int fromToday)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var refused = await clinic.Get<SetDelay>().Run(clinic.Doctor, Today.AddDays(fromToday - 1), minutes, Me(clinic), CancellationToken.None);

        Assert.Equal(ProblemCodes.Invalid, refused.Problem?.Code);
        Assert.Empty(await clinic.Read(db => db.DoctorDelays.ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_week_shows_shifts_visits_absences_and_free_times(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Book(clinic, 10);
        await clinic.Change(db =>
        {
            db.Add(new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 4), To = new(2026, 12, 20), Reason = DayReason.Vacation });
            return Task.CompletedTask;
        });

        var week = (await clinic.Get<ReadDoctorWeek>().Run(clinic.Doctor, new(2026, 12, 6), Me(clinic), CancellationToken.None)).Value!;

        Assert.Equal((new DateOnly(2026, 11, 30), Today, 7), (week.Monday, week.Today, week.Days.Count));
        var (past, today, away) = (week.Days[0], week.Days[1], week.Days[4]);
        Assert.Empty(past.Free);
        Assert.Equal((2, "Орлова", 6), (today.Shifts.Count, today.Visits.Single().Patient.Family, today.Load!.Value));
        Assert.Equal((15, 9), (today.Free.Count, today.Free[0].Hour));
        Assert.DoesNotContain(today.Free, f => f.TimeOfDay == TimeSpan.FromHours(10));
        Assert.Equal((NoShift.Absent, DayReason.Vacation, 0, 0), (away.WhyNot!.Value, away.Away!.Value, away.Shifts.Count, away.Free.Count));
    }

    [Fact]
    public async Task The_week_takes_the_same_number_of_queries_however_much_is_in_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var empty = await Queries(clinic);
        for (var hour = 9; hour < 13; hour++)
        {
            await Book(clinic, hour, $"+790000000{hour:00}");
        }

        Assert.Equal(empty, await Queries(clinic));
        Assert.InRange(empty, 1, 6);
    }

    [Theory, EveryDatabase]
    public async Task Waiting_times_are_what_the_stamps_say(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (visit, uncalled) = (await Book(clinic, 9), await Book(clinic, 11, "+79000000002"));
        await Book(clinic, 12, "+79000000003");
        clinic.Clock.Advance(TestClinic.Moscow(1, 8, 50) - clinic.Clock.Now);
        await Become(clinic, visit, BookingStatus.Arrived);
        await Become(clinic, uncalled, BookingStatus.Arrived);
        clinic.Clock.Advance(TimeSpan.FromMinutes(12));
        await Call(clinic, visit);
        clinic.Clock.Advance(TimeSpan.FromMinutes(3));
        await Become(clinic, visit, BookingStatus.InProgress);
        clinic.Clock.Advance(TimeSpan.FromMinutes(25));
        await Become(clinic, visit, BookingStatus.Done);

        var window = new TimeRange(TestClinic.Moscow(1, 0), TestClinic.Moscow(2, 0));
        var times = (await clinic.Get<WaitingTimes>().Run(window, new(), TestClinic.Registrar, CancellationToken.None)).Value!;

        Assert.Equal([visit, uncalled], times.Select(t => t.Booking));
        Assert.Equal(
            (TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(5)),
            (times[0].UntilCalled!.Value, times[0].UntilStarted!.Value, times[0].InRoom!.Value, times[0].Behind!.Value));
        Assert.All(new[] { times[1].UntilCalled, times[1].UntilStarted, times[1].InRoom }, t => Assert.Null(t));
        foreach (var time in times)
        {
            var booking = await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == time.Booking));
            Assert.Equal((booking.ArrivedAt!.Value, booking.CalledAt, booking.StartedAt, booking.DoneAt), (time.ArrivedAt, time.CalledAt, time.StartedAt, time.DoneAt));
        }

        Assert.Equal(times, (await clinic.Get<WaitingTimes>().Run(window, new(clinic.Doctor), Me(clinic), CancellationToken.None)).Value!);
    }

    [Fact]
    public void A_slip_is_taken_back_along_the_table()
    {
        Assert.Equal([BookingStatus.Arrived, BookingStatus.Booked, BookingStatus.Confirmed], BookingStatuses.Way(BookingStatus.NoShow, BookingStatus.Confirmed));
        Assert.Equal([BookingStatus.InProgress], BookingStatuses.Way(BookingStatus.Done, BookingStatus.InProgress));
        Assert.Empty(BookingStatuses.Way(BookingStatus.Arrived, BookingStatus.Arrived)!);
        Assert.Null(BookingStatuses.Way(BookingStatus.NoShow, BookingStatus.Pending));
        foreach (var (from, to) in Enum.GetValues<BookingStatus>().SelectMany(f => Enum.GetValues<BookingStatus>().Select(t => (f, t))))
        {
            var at = from;
            Assert.All(BookingStatuses.Way(from, to) ?? [], next =>
            {
                Assert.True(at.CanBecome(next));
                at = next;
            });
        }
    }

    private static Actor Me(TestClinic clinic) => Actor.Of("doctor", [Roles.Doctor], clinic.Doctor);

    private static async Task<DoctorDay> Day(TestClinic clinic) => (await clinic.Get<ReadDoctorDay>().Run(clinic.Doctor, null, Me(clinic), CancellationToken.None)).Value!;

    private static Task<Result<int>> Late(TestClinic clinic, int minutes) => clinic.Get<SetDelay>().Run(clinic.Doctor, Today, minutes, Me(clinic), CancellationToken.None);

    private static Task<Result<Booking>> Call(TestClinic clinic, BookingId visit, bool called = true, int? version = null) =>
        clinic.Get<CallPatient>().Run(visit, called, version, Me(clinic), CancellationToken.None);

    private static async Task<BookingId> Book(TestClinic clinic, int hour, string phone = "+79000000001")
    {
        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(1, hour)), Contact = TestClinic.Person("Орлова", phone), IdempotencyKey = Guid.NewGuid().ToString() }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value.Id;
    }

    private static async Task Become(TestClinic clinic, BookingId id, params BookingStatus[] way)
    {
        foreach (var status in way)
        {
            var result = await clinic.Get<ChangeBookingStatus>().Run(id, status, null, Me(clinic), CancellationToken.None);
            Assert.True(result.Ok, result.Problem?.Code);
        }
    }

    private static async Task<int> Queries(TestClinic clinic)
    {
        var counter = new QueryCounter(clinic.Database.ConnectionString);
        using var timetables = new TimetableCache(counter, clinic.Clock);
        await timetables.Current(CancellationToken.None);
        counter.Count = 0;
        Assert.True((await new ReadDoctorWeek(counter, timetables, clinic.Clock).Run(clinic.Doctor, null, Me(clinic), CancellationToken.None)).Ok);
        return counter.Count;
    }
}
