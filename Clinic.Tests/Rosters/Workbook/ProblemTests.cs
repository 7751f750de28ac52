using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class ProblemTests
{
    private static readonly string[] Languages = ["en", "ru", "fr"];

    private static readonly string Doctor = Rota.Line("Петров И. И.", "9-15");

    [Fact]
    public void A_faulty_cell_is_described_with_its_place_and_what_was_expected()
    {
        var reading = Rota.ReadNamed("Декабрь.csv", Rota.Title, Rota.Header, Rota.Line("Петров И. И.", "", "9-"));

        var problem = Assert.Single(reading.Problems);
        Assert.Equal("Лист «Декабрь», ячейка F3: «9-», ожидались часы вроде 9-15 или 8:00–14:00", problem.Describe(new("ru")));
        Assert.Equal("Sheet “Декабрь”, cell F3: “9-”; hours such as 9-15 or 8:00–14:00 are expected", problem.Describe(new("en")));
        Assert.Equal("Feuille « Декабрь », cellule F3 : « 9- » ; des heures comme 9-15 ou 8:00–14:00 sont attendues", problem.Describe(new("fr")).Replace('\u00A0', ' '));
        Assert.True(reading.HasErrors);
    }

    public static TheoryData<string> Codes => [.. WorkbookProblemCodes.All];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_text_in_each_language(string code)
    {
        var texts = Languages
            .Select(language => new WorkbookProblem("Лист1", "F12", "found", code, ProblemSeverity.Error, "expected").Describe(new CultureInfo(language)))
            .ToArray();

        Assert.Equal(3, texts.Distinct().Count());
        Assert.All(texts, text => Assert.DoesNotContain(code, text));
        Assert.All(texts, text => Assert.DoesNotContain("{", text));
        Assert.Matches(new Regex(@"\p{IsCyrillic}{3}"), texts[1].Replace("Лист", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Лист «Декабрь»")]
    [InlineData("12", "Лист «Декабрь», строка 12")]
    [InlineData("12:14", "Лист «Декабрь», строки 12–14")]
    [InlineData("F", "Лист «Декабрь», столбец F")]
    [InlineData("F:H", "Лист «Декабрь», столбцы F–H")]
    [InlineData("F12", "Лист «Декабрь», ячейка F12")]
    public void Places_are_named_as_the_spreadsheet_shows_them(string address, string expected) =>
        Assert.Equal(expected, new WorkbookProblem("Декабрь", address, "", "bad-hours", ProblemSeverity.Error).Place(new("ru")));

    [Fact]
    public void A_table_without_a_heading_is_refused()
    {
        var problem = Assert.Single(Rota.Read("Просто текст", "ещё|текст").Problems);

        Assert.Equal(("no-header", ProblemSeverity.Error), (problem.Code, problem.Severity));
    }

    [Fact]
    public void A_sheet_of_notes_beside_a_roster_is_only_a_warning()
    {
        var file = new Xlsx().OnSheet("Декабрь 2026").Row(1, Rota.Header).Row(2, Doctor).OnSheet("Заметки").Row(1, "позвонить");

        Is(Rota.ReadBytes(file.Bytes()), "no-header", ProblemSeverity.Warning, "Заметки", "");
    }

    [Fact]
    public void A_roster_without_month_is_refused() =>
        Is(Rota.Read("График работы врачей", Rota.Header, Doctor), "no-month", ProblemSeverity.Error, "roster", "");

    [Fact]
    public void A_roster_without_a_year_is_refused_and_the_month_shown() =>
        Assert.Equal("12", Is(Rota.Read("График работы врачей на декабрь", Rota.Header, Doctor), "no-month", ProblemSeverity.Error, "roster", "").Found);

    [Fact]
    public void A_roster_without_doctors_is_refused() =>
        Is(Rota.Read(Rota.Title, Rota.Header, ""), "no-rows", ProblemSeverity.Error, "roster", "");

    [Fact]
    public void A_title_left_over_from_another_month_is_noticed()
    {
        var reading = Rota.ReadNamed("Декабрь 2026.csv", "График работы на ноябрь 2026 г.", $"Врач||||{string.Join('|', Enumerable.Range(1, 30))}", Doctor);

        Assert.Equal("12.2026", Is(reading, "month-mismatch", ProblemSeverity.Warning, "Декабрь 2026", "").Expected);
        Assert.Equal(11, reading.Sheets.Single().Month);
    }

    [Fact]
    public void Weekdays_that_do_not_fit_the_month_are_noticed()
    {
        var weekdays = string.Join('|', Enumerable.Range(0, 31).Select(day => "пн|вт|ср|чт|пт|сб|вс".Split('|')[day % 7]));

        Is(Rota.Read(Rota.Title, Rota.Header, $"||||{weekdays}", Doctor), "weekday-mismatch", ProblemSeverity.Warning, "roster", "E3");
    }

    [Fact]
    public void A_missing_day_is_told_and_left_out()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header.Replace("|17|", "|", StringComparison.Ordinal), Doctor);

        Assert.Equal("17", Is(reading, "day-missing", ProblemSeverity.Warning, "roster", "2").Expected);
        Assert.DoesNotContain(reading.Sheets[0].Rows.Single().Days, day => day.Date.Day == 17);
    }

    [Fact]
    public void A_day_that_stands_twice_is_read_once()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header.Replace("|17|", "|17|17|", StringComparison.Ordinal), Doctor);

        Is(reading, "duplicate-day", ProblemSeverity.Error, "roster", "V2");
        Assert.Equal(31, reading.Sheets[0].Rows.Single().Days.Count);
    }

    [Fact]
    public void The_31st_of_a_short_month_is_ignored_when_empty_and_told_when_filled()
    {
        const string title = "График работы врачей на ноябрь 2026 г.";
        var filled = $"{Doctor}{new string('|', 30)}9-15";

        Assert.Empty(Rota.Read(title, Rota.Header, Doctor).Problems);
        Is(Rota.Read(title, Rota.Header, filled), "day-not-in-month", ProblemSeverity.Warning, "roster", "AI2");
    }

    [Fact]
    public void Hours_without_a_doctor_are_refused()
    {
        Is(Rota.Read(Rota.Title, Rota.Header, Doctor, Rota.Line("", "9-15")), "no-doctor", ProblemSeverity.Error, "roster", "A4");
        Is(Rota.Read(Rota.Title, Rota.Header, Doctor, Rota.Line("Ставка 0,5", "9-15")), "no-doctor", ProblemSeverity.Error, "roster", "A4");
    }

    [Fact]
    public void A_second_line_without_the_name_belongs_to_the_doctor_above()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Doctor, "|Эндоскопист|112|||14-18");

        Is(reading, "name-from-above", ProblemSeverity.Warning, "roster", "A4");
        Assert.Equal(["Петров И. И.", "Петров И. И."], reading.Sheets[0].Rows.Select(row => row.DoctorText));
    }

    [Fact]
    public void A_row_between_doctors_that_is_none_is_told() =>
        Is(Rota.Read(Rota.Title, Rota.Header, Doctor, "Корпус 2", Rota.Line("Ким В. В.", "9-12")), "row-skipped", ProblemSeverity.Warning, "roster", "4");

    [Theory]
    [InlineData("15", 15)]
    [InlineData("15 мин", 15)]
    [InlineData("15 мин.", 15)]
    [InlineData("0:20", 20)]
    [InlineData("240", 240)]
    [InlineData("", null)]
    [InlineData("-", null)]
    public void Minutes_per_visit_are_read(string text, int? expected)
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, $"Петров И. И.|||{text}|9-15");

        Assert.Empty(reading.Problems);
        Assert.Equal(expected, reading.Sheets[0].Rows.Single().MinutesPerVisit);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("241")]
    [InlineData("15-20")]
    [InlineData("полчаса")]
    public void Minutes_out_of_range_are_left_out_with_a_warning(string text)
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, $"Петров И. И.|||{text}|9-15");

        Assert.Equal("5–240", Is(reading, "minutes-out-of-range", ProblemSeverity.Warning, "roster", "D3").Expected);
        Assert.Null(reading.Sheets[0].Rows.Single().MinutesPerVisit);
    }

    [Fact]
    public void A_doctor_cannot_be_in_two_places_at_once()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, "Петров И. И.||101||9-15|20-8|", "Петров И.И.||102||14-18||7-12", "Ким В. В.||103||9-15");

        Assert.Equal(["E4", "G4"], reading.Problems.Select(problem => problem.Address));
        Assert.Equal("roster!E3", reading.Problems[0].Expected);
        Assert.All(reading.Problems, problem => Assert.Equal(("double-work", ProblemSeverity.Error), (problem.Code, problem.Severity)));
        Assert.False(reading.Sheets[0].Rows[1].Days[0].IsUnderstood);
    }

    [Fact]
    public void Hours_that_Excel_turned_into_a_date_are_explained_not_guessed()
    {
        var file = new Xlsx().Row(1, Rota.Title).Row(2, Rota.Header).Row(3, "Петров И. И.")
            .Number(3, 5, new DateTime(2026, 9, 15).ToOADate(), style: 1)
            .Number(3, 6, new DateTime(2026, 12, 9).ToOADate(), style: 1);

        var reading = Rota.ReadBytes(file.Bytes());

        Assert.All(reading.Problems, problem => Assert.Equal("date-instead-of-hours", problem.Code));
        Assert.Equal([("E3", "9-15"), ("F3", "9-12")], reading.Problems.Select(problem => (problem.Address, problem.Expected!)));
        Assert.False(reading.Sheets[0].Rows.Single().Days[0].IsUnderstood);
    }

    [Fact]
    public void A_time_alone_is_no_working_hours()
    {
        var file = new Xlsx().Row(1, Rota.Title).Row(2, Rota.Header).Row(3, "Петров И. И.").Number(3, 5, 8 / 24d, style: 2);

        Assert.Equal("8:00", Is(Rota.ReadBytes(file.Bytes()), "bad-hours", ProblemSeverity.Error, "График", "E3").Found);
    }

    [Fact]
    public void A_faulty_merged_cell_is_told_once()
    {
        var file = new Xlsx().Row(1, Rota.Title).Row(2, Rota.Header).Row(3, "Петров И. И.||||Ы").Merge("E3:H3");

        Is(Rota.ReadBytes(file.Bytes()), "unknown-mark", ProblemSeverity.Error, "График", "E3");
    }

    [Fact]
    public void Hidden_rows_columns_and_sheets_are_left_out_and_told()
    {
        var file = new Xlsx()
            .OnSheet("Декабрь 2026").Row(1, Rota.Header).Row(2, Doctor).Row(3, Rota.Line("Старый А. А.", "9-15")).Row(4, Rota.Line("Ушёл Б. Б.", "9-15")).Row(5, Rota.Line("Ким В. В.", "", "9-15"))
            .HideRow(3).HideRow(4).HideColumn(6).HideColumn(7)
            .OnSheet("Черновик", hidden: true).Row(1, Rota.Header).Row(2, Doctor);

        var reading = Rota.ReadBytes(file.Bytes());

        Assert.Equal(
            [("hidden-sheet-skipped", "Черновик", ""), ("hidden-column-skipped", "Декабрь 2026", "F:G"), ("hidden-row-skipped", "Декабрь 2026", "3:4")],
            reading.Problems.Select(problem => (problem.Code, problem.Sheet, problem.Address)));
        Assert.All(reading.Problems, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.Equal(["Петров И. И.", "Ким В. В."], reading.Sheets.Single().Rows.Select(row => row.DoctorText));
        Assert.Equal(29, reading.Sheets[0].Rows[0].Days.Count);
    }

    [Fact]
    public void A_flood_of_problems_is_cut_with_a_word()
    {
        var bad = Rota.Line("Петров И. И.", [.. Enumerable.Repeat("9-", 31)]);

        var reading = Rota.Read([Rota.Title, Rota.Header, .. Enumerable.Repeat(bad, 40)]);

        Assert.Equal(WorkbookLimits.Problems + 1, reading.Problems.Count);
        Assert.Equal("too-many-problems", reading.Problems[^1].Code);
    }

    private static WorkbookProblem Is(WorkbookReading reading, string code, ProblemSeverity severity, string sheet, string address)
    {
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((code, severity, sheet, address), (problem.Code, problem.Severity, problem.Sheet, problem.Address));
        return problem;
    }
}
