using Clinic.Domain.Rosters;
using Xunit;

namespace Clinic.Tests.Rosters;

/// <summary>The dates of patterns where calendars turn, and the text form.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("OddDates:1234567", "2026-12-28", "2027-01-04", "29 31 1 3")]
    [InlineData("EvenDates:1234567", "2026-12-28", "2027-01-04", "28 30 2 4")]
    [InlineData("OddDates:1234567", "2027-02-26", "2027-03-03", "27 1 3")]
    [InlineData("OddDates:1234567", "2028-02-26", "2028-03-03", "27 29 1 3")]
    [InlineData("EvenDates:123456", "2026-11-21", "2026-11-30", "24 26 28 30")]
    [InlineData("Rotation:2026-12-01:2:2", "2026-12-28", "2027-01-05", "29 30 2 3")]
    [InlineData("Rotation:2026-12-01:2:2:123456", "2026-12-28", "2027-01-05", "29 30 2")]
    [InlineData("Rotation:2028-02-27:1:1", "2028-02-26", "2028-03-04", "27 29 2 4")]
    [InlineData("Rotation:2026-12-01:1:3", "2026-11-20", "2026-12-02", "23 27 1")]
    [InlineData("AlternateWeeks:2026-12-26:67", "2026-12-20", "2027-01-18", "26 27 9 10")]
    [InlineData("NthWeekdays:1,3:2", "2026-12-01", "2027-01-31", "1 15 5 19")]
    [InlineData("NthWeekdays:5:1", "2026-11-01", "2027-03-31", "30 29")]
    [InlineData("NthWeekdays:-1:5", "2026-12-01", "2027-02-28", "25 29 26")]
    [InlineData("NthWeekdays:-1:2", "2028-02-01", "2028-02-29", "29")]
    [InlineData("MonthDays:29-31:1234567", "2027-01-28", "2027-03-30", "29 30 31 29 30")]
    [InlineData("MonthDays:1,15:12345", "2026-11-01", "2027-01-31", "1 15 1 15")]
    [InlineData("Dates:2026-12-03,2026-12-30..2027-01-02:1234567", "2026-12-01", "2027-01-31", "3 30 31 1 2")]
    [InlineData("Dates:2026-12-03,2026-12-30..2027-01-02:45", "2026-12-01", "2027-01-31", "3 31 1")]
    [InlineData("Weekdays:12345 except 2026-12-30,2027-01-01..2027-01-09", "2026-12-29", "2027-01-12", "29 31 11 12")]
    public void Covers_the_right_days(string text, string from, string to, string days)
    {
        var pattern = RosterPattern.Parse(text);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var (first, last) = (DateOnly.Parse(from, culture), DateOnly.Parse(to, culture));

        var covered = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(pattern.Covers).Select(d => d.Day.ToString(culture));

        Assert.Equal(days, string.Join(' ', covered));
        Assert.Equal(text, pattern.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Weekdays:")]
    [InlineData("Weekdays:8")]
    [InlineData("Weekdays:11")]
    [InlineData("Weekdays:1:2")]
    [InlineData("EvenDates:0")]
    [InlineData("Rotation:2026-12-01:0:2")]
    [InlineData("Rotation:2026-12-01:2:-1")]
    [InlineData("Rotation:2026-12-32:2:2")]
    [InlineData("Rotation:2026-12-01:99999999999:2")]
    [InlineData("NthWeekdays:6:1")]
    [InlineData("NthWeekdays:0:1")]
    [InlineData("MonthDays:32:1")]
    [InlineData("MonthDays:10-1:1")]
    [InlineData("Dates:2026-06-31:1")]
    [InlineData("Dates:2026-06-30..2026-06-01:1")]
    [InlineData("Weekdays:1 except ")]
    [InlineData("Weekdays:1 except 2026-13-01")]
    [InlineData("anything")]
    public void Text_in_another_form_is_refused(string text)
    {
        Assert.False(RosterPattern.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RosterPattern.Parse(text));
    }

    [Fact]
    public void What_cannot_be_cannot_be_built()
    {
        Assert.Throws<ArgumentException>(() => RosterPattern.OnWeekdays(""));
        Assert.Throws<ArgumentException>(() => RosterPattern.Rotating(new(2026, 12, 1), 0, 2));
        Assert.Throws<ArgumentException>(() => RosterPattern.OnNthWeekdays([], "1"));
        Assert.Throws<ArgumentException>(() => RosterPattern.OnMonthDays([]));
        Assert.Throws<ArgumentException>(() => RosterPattern.OnDates([]));
        Assert.Throws<ArgumentException>(() => new DateSpan(new(2026, 12, 2), new(2026, 12, 1)));
        Assert.Throws<ArgumentException>(() => RosterPattern.OnDates(Enumerable.Range(0, 200).Select(i => DateSpan.Of(new DateOnly(2026, 1, 1).AddDays(2 * i)))));
    }

    [Fact]
    public void Spans_that_touch_are_one()
    {
        var pattern = RosterPattern.OnDates([DateSpan.Of(new(2027, 1, 1)), DateSpan.Of(new(2026, 12, 31)), new(new(2026, 12, 30), new(2026, 12, 31))]);
        Assert.Equal("Dates:2026-12-30..2027-01-01:1234567", pattern.ToString());
        Assert.Equal(RosterPattern.Parse(pattern.ToString()), pattern);
    }

}
