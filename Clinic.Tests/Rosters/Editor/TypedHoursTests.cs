using Clinic.Web.Rosters;
using Xunit;

namespace Clinic.Tests.Rosters.Editor;

public sealed class TypedHoursTests
{
    [Theory]
    [InlineData("10–14", "10:00-14:00")]
    [InlineData("10-14, 15-18", "10:00-14:00,15:00-18:00")]
    [InlineData("8:30 — 12.15; 13:00-17", "08:30-12:15,13:00-17:00")]
    [InlineData("9-12 и 13-15", "09:00-12:00,13:00-15:00")]
    [InlineData("9h30-12h", "09:30-12:00")]
    [InlineData("20–24", "20:00-00:00")]
    [InlineData("22-6", "22:00-06:00")]
    public void Hours_are_read_as_people_type_them(string text, string hours)
    {
        Assert.True(TypedHours.TryRead(text, out var read));
        Assert.Equal(hours, read.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("утром")]
    [InlineData("10-25")]
    [InlineData("10:70-12")]
    [InlineData("24:30-25")]
    [InlineData("10-14 кроме обеда")]
    public void What_is_no_hours_is_refused(string? text) => Assert.False(TypedHours.TryRead(text, out _));

    [Theory]
    [InlineData("8", "08:00")]
    [InlineData(" 8.30 ", "08:30")]
    [InlineData("23:55", "23:55")]
    public void A_time_is_read(string text, string time)
    {
        Assert.True(TypedHours.TryReadTime(text, out var read));
        Assert.Equal(time, read.ToString("HH:mm", null));
    }

    [Theory]
    [InlineData("8:3x")]
    [InlineData("25")]
    [InlineData("8:60")]
    [InlineData("8:30:15")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text) => Assert.False(TypedHours.TryReadTime(text, out _));
}
