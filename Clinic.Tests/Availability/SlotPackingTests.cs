using Clinic.Domain.Availability;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class SlotPackingTests
{
    [Theory]
    [InlineData("09:05", "12:00", 60, "10:00 11:00")]
    [InlineData("09:05", "11:55", 60, "09:15 10:15")]
    [InlineData("09:00", "10:30", 30, "09:00 09:30 10:00")]
    [InlineData("09:10", "10:10", 30, "09:10 09:40")]
    [InlineData("09:00", "09:25", 30, "")]
    [InlineData("09:00", "09:30", 30, "09:00")]
    public void As_many_visits_fit_as_can_and_starts_are_round(string from, string to, int minutes, string starts)
    {
        var found = SlotPacking.Starts(Cell(from), Cell(to), minutes / 5, minutes / 5, 0);
        Assert.Equal(starts, string.Join(' ', found.Select(c => $"{c / 12:00}:{c % 12 * 5:00}")));
    }

    [Fact]
    public void No_other_choice_of_starts_would_fit_more_visits()
    {
        var stretches =
            from first in Gen.Choose(0, 300)
            from length in Gen.Choose(1, 150)
            from visit in Gen.Choose(1, 24)
            from buffers in Gen.Choose(0, 6)
            from offset in Gen.Choose(-144, 168)
            select (first, length, visit, buffers, offset);
        Prop.ForAll(stretches.ToArbitrary(), s =>
        {
            var end = s.first + s.length;
            var starts = SlotPacking.Starts(s.first, end, s.visit, s.visit + s.buffers, s.offset).ToList();
            var most = s.length < s.visit ? 0 : 1 + ((s.length - s.visit) / (s.visit + s.buffers));
            return starts.Count == most
                && starts.All(c => c >= s.first && c + s.visit <= end)
                && starts.Zip(starts.Skip(1)).All(p => p.Second - p.First == s.visit + s.buffers);
        }).QuickCheckThrowOnFailure();
    }

    private static int Cell(string time) => (int)(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes / 5);
}
