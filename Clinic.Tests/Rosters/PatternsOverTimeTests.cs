using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters;

/// <summary>Every pattern where calendars turn and clocks change, as the search finds it: the right local dates, the same wall clock on each.</summary>
public sealed class PatternsOverTimeTests
{
    private static readonly DateOnly Anchor = new(2026, 12, 1);
    private static readonly string[] Day = ["09:00", "09:30", "10:00", "10:30", "14:00", "14:30"];

    /// <summary>What each pattern means, said once more in another way.</summary>
    private static readonly Dictionary<string, Func<DateOnly, bool>> Meanings = new()
    {
        ["Weekdays:15"] = d => d.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Friday,
        ["EvenDates:1234567"] = d => int.IsEvenInteger(d.Day),
        ["OddDates:1234567"] = d => int.IsOddInteger(d.Day),
        ["OddDates:123456"] = d => int.IsOddInteger(d.Day) && d.DayOfWeek != DayOfWeek.Sunday,
        ["AlternateWeeks:2026-12-01:24"] = d => d.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday && int.IsEvenInteger((ISOWeek.ToDateTime(ISOWeek.GetYear(At(d)), ISOWeek.GetWeekOfYear(At(d)), DayOfWeek.Monday) - new DateTime(2026, 11, 30)).Days / 7),
        ["Rotation:2026-12-01:2:2"] = d => (d.DayNumber - Anchor.DayNumber) % 4 is 0 or 1,
        ["Rotation:2026-12-01:1:3"] = d => (d.DayNumber - Anchor.DayNumber) % 4 == 0,
        ["NthWeekdays:2,4:7"] = d => d.DayOfWeek == DayOfWeek.Sunday && Enumerable.Range(1, d.Day).Count(n => new DateOnly(d.Year, d.Month, n).DayOfWeek == DayOfWeek.Sunday) is 2 or 4,
        ["NthWeekdays:-1:7"] = d => d.DayOfWeek == DayOfWeek.Sunday && d.AddDays(7).Month != d.Month,
        ["MonthDays:1,15,28-31:1234567"] = d => d.Day is 1 or 15 or >= 28,
        ["Weekdays:1234567 except 2027-03-28"] = d => d != new DateOnly(2027, 3, 28),
    };

    /// <summary>Both changes of the clocks, the ends of February and of the year, with the zone's own half hours and quarters.</summary>
    private static readonly (string Zone, string From, string To)[] Turns =
    [
        ("Europe/Paris", "2027-03-24", "2027-04-02"), ("Europe/Paris", "2027-10-27", "2027-11-05"),
        ("America/New_York", "2027-03-10", "2027-03-18"), ("America/New_York", "2027-11-03", "2027-11-11"),
        ("Australia/Lord_Howe", "2027-10-01", "2027-10-08"), ("Australia/Lord_Howe", "2027-04-01", "2027-04-08"),
        ("Pacific/Chatham", "2027-09-24", "2027-10-02"), ("America/Santiago", "2027-09-01", "2027-09-09"),
        ("Asia/Kolkata", "2027-02-25", "2027-03-04"), ("Asia/Kathmandu", "2028-02-25", "2028-03-04"), ("Europe/Moscow", "2026-12-28", "2027-01-05"),
    ];

