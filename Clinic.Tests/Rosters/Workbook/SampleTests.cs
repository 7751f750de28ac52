using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

/// <summary>The workbooks in deploy/samples, as a clinic would upload them.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("roster-clinic.xlsx", "ru", 7, 6)]
    [InlineData("roster-ru.xlsx", "ru", 17, 16)]
    [InlineData("roster-ru.xls", "ru", 17, 16)]
    [InlineData("roster-ru.csv", "ru", 17, 16)]
    [InlineData("roster-en.xlsx", "en", 14, 13)]
    [InlineData("roster-fr.xlsx", "fr", 13, 12)]
    public void Every_sample_is_read_without_a_problem(string name, string language, int rows, int doctors)
    {
        var reading = Samples.Read(name);

        Assert.Empty(reading.Problems);
        var sheet = Assert.Single(reading.Sheets);
        Assert.Equal((2026, 12, language), (sheet.Year, sheet.Month, sheet.Language));
        Assert.Equal(rows, sheet.Rows.Count);
        Assert.Equal(doctors, sheet.Rows.Select(row => row.Doctor).Distinct().Count());
        Assert.All(sheet.Rows, row => Assert.Equal(31, row.Days.Count));
        Assert.All(sheet.Rows, row => Assert.True(row is { Specialty: not null, Room: not null, MinutesPerVisit: not null }));
    }

    [Fact]
    public void The_roster_as_a_clinic_keeps_it_is_read_to_the_last_cell()
    {
        var rows = Samples.Read("roster-clinic.xlsx").Sheets.Single().Rows;

        Assert.Equal([7, 8, 9, 10, 11, 12, 13], rows.Select(row => row.RowNumber));
        var neurologist = rows.Single(row => row is { Doctor.Family: "Громов", Specialty: "Невролог" });
        Assert.Equal(("207", 30), (neurologist.Room, neurologist.MinutesPerVisit));
        Assert.Equal("10:00-13:00@110", Rota.Print(neurologist.Days[1].Work));
        Assert.Equal(14, neurologist.Days.Count(day => day.Mark == DayMark.Vacation));
        Assert.Equal(3, rows.Single(row => row.Specialty == "Функциональная диагностика").Days.Count(day => day.Work.Count > 0));
        Assert.Equal("09:00-13:00 14:00-17:00", Rota.Print(rows.Single(row => row.Doctor.Family == "Воронцова").Days[1].Work));
        var surgeon = rows.Single(row => row.Doctor.Family == "Ершов");
        Assert.Equal(new WrittenName("Ершов", "К.", "А."), surgeon.Doctor);
        Assert.Equal(4, surgeon.Days.Count(day => day.Mark == DayMark.Sick));
        Assert.Equal(("H13", DayMark.Sick), (surgeon.Days[3].Address, surgeon.Days[3].Mark));
        Assert.Equal(DayMark.DayOff, rows.Single(row => row.Doctor.Family == "Дёмина").Days[2].Mark);
    }

    [Fact]
    public void The_three_formats_of_the_Russian_sample_say_the_same()
    {
        var expected = Say("roster-ru.xlsx");

        Assert.Equal(expected, Say("roster-ru.xls"));
        Assert.Equal(expected, Say("roster-ru.csv"));

        static string[] Say(string name) => [.. Samples.Read(name).Sheets.Single().Rows.SelectMany(row => row.Days.Select(day =>
            FormattableString.Invariant($"{row.DoctorText} {row.Specialty} {row.Room} {row.MinutesPerVisit} {day.Date.Day} {day.Mark} {Rota.Print(day.Work)}")))];
    }

    [Theory]
    [InlineData("roster-ru.xlsx")]
    [InlineData("roster-en.xlsx")]
    [InlineData("roster-fr.xlsx")]
    public void No_room_is_given_to_two_doctors_at_once(string name)
    {
        var stays = Samples.Read(name).Sheets.Single().Rows
            .SelectMany(row => row.Days.SelectMany(day => day.Work.Select(work => (Room: work.Room ?? row.Room, day.Date, work.Start, work.End, row.DoctorText))))
            .ToList();

        Assert.DoesNotContain(
            stays,
            stay => stays.Exists(other => other != stay && (other.Room, other.Date) == (stay.Room, stay.Date) && other.Start < stay.End && stay.Start < other.End));
    }
}
