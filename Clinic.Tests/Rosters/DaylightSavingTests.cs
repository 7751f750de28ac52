using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Rosters;

/// <summary>Slots on the two days of the year on which clocks change.</summary>
public sealed class DaylightSavingTests
{
    [Theory]
    [InlineData("Europe/Paris", "2027-03-28", 46, "02:")]
    [InlineData("Europe/Paris", "2027-10-31", 48, null)]
    [InlineData("Australia/Lord_Howe", "2027-10-03", 47, "02:0")]
    [InlineData("Australia/Lord_Howe", "2027-04-04", 48, null)]
    [InlineData("Asia/Tehran", "2027-03-22", 48, null)]
    [InlineData("America/Asuncion", "2027-03-28", 48, null)]
    [InlineData("Europe/Moscow", "2027-03-28", 48, null)]
    public async Task A_round_the_clock_day_offers_every_local_half_hour_once(string zone, string day, int slots, string? missing)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone, new(new(date.AddDays(-3).ToDateTime(default), TimeSpan.Zero)));
        var doctor = await clinic.AddDoctor("Дежурный", null, WorkHours.Of("00:00-00:00"));
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);

        var found = await clinic.Slots(WallClock.FirstInstant(info, date), WallClock.FirstInstant(info, date.AddDays(1)), doctor);

        var starts = found.Where(s => s.Range.Start < WallClock.FirstInstant(info, date.AddDays(1))).Select(s => TimeZoneInfo.ConvertTimeFromUtc(s.Range.Start, info).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(starts.Distinct(), starts);
        Assert.Equal(slots, starts.Count);
        Assert.All(found, s => Assert.Equal(TimeSpan.FromMinutes(30), s.Range.Length));
        if (missing is not null)
        {
            Assert.DoesNotContain(starts, s => s.StartsWith(missing, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_shift_across_the_missing_hour_loses_it_and_one_across_the_double_hour_takes_it_once()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var night = new WorkStretch(new(1, 0), new(4, 0));

        Assert.Equal(TimeSpan.FromHours(2), Total(WallClock.ToUtc(paris, new(2027, 3, 28), night)));
        Assert.Equal(TimeSpan.FromHours(3), Total(WallClock.ToUtc(paris, new(2027, 10, 31), night)));
        Assert.Equal(TimeSpan.FromHours(3), Total(WallClock.ToUtc(paris, new(2027, 6, 1), night)));
    }

    [Fact]
    public void An_afternoon_after_the_change_keeps_its_wall_clock()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var range = Assert.Single(WallClock.ToUtc(paris, new(2027, 3, 28), new(new(13, 0), new(17, 0))));
        Assert.Equal(new DateTime(2027, 3, 28, 11, 0, 0, DateTimeKind.Utc), range.Start);
    }

    private static TimeSpan Total(IEnumerable<TimeRange> ranges) => ranges.Aggregate(TimeSpan.Zero, (sum, r) => sum + r.Length);
}