    public static TheoryData<string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var (zone, from, to) in Turns)
        {
            foreach (var pattern in Meanings.Keys)
            {
                data.Add(zone, from, to, pattern);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_pattern_works_on_its_local_dates_at_its_wall_clock(string zone, string from, string to, string pattern)
    {
        var (first, last) = (Date(from), Date(to));
        await using var clinic = await Clinic(zone, first);
        var doctor = await clinic.AddDoctor("Сменный", null, WorkHours.Of("09:00-11:00,14:00-15:00"), RosterPattern.Parse(pattern));

        var found = await Locals(clinic, zone, doctor, first, last);

        var expected = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(Meanings[pattern]).ToList();
        Assert.Equal(expected, found.Select(l => DateOnly.FromDateTime(l)).Distinct());
        Assert.All(expected, d => Assert.Equal(Day, found.Where(l => DateOnly.FromDateTime(l) == d).Select(l => l.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-27", 22)]
    [InlineData("Europe/Paris", "2027-10-30", 24)]
    [InlineData("America/New_York", "2027-03-13", 22)]
    [InlineData("America/New_York", "2027-11-06", 24)]
    [InlineData("Australia/Lord_Howe", "2027-10-02", 23)]
    [InlineData("Australia/Lord_Howe", "2027-04-03", 24)]
    [InlineData("Asia/Kolkata", "2027-02-28", 24)]
    [InlineData("Asia/Kathmandu", "2028-02-29", 24)]
    [InlineData("Europe/Moscow", "2026-12-31", 24)]
    public async Task A_night_belongs_to_the_date_it_begins_on_and_has_the_hours_that_the_clock_shows(string zone, string day, int halfHours)
    {
        var date = Date(day);
        await using var clinic = await Clinic(zone, date);
        var doctor = await clinic.AddDoctor("Ночной", null, WorkHours.Of("20:00-08:00"), RosterPattern.OnDates([DateSpan.Of(date)]));

        var found = await Locals(clinic, zone, doctor, date.AddDays(-1), date.AddDays(2));

        Assert.Equal(date.ToDateTime(new(20, 0)), found[0]);
        Assert.Equal(date.AddDays(1).ToDateTime(new(7, 30)), found[^1]);
        Assert.Equal(halfHours, found.Count);
        Assert.Equal(found.Distinct(), found);
        Assert.All(found, l => Assert.False(TimeZoneInfo.FindSystemTimeZoneById(zone).IsInvalidTime(l)));
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28", "01:00 01:30 03:00 03:30 04:00 04:30")]
    [InlineData("Europe/Paris", "2027-10-31", "01:00 01:30 03:00 03:30 04:00 04:30")]
    [InlineData("Australia/Lord_Howe", "2027-10-03", "01:00 01:30 03:00 03:30 04:00 04:30")]
    [InlineData("Asia/Kathmandu", "2027-03-28", "01:00 01:30 03:00 03:30 04:00 04:30")]
    public async Task A_break_keeps_its_wall_clock_in_the_night_of_the_change(string zone, string day, string times)
    {
        var date = Date(day);
        await using var clinic = await Clinic(zone, date);
        var doctor = await clinic.AddDoctor("Ранний", null, WorkHours.Of("01:00-02:00,03:00-05:00"), RosterPattern.OnDates([DateSpan.Of(date)]));

        Assert.Equal(times, string.Join(' ', (await Locals(clinic, zone, doctor, date, date)).Select(l => l.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28")]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("America/New_York", "2027-11-07")]
    [InlineData("Australia/Lord_Howe", "2027-04-04")]
    [InlineData("Asia/Kathmandu", "2027-03-01")]
    [InlineData("Pacific/Kiritimati", "2027-01-01")]
    [InlineData("Pacific/Pago_Pago", "2028-02-29")]
    public async Task Closures_absences_and_other_hours_hold_from_local_midnight_to_local_midnight(string zone, string day)
    {
        var date = Date(day);
        await using var clinic = await Clinic(zone, date);
        var closed = await clinic.AddDoctor("Первый", null, WorkHours.Of("00:00-00:00"));
        var (away, other) = (await clinic.AddDoctor("Второй", null, WorkHours.Of("00:00-00:00")), await clinic.AddDoctor("Третий", null, WorkHours.Of("00:00-00:00")));
        await clinic.Change(db =>
        {
            db.AddRange(
                new Absence { DoctorId = away, From = date, To = date, Reason = DayReason.Sick },
                new RosterException { DoctorId = other, SiteId = clinic.Site, Date = date, Hours = WorkHours.Of("23:00-00:00"), Reason = DayReason.Hours });
            return Task.CompletedTask;
        });

        var (absent, changed) = (await Locals(clinic, zone, away, date.AddDays(-1), date.AddDays(1)), await Locals(clinic, zone, other, date, date));
        Assert.Equal([date.AddDays(-1), date.AddDays(1)], absent.Select(l => DateOnly.FromDateTime(l)).Distinct());
        Assert.Equal(["23:30", "00:00"], new[] { absent.Last(l => l < date.ToDateTime(default)), absent.First(l => l > date.ToDateTime(default)) }.Select(l => l.ToString("HH:mm", CultureInfo.InvariantCulture)));
        Assert.Equal(["23:00", "23:30"], changed.Select(l => l.ToString("HH:mm", CultureInfo.InvariantCulture)));

        await clinic.Change(db => Task.FromResult(db.Add(new Closure { SiteId = clinic.Site, From = date, To = date, Reason = "Праздник" })));
        Assert.Empty(await Locals(clinic, zone, closed, date, date));
        Assert.Equal([date.AddDays(-1), date.AddDays(1)], (await Locals(clinic, zone, closed, date.AddDays(-1), date.AddDays(1))).Select(l => DateOnly.FromDateTime(l)).Distinct());
    }

    [Theory]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Australia/Eucla")]
    [InlineData("Pacific/Chatham")]
    [InlineData("Europe/Moscow")]
    public async Task Times_are_round_by_the_clock_on_the_wall_whatever_the_zone(string zone)
    {
        var date = new DateOnly(2027, 2, 3);
        await using var clinic = await Clinic(zone, date);
        var doctor = await clinic.AddDoctor("Дневной", null, WorkHours.Of("09:10-12:00,12:50-14:35"));

        Assert.Equal("09:15 09:45 10:15 10:45 11:15 13:00 13:30 14:00", string.Join(' ', (await Locals(clinic, zone, doctor, date, date)).Select(l => l.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    [Theory, EveryDatabase]
    public async Task When_a_country_changes_its_clock_rosters_keep_the_wall_and_bookings_keep_their_instants(DatabaseProvider provider)
    {
        // A new version of a zone's data is to the clinic as another zone under the same name.
        await using var clinic = await TestClinic.Create(provider, "Europe/Samara");
        var date = new DateOnly(2026, 12, 2);
        var start = date.ToDateTime(new(10, 0), DateTimeKind.Utc).AddHours(-4);
        var booked = (await clinic.Book(clinic.Slot(start))).Value!;
        Assert.DoesNotContain(date.ToDateTime(new(10, 0)), await Locals(clinic, "Europe/Samara", clinic.Doctor, date, date));

        await clinic.Change(async db => (await db.Sites.AsTracking().SingleAsync()).TimeZone = "Europe/Moscow");

        var after = await Locals(clinic, "Europe/Moscow", clinic.Doctor, date, date);
        Assert.Equal(date.AddDays(1).ToDateTime(new(9, 0)), (await Locals(clinic, "Europe/Moscow", clinic.Doctor, date.AddDays(1), date.AddDays(1)))[0]);
        Assert.Contains(date.ToDateTime(new(10, 0)), after);
        Assert.DoesNotContain(date.ToDateTime(new(9, 0)), after);
        Assert.Equal(start, (await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == booked.Id))).Start);
        Assert.Equal(Domain.Problems.ProblemCodes.SlotTaken, (await clinic.Book(clinic.Slot(start), HandMade.Somebody(2))).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public void A_stretch_is_the_same_on_the_wall_under_two_versions_of_a_law()
    {
        var (old, now) = (Law(TimeSpan.FromHours(5)), Law(TimeSpan.FromHours(5), new DateOnly(2027, 7, 1)));
        var stretch = new WorkStretch(new(9, 0), new(17, 0));
        foreach (var (law, offset) in new[] { (old, 5), (now, 6) })
        {
            var range = Assert.Single(WallClock.ToUtc(law, new(2027, 7, 5), stretch));
            Assert.Equal(new DateTime(2027, 7, 5, 9 - offset, 0, 0, DateTimeKind.Utc), range.Start);
            Assert.Equal(TimeSpan.FromHours(8), range.Length);
        }

        Assert.Equal(WallClock.ToUtc(old, new(2027, 6, 5), stretch), WallClock.ToUtc(now, new(2027, 6, 5), stretch));
    }

    /// <summary>A zone whose clocks go one hour forward for good on a date.</summary>
    private static TimeZoneInfo Law(TimeSpan offset, DateOnly? from = null) => TimeZoneInfo.CreateCustomTimeZone("Law", offset, "Law", "Law", "Law later", from is not { } date ? null :
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            date.ToDateTime(default), DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 0, 0, 0), 1, 1), TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 23, 59, 59), 12, 31)),
    ]);

    private static Task<TestClinic> Clinic(string zone, DateOnly first) => TestClinic.Create(DatabaseProvider.Sqlite, zone, new(new(first.AddDays(-5).ToDateTime(default), TimeSpan.Zero)));

    /// <summary>The wall clock of the site at every start the desk finds on the dates.</summary>
    private static async Task<List<DateTime>> Locals(TestClinic clinic, string zone, DoctorId doctor, DateOnly first, DateOnly last)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var window = new TimeRange(first.AddDays(-2).ToDateTime(default, DateTimeKind.Utc), last.AddDays(3).ToDateTime(default, DateTimeKind.Utc));
        var found = await clinic.Get<FindSlots>().Run(new() { Doctor = doctor, Window = window, Channel = Channel.Registry }, CancellationToken.None);
        return [.. found.Slots.Select(s => TimeZoneInfo.ConvertTimeFromUtc(s.Range.Start, info)).Where(l => DateOnly.FromDateTime(l) >= first && DateOnly.FromDateTime(l) <= last)];
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime At(DateOnly date) => date.ToDateTime(TimeOnly.MinValue);
}
