using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Web.Rosters;
using Xunit;

namespace Clinic.Tests.Rosters.Editor;

public sealed class MonthDayTests
{
    private static readonly DateOnly Date = new(2026, 12, 1);

    [Fact]
    public void A_day_is_added_removed_changed_or_the_same()
    {
        IReadOnlyList<RosterDay> now = [Day(0, "08:00"), Day(1, "08:00"), Day(2), Day(3, "08:00"), Day(4)];
        IReadOnlyList<RosterDay> then = [Day(0, "08:00"), Day(1), Day(2, "08:00"), Day(3, "09:00"), Day(4)];

        Assert.Equal([DayMark.None, DayMark.Removed, DayMark.Added, DayMark.Changed, DayMark.None], MonthDay.Compare(now, then).Select(d => d.Mark));
        Assert.All(MonthDay.Compare(now, null), d => Assert.Equal(DayMark.None, d.Mark));
    }

    [Fact]
    public void Another_room_or_another_length_of_visits_is_a_change()
    {
        var day = Day(0, "08:00");

        Assert.Equal(DayMark.Changed, Mark(s => s with { Rooms = [new(2)] }));
        Assert.Equal(DayMark.Changed, Mark(s => s with { MinutesPerVisit = 20 }));
        Assert.Equal(DayMark.None, Mark(s => s with { Line = -1 }));

        DayMark Mark(Func<DayShift, DayShift> change) => MonthDay.Compare([day], [day with { Shifts = [change(day.Shifts[0])] }]).Single().Mark;
    }

    private static RosterDay Day(int after, string? start = null)
    {
        var date = Date.AddDays(after);
        var begin = new DateTimeOffset(date.ToDateTime(start is null ? default : TimeOnly.Parse(start, null)), TimeSpan.FromHours(3));
        IReadOnlyList<DayShift> shifts = start is null ? [] : [new(new(1), begin, begin.AddHours(4), [new(1)], [], 15, 7)];
        return new(date, shifts, start is null ? NoShift.OutsideRoster : null, null, null, [], false);
    }
}
