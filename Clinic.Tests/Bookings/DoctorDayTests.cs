using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class DoctorDayTests
{
    [Theory, EveryDatabase]
    public async Task Shows_the_own_visits_of_the_day_in_order_and_nobody_elses(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await Book(clinic, 2, 11, "Орлова", "+79000000002");
        await Book(clinic, 2, 9, "Белова", "+79000000003");
        await Book(clinic, 3, 9, "Завтрашняя", "+79000000004");
        await Book(clinic, 2, 10, "Чужая", "+79000000005", other);
        var cancelled = await Book(clinic, 2, 12, "Отменённая", "+79000000006");
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(cancelled), null, byPatient: true, TestClinic.Registrar, CancellationToken.None);

        var day = (await Read(clinic, clinic.Doctor, clinic.Doctor, new(2026, 12, 2))).Value!;

        Assert.Equal(["Белова", "Орлова"], day.Visits.Select(v => v.Patient.Family));
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.FromHours(3)), day.Visits[0].Start);
        Assert.Equal([9, 14], day.Shifts.Select(s => s.Start.Hour));
        Assert.Equal("101", day.Visits[0].Room);
        Assert.Equal(46, day.Visits[0].Age);
        Assert.Null(day.Next(new(clinic.Clock.Now)));
    }

    [Fact]
    public async Task Nobody_but_the_doctor_reads_the_day()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        Actor[] actors =
        [
            Actor.Of("other", [Roles.Doctor], other),
            Actor.Of("not linked", [Roles.Doctor], null),
            Actor.Of("administrator", [Roles.Administrator], clinic.Doctor),
            TestClinic.Registrar,
            Actor.Stranger,
        ];

        foreach (var actor in actors)
        {
            var day = await clinic.Get<ReadDoctorDay>().Run(clinic.Doctor, null, actor, CancellationToken.None);
            Assert.Equal(ProblemCodes.Forbidden, day.Problem?.Code);
        }
    }

    [Fact]
    public async Task Next_is_who_is_in_the_room_then_who_waits_then_who_is_expected()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var first = await Book(clinic, 1, 9, "Первая", "+79000000001");
        var second = await Book(clinic, 1, 10, "Вторая", "+79000000002");
        var third = await Book(clinic, 1, 11, "Третья", "+79000000003");
        clinic.Clock.Advance(TestClinic.Moscow(1, 9, 10) - clinic.Clock.Now);
        Assert.Equal(first, await Next(clinic));

        await Become(clinic, third, BookingStatus.Arrived);
        Assert.Equal(third, await Next(clinic));
        await Become(clinic, second, BookingStatus.Arrived);
        Assert.Equal(second, await Next(clinic));
        await Become(clinic, third, BookingStatus.InProgress);
        Assert.Equal(third, await Next(clinic));
        await Become(clinic, third, BookingStatus.Done);
        await Become(clinic, second, BookingStatus.InProgress);
        await Become(clinic, second, BookingStatus.Done);
        Assert.Equal(first, await Next(clinic));

        // The first one's time passes without her.
        clinic.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await Next(clinic));
    }

    [Fact]
    public async Task A_day_without_a_shift_says_why()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db =>
        {
            db.Add(new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 5), To = new(2026, 12, 6) });
            return Task.CompletedTask;
        });

        Assert.Equal(NoShift.Absent, (await Read(clinic, clinic.Doctor, clinic.Doctor, new(2026, 12, 5))).Value!.WhyNot);
        Assert.Null((await Read(clinic, clinic.Doctor, clinic.Doctor, new(2026, 12, 7))).Value!.WhyNot);
        Assert.Equal(NoShift.OutsideRoster, (await Read(clinic, clinic.Doctor, clinic.Doctor, new(2019, 12, 2))).Value!.WhyNot);
    }

    [Fact]
    public async Task Today_is_the_sites_date_not_the_servers()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        clinic.Clock.Advance(new DateTime(2026, 12, 1, 21, 30, 0, DateTimeKind.Utc) - clinic.Clock.Now);

        var day = (await Read(clinic, clinic.Doctor, clinic.Doctor, null)).Value!;

        Assert.Equal(new(2026, 12, 2), day.Date);
        Assert.Equal(new DateTime(2026, 12, 2, 21, 0, 0, DateTimeKind.Utc), day.TodayEnds);
    }

    private static Task<Result<DoctorDay>> Read(TestClinic clinic, DoctorId doctor, DoctorId me, DateOnly? date) =>
        clinic.Get<ReadDoctorDay>().Run(doctor, date, Actor.Of("doctor", [Roles.Doctor], me), CancellationToken.None);

    private static async Task<BookingId?> Next(TestClinic clinic) =>
        (await Read(clinic, clinic.Doctor, clinic.Doctor, null)).Value!.Next(new(clinic.Clock.Now))?.Id;

    private static async Task<BookingId> Book(TestClinic clinic, int day, int hour, string family, string phone, DoctorId? doctor = null)
    {
        var booked = await clinic.Book(clinic.Slot(TestClinic.Moscow(day, hour), doctor), TestClinic.Person(family, phone));
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value.Id;
    }

    private static async Task Become(TestClinic clinic, BookingId id, BookingStatus status)
    {
        var result = await clinic.Get<ChangeBookingStatus>().Run(id, status, null, Actor.Of("doctor", [Roles.Doctor], clinic.Doctor), CancellationToken.None);
        Assert.True(result.Ok, result.Problem?.Code);
    }
}
