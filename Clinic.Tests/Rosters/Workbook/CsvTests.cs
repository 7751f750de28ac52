using System.Text;
using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class CsvTests
{
    static CsvTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", ';')]
    [InlineData("utf-8", ',')]
    [InlineData("utf-8", '\t')]
    [InlineData("windows-1251", ';')]
    [InlineData("windows-1251", ',')]
    [InlineData("utf-16", '\t')]
    [InlineData("utf-16BE", ';')]
    public void Encodings_and_separators_are_recognised(string encoding, char separator)
    {
        var text = string.Join("\r\n", new[] { Rota.Title, Rota.Header, "Дёмина А. Л.|Кардиолог|204|30|\"9-13; 14-18\"|\"9-13, 14-18\"" }.Select(line => line.Replace('|', separator)));
        var coder = Encoding.GetEncoding(encoding);

        var reading = Rota.ReadBytes([.. coder.GetPreamble(), .. coder.GetBytes(text)], "график.csv");

        Assert.Empty(reading.Problems);
        var row = reading.Sheets.Single().Rows.Single();
        Assert.Equal(("Дёмина А. Л.", "Кардиолог", "204"), (row.DoctorText, row.Specialty, row.Room));
        Assert.All(row.Days.Take(2), day => Assert.Equal("09:00-13:00 14:00-18:00", Rota.Print(day.Work)));
    }

    [Fact]
    public void Western_European_code_pages_are_recognised()
    {
        var text = $"Planning de décembre 2026\nMédecin;Spécialité;Salle;Durée;{Rota.Days.Replace('|', ';')}\nLEFÈVRE Hélène;Pédiatrie;1;15;9h-12h;congé";

        var row = Rota.ReadBytes(Encoding.GetEncoding(1252).GetBytes(text), "planning.csv").Sheets.Single().Rows.Single();

        Assert.Equal(new WrittenName("Lefèvre", "Hélène"), row.Doctor);
        Assert.Equal(DayMark.Vacation, row.Days[1].Mark);
    }

    [Fact]
    public void The_kind_is_told_by_the_content_not_by_the_name()
    {
        Assert.Single(RosterWorkbook.Read(new MemoryStream(Samples.Bytes("roster-ru.xlsx")), "roster.csv").Sheets);
        Assert.Single(RosterWorkbook.Read(new MemoryStream(Samples.Bytes("roster-ru.xls")), "roster.xlsx").Sheets);
        Assert.Single(RosterWorkbook.Read(new MemoryStream(Samples.Bytes("roster-ru.csv")), "roster.xls").Sheets);
    }
}
