using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

/// <summary>The board of any past minute is the very board that was there.</summary>
public sealed class PastBoardTests
{
    private const int Steps = 70;
    private static readonly DateOnly[] Days = [new(2026, 12, 2), new(2026, 12, 3), new(2026, 12, 14)];
    private static readonly BookingStatus[] Statuses = [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done, BookingStatus.NoShow, BookingStatus.Booked];

    [Theory, EveryDatabase]
    public async Task Every_minute_of_a_random_life_is_shown_again_as_it_was(DatabaseProvider provider)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CLINIC_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"CLINIC_TEST_SEED={seed}");
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var life = new RandomLife(clinic, [clinic.Doctor, other], new(seed));
        var remembered = new List<(DateTime At, DateOnly Day, string Picture)>();
        for (var i = 0; i < Steps || (life.Done.Count < RandomLife.Kinds && i < 10 * Steps); i++)
        {
            await life.Step();
            foreach (var day in Days)
            {
                remembered.Add((clinic.Clock.Now, day, Picture((await clinic.Get<ReadBoardDay>().Run(clinic.Site, day, null, TestClinic.Registrar, Cancel)).Value!)));
            }

            clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(remembered, m => Assert.Equal($"{m.At:HH:mm} {m.Day} {m.Picture}", $"{m.At:HH:mm} {m.Day} {Picture(Past(clinic, m.Day, m.At).Day)}"));
        Assert.True(life.Done.Count == RandomLife.Kinds, $"only {string.Join(", ", life.Done)}; CLINIC_TEST_SEED={seed}");
        Assert.True(remembered.Select(m => m.Picture).Distinct().Count() > 30);
    }

    /// <summary>A visit that came to the day and left it again to an earlier one leaves no trace that begins on the day.</summary>
    [Theory, EveryDatabase]
    public async Task A_visit_that_was_on_the_day_for_a_while_only_is_shown_for_that_while(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!;
        clinic.Clock.Advance(TimeSpan.FromMinutes(10));
        await Move(clinic, booked.Id, TestClinic.Moscow(14, 10));
        var between = clinic.Clock.Now;
        clinic.Clock.Advance(TimeSpan.FromMinutes(10));
        await Move(clinic, booked.Id, TestClinic.Moscow(2, 10));

        Assert.Single(Past(clinic, new(2026, 12, 14), between).Day.Columns.SelectMany(c => c.Visits));
        Assert.Empty(Past(clinic, new(2026, 12, 2), between).Day.Columns.SelectMany(c => c.Visits));
        Assert.Empty(Past(clinic, new(2026, 12, 14), clinic.Clock.Now).Day.Columns.SelectMany(c => c.Visits));
    }

    [Fact]
    public async Task The_steps_lead_from_change_to_change()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (day, start) = (new DateOnly(2026, 12, 2), clinic.Clock.Now);
        for (var hour = 9; hour < 12; hour++)
        {
            await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour)), TestClinic.Person(phone: $"+7 900 000-00-{hour:00}"));
            clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var counts = new List<int>();
        for (DateTime? at = clinic.Clock.Now; at is { } moment;)
        {
            var past = Past(clinic, day, moment);
            counts.Add(past.Day.Columns.Sum(c => c.Visits.Count));
            at = past.Previous;
        }

        Assert.Equal([3, 2, 1, 0], counts);
        Assert.Equal(start.AddMinutes(5), Past(clinic, day, start.AddMinutes(1)).Next);
        Assert.Null(Past(clinic, day, clinic.Clock.Now).Next);
    }

    [Fact]
    public async Task Nothing_of_the_past_can_be_booked_and_the_wall_clock_of_the_site_tells_the_moment()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(2, 12)), Actor.Stranger, Cancel);

        var past = Past(clinic, new(2026, 12, 2), new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Unspecified));

        Assert.Equal(clinic.Clock.Now, past.Moment);
        var column = Assert.Single(past.Day.Columns);
        Assert.Single(column.Visits);
        Assert.Empty(column.Free);
        Assert.Empty(column.Holds);
        Assert.Equal(2, column.Shifts.Count);
        Assert.Equal(clinic.Clock.Now, Past(clinic, new(2026, 12, 2), clinic.Clock.Now.AddYears(1)).Moment);
    }

    [Fact]
    public async Task The_past_takes_as_many_queries_whatever_happened()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var empty = await Queries(clinic);
        for (var hour = 9; hour < 13; hour++)
        {
            var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour)), TestClinic.Person(phone: $"+7 900 000-00-{hour:00}"))).Value!;
            await Move(clinic, booked.Id, TestClinic.Moscow(3, hour));
            await Move(clinic, booked.Id, TestClinic.Moscow(2, hour));
        }

        Assert.Equal(empty, await Queries(clinic));
        Assert.Equal(12, empty);
    }

    [Fact]
    public async Task Only_reception_looks_back()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        foreach (var actor in new[] { Actor.Of("d", [Roles.Doctor], clinic.Doctor), Actor.Stranger, Actor.Of("n", [], null) })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBoardAsOf>().Run(clinic.Site, null, clinic.Clock.Now, actor, Cancel)).Problem?.Code);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PastBoard Past(TestClinic clinic, DateOnly day, DateTime at) => clinic.Get<ReadBoardAsOf>().Run(clinic.Site, day, at, TestClinic.Registrar, Cancel).GetAwaiter().GetResult().Value!;

    private static Task<Result<BookingReceipt>> Move(TestClinic clinic, BookingId id, DateTime to) => clinic.Get<MoveBooking>().Run(BookingRef.Id(id), clinic.Slot(to), null, TestClinic.Registrar, Cancel);

    // SQLite keeps no zeros behind the point.
    private const decimal Unscaled = 1.000000000000000000000000000m;

    private static string Picture(BoardDay day) => string.Join('\n', day.Columns.Where(c => c.Visits.Count > 0).Select(c => $"{c.DoctorId}: {string.Join("; ", c.Visits.Select(v => v with { Price = v.Price / Unscaled }))}"));

    private static async Task<int> Queries(TestClinic clinic)
    {
        var counter = new QueryCounter(clinic.Database.ConnectionString);
        using var timetables = new TimetableCache(counter, clinic.Clock);
        await timetables.Current(Cancel);
        counter.Count = 0;
        Assert.True((await new ReadBoardAsOf(counter, timetables, clinic.Clock).Run(clinic.Site, new(2026, 12, 2), clinic.Clock.Now, TestClinic.Registrar, Cancel)).Ok);
        return counter.Count;
    }

    /// <summary>Books, moves, cancels, identifies and takes visits along at random; what is refused is refused.</summary>
    private sealed class RandomLife(TestClinic clinic, DoctorId[] doctors, Random random)
    {
        public const int Kinds = 5;
        private readonly List<BookingId> bookings = [];

        public HashSet<string> Done { get; } = [];

        public async Task Step()
        {
            var kind = bookings.Count < 3 ? 0 : random.Next(10);
            var (name, ok) = kind switch
            {
                < 3 => ("book", await Book()),
                < 6 => ("move", (await clinic.Get<MoveBooking>().Run(BookingRef.Id(Any()), Slot(), null, TestClinic.Registrar, Cancel)).Ok),
                < 7 => ("cancel", (await clinic.Get<CancelBooking>().Run(BookingRef.Id(Any()), null, random.Next(2) == 0, TestClinic.Registrar, Cancel)).Ok),
                < 9 => ("status", (await clinic.Get<ChangeBookingStatus>().Run(Any(), Statuses[random.Next(Statuses.Length)], null, TestClinic.Registrar, Cancel)).Ok),
                _ => ("identify", (await clinic.Get<IdentifyPatient>().Run(Any(), null, null, TestClinic.Registrar, Cancel)).Ok),
            };
            if (ok)
            {
                Done.Add(name);
            }
        }

        private async Task<bool> Book()
        {
            var person = TestClinic.Person($"Фамилия{(char)('а' + random.Next(20))}", $"+7 900 000-{random.Next(100):00}-{random.Next(100):00}");
            var booked = random.Next(2) == 0
                ? await clinic.Book(Slot(), person)
                : await clinic.Get<BookAppointment>().Run(new() { Slot = Slot(), Contact = person }, TestClinic.Registrar, Cancel);
            if (booked.Ok)
            {
                bookings.Add(booked.Value.Id);
            }

            return booked.Ok;
        }

        private BookingId Any() => bookings[random.Next(bookings.Count)];

        private SlotId Slot() => clinic.Slot(TestClinic.Moscow(Days[random.Next(Days.Length)].Day, random.Next(9, 18), random.Next(2) * 30), doctors[random.Next(doctors.Length)]);
    }
}
