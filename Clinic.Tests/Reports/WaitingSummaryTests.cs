using Clinic.Domain.Reports;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Reports;

public sealed class WaitingSummaryTests
{
    private static readonly DateTime Nine = new(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_no_visits_there_is_nothing_to_say()
    {
        var summary = WaitingSummary.Of([]);

        Assert.Equal(new(0, 0, null, null, null, 0, 0), summary);
        Assert.Null(summary.QuarterShare);
    }

    [Fact]
    public void One_visit_is_the_middle_and_the_nine_of_ten()
    {
        var summary = WaitingSummary.Of([Visit(arrived: -10, called: 2, begun: 5, done: 25)]);

        Assert.Equal(new(1, 1, Both(12), Both(5), Both(20), 0, 0), summary);
    }

    [Fact]
    public void Who_waits_still_is_counted_and_is_in_no_median()
    {
        var summary = WaitingSummary.Of([Visit(arrived: 0, begun: 4), Visit(arrived: -50, called: 30), Visit(arrived: -90)]);

        Assert.Equal(new(3, 1, Both(4), Both(4), null, 0, 0), summary);
        Assert.Equal((2, 0d), (summary.NotBegun, summary.QuarterShare!.Value));
    }

    [Fact]
    public void Who_comes_an_hour_early_waits_an_hour_and_the_clinic_is_not_late()
    {
        var summary = WaitingSummary.Of([Visit(arrived: -60, begun: 0, done: 30)]);

        Assert.Equal((Both(60), Both(0), 1), (summary.Waited, summary.Behind, summary.OverHalf));
        Assert.Equal(Both(-5), WaitingSummary.Of([Visit(arrived: -60, begun: -5)]).Behind);
    }

    [Fact]
    public void Who_comes_late_is_not_the_delay_of_the_clinic()
    {
        var summary = WaitingSummary.Of([Visit(arrived: 20, called: 21, begun: 23)]);

        Assert.Equal((Both(1), Both(3)), (summary.Waited, summary.Behind));
    }

    [Fact]
    public void Between_two_visits_the_value_lies_where_a_spreadsheet_has_it()
    {
        var spread = Spread.Of(Enumerable.Range(1, 10).Reverse().Select(m => (TimeSpan?)TimeSpan.FromMinutes(m)).Append(null))!;

        Assert.Equal((TimeSpan.FromMinutes(5.5), TimeSpan.FromMinutes(9.1)), (spread.Median, spread.Ninth));
    }

    [Fact]
    public void A_quarter_of_an_hour_to_the_second_is_not_longer_than_that()
    {
        var second = TimeSpan.FromSeconds(1);
        var visits = new[] { Visit(0, begun: 15), Visit(0, begun: 30), Visit(0, begun: 2), Visit(0, begun: 1) };

        Assert.Equal((1, 0), (WaitingSummary.Of(visits).OverQuarter, WaitingSummary.Of(visits).OverHalf));
        var longer = WaitingSummary.Of([.. visits.Select(v => v with { StartedAt = v.StartedAt + second })]);
        Assert.Equal((2, 1, 0.5, 0.25), (longer.OverQuarter, longer.OverHalf, longer.QuarterShare!.Value, longer.HalfShare!.Value));
    }

    [Fact]
    public void Half_of_the_visits_are_on_either_side_of_the_median_in_whatever_order_they_come()
    {
        var visit =
            from arrived in Gen.Choose(-90, 60)
            from waits in Gen.Choose(0, 90)
            from calls in Gen.Elements(true, false)
            from begins in Gen.Elements(true, true, true, false)
            select Visit(arrived, calls ? arrived + waits : null, begins ? arrived + waits + 3 : null, begins ? arrived + waits + 20 : null);
        Prop.ForAll(visit.ListOf().ToArbitrary(), made =>
        {
            var visits = made.ToList();
            var summary = WaitingSummary.Of(visits);
            var waited = visits.Where(v => v.StartedAt is not null).Select(v => (v.CalledAt ?? v.StartedAt!.Value) - v.ArrivedAt).ToList();

            Assert.Equal((visits.Count, waited.Count), (summary.Came, summary.Begun));
            Assert.Equal(waited.Count(w => w.TotalMinutes > 15), summary.OverQuarter);
            Assert.Equal(summary, WaitingSummary.Of([.. visits.AsEnumerable().Reverse()]));
            Assert.Equal(waited.Count == 0, summary.Waited is null);
            if (summary.Waited is { } spread)
            {
                Assert.True(waited.Count(w => w <= spread.Median) * 2 >= waited.Count && waited.Count(w => w >= spread.Median) * 2 >= waited.Count);
                Assert.InRange(spread.Ninth, spread.Median, waited.Max());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(ReportSpan.Today, "2026-11-30", "2026-11-30")]
    [InlineData(ReportSpan.Yesterday, "2026-11-29", "2026-11-29")]
    [InlineData(ReportSpan.ThisWeek, "2026-11-30", "2026-12-06")]
    [InlineData(ReportSpan.LastWeek, "2026-11-23", "2026-11-29")]
    [InlineData(ReportSpan.ThisMonth, "2026-11-01", "2026-11-30")]
    [InlineData(ReportSpan.LastMonth, "2026-10-01", "2026-10-31")]
    public void A_period_has_a_name(ReportSpan span, string from, string to) =>
        Assert.Equal((DateOnly.Parse(from, null), DateOnly.Parse(to, null)), span.Dates(new(2026, 11, 30)));

    private static Spread Both(int minutes) => new(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes));

    /// <summary>A visit booked for nine; minutes from then.</summary>
    private static WaitingTime Visit(int arrived, int? called = null, int? begun = null, int? done = null) => new(
        new(Guid.NewGuid()), new(1), Nine, Nine.AddMinutes(arrived), At(called), At(begun), At(done));

    private static DateTime? At(int? minutes) => minutes is { } m ? Nine.AddMinutes(m) : null;
}
