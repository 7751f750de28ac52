using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Web.Bookings;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class BoardLayoutTests
{
    private static readonly DateTime Eight = new(2026, 12, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly TimeRange Shown = new(Eight, Eight.AddHours(4));

    [Fact]
    public void Each_five_minutes_are_a_row()
    {
        Assert.Equal(48, BoardLayout.Rows(Shown));
        Assert.Equal("grid-row:1/4", BoardLayout.Place(Minutes(0, 15), Shown));
        Assert.Equal("grid-row:14/20", BoardLayout.Place(Minutes(65, 95), Shown));
    }

    [Fact]
    public void What_reaches_over_the_hours_shown_is_cut()
    {
        Assert.Equal("grid-row:1/3", BoardLayout.Place(Minutes(-60, 10), Shown));
        Assert.Equal("grid-row:48/49", BoardLayout.Place(Minutes(235, 300), Shown));
        Assert.Equal(0, BoardLayout.Height(Minutes(300, 330), Shown));
    }

    [Fact]
    public void Visits_that_overlap_stand_side_by_side_and_the_others_take_the_whole_width()
    {
        var visits = new[] { Minutes(0, 30), Minutes(30, 60), Minutes(45, 75), Minutes(60, 90), Minutes(90, 120) }.Select(Visit).ToList();

        Assert.Equal([(0, 1), (0, 2), (1, 2), (0, 2), (0, 1)], BoardLayout.SideBySide(visits).Select(p => (p.Lane, p.Lanes)));
    }

    private static TimeRange Minutes(int from, int to) => new(Eight.AddMinutes(from), Eight.AddMinutes(to));

    private static BoardVisit Visit(TimeRange range) =>
        new(new(Guid.NewGuid()), range, range, BookingStatus.Booked, new PersonName("Иванова", "Мария"), null, new("Приём"), true, Channel.Registry, null);
}
