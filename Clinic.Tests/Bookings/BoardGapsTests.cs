using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;
using Clinic.Web.Bookings;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class BoardGapsTests
{
    private static readonly DateTime Eight = new(2026, 12, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DoctorId Doctor = new(7);

    [Fact]
    public void Whatever_is_neither_booked_nor_free_is_a_gap_and_says_of_which_kind()
    {
        var rule = new AccessFault("channel-closed", new AccessRule { Kind = AccessKind.Only, Channels = ["widget"] });
        var column = new BoardColumn(
            Doctor,
            new("Петров", "Пётр"),
            [],
            [new BoardShift(Minutes(60, 180), "101") { DoctorId = Doctor }],
            [],
            [],
            [new(Minutes(60, 90), new(1), Doctor), new(Minutes(120, 150), new(1), Doctor)],
            [Minutes(150, 160)])
        {
            Reserved = [new(Minutes(90, 110), rule, Doctor, null)],
        };

        var gaps = BoardGap.Of(column, Minutes(0, 240));

        Assert.Equal(
            [(0, 60, GapKind.Closed), (90, 110, GapKind.Reserved), (110, 120, GapKind.Rest), (150, 160, GapKind.RoomTaken), (160, 180, GapKind.Rest), (180, 240, GapKind.Closed)],
            gaps.Select(g => ((int)(g.Range.Start - Eight).TotalMinutes, (int)(g.Range.End - Eight).TotalMinutes, g.Kind)));
        Assert.Equal((Doctor, gaps[1].Range), BoardKeys.Find([column], BoardKeys.Gap(Doctor, gaps[1].Range)));
    }

    [Theory]
    [InlineData("g-7--5-3")]
    [InlineData("g-7-99999999-3")]
    [InlineData("g-7-5973000-99999")]
    [InlineData("g-x-1-1")]
    [InlineData("v-")]
    [InlineData("")]
    public void A_key_that_no_board_made_means_nothing(string key) => Assert.Null(BoardKeys.Find([], key));

    private static TimeRange Minutes(int from, int to) => new(Eight.AddMinutes(from), Eight.AddMinutes(to));
}
