using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class LayoutTests
{
    private static readonly string Doctor = Rota.Line("Петров И. И.", "9-15");

    [Theory]
    [InlineData("График работы врачей на декабрь 2026 г.")]
    [InlineData("ГРАФИК РАБОТЫ\nна ДЕКАБРЬ 2026 года")]
    [InlineData("Расписание приёма за декабрь 2026")]
    [InlineData("График работы с 1 по 31 декабря 2026 г.")]
    [InlineData("График работы|на декабрь|2026 г.")]
    [InlineData("Rota for December 2026")]
    [InlineData("Staff rota, Dec 2026")]
    [InlineData("Planning de décembre 2026")]
    [InlineData("Planning du 1er au 31 décembre 2026")]
    [InlineData("График работы с 01.12.2026 по 31.12.2026")]
    [InlineData("12.2026")]
    [InlineData("График 12/2026")]
    public void The_month_is_taken_from_the_title(string title) =>
        Assert.Equal((2026, 12), MonthOf("График.csv", title, Rota.Header, Doctor));

    [Theory]
    [InlineData("Декабрь 2026")]
    [InlineData("дек 26")]
    [InlineData("ДЕК. 2026")]
    [InlineData("Dec 26")]
    [InlineData("December'26")]
    [InlineData("déc 2026")]
    [InlineData("12.2026")]
    [InlineData("12.26")]
    [InlineData("2026-12")]
    [InlineData("Терапия дек 2026")]
    public void The_month_is_taken_from_the_sheet_name_when_there_is_no_title(string sheet)
    {
        var reading = Rota.ReadBytes(new Xlsx().OnSheet(sheet).Row(3, Rota.Header).Row(4, Doctor).Bytes(), "график.xlsx");

        Assert.Empty(reading.Problems);
        Assert.Equal((2026, 12), (reading.Sheets.Single().Year, reading.Sheets.Single().Month));
    }

    [Fact]
    public void The_date_of_approval_is_not_the_month() =>
        Assert.Equal((2027, 1), MonthOf("График.csv", "Утверждаю «25» ноября 2026 г.", "Приказ от 20.11.2026", "График на январь", "2027 год", Rota.Header, Doctor));

    [Fact]
    public void A_title_without_a_year_takes_it_from_the_sheet_name() =>
        Assert.Equal((2026, 12), MonthOf("Декабрь 2026.csv", "График работы врачей на декабрь", Rota.Header, Doctor));

    [Fact]
    public void The_month_is_taken_from_dates_in_the_header_when_nothing_else_tells()
    {
        var days = string.Join('|', Enumerable.Range(1, 31).Select(day => FormattableString.Invariant($"{day:00}.12.2026")));

        Assert.Equal((2026, 12), MonthOf("график.csv", $"Врач|Специальность|Кабинет|Мин|{days}", Doctor));
    }

    [Theory]
    [InlineData("ФИО|Специальность|Кабинет|Мин.")]
    [InlineData("Ф.И.О.|Должность|Каб.|Время приёма (мин)")]
    [InlineData("Фамилия И.О.|Специальность врача|№ каб|Норма, мин")]
    [InlineData("Врач|Профиль|№каб.|Длительность приема, мин.")]
    [InlineData("ФИО врача|Отделение|Номер кабинета|Продолжительность приёма")]
    [InlineData("Doctor|Specialty|Room|Minutes")]
    [InlineData("Physician|Department|Office|Minutes per visit")]
    [InlineData("Médecin|Spécialité|Salle|Durée")]
    [InlineData("Praticien|Service|Cabinet|Durée (min)")]
    public void The_usual_column_names_are_known(string header)
    {
        var row = Rota.Read(Rota.Title, $"{header}|{Rota.Days}", $"Петров И. И.|Кардиолог|каб. 204|30|9-15").Sheets[0].Rows.Single();

        Assert.Equal(("Петров", "Кардиолог", "204", 30), (row.Doctor.Family, row.Specialty, row.Room, row.MinutesPerVisit));
    }

    [Fact]
    public void Columns_may_stand_in_any_order_with_numbers_before_and_totals_after()
    {
        var row = Rota.Read(
            Rota.Title,
            $"№ п/п|Каб.|Специальность|Мин.|Врач|{Rota.Days}|Итого часов",
            $"1|204|Кардиолог|30|Петров И. И.|9-15{new string('|', 31)}6",
            "Итого|||||1",
            "|Всего часов||||6").Sheets[0].Rows.Single();

        Assert.Equal(("Петров", "Кардиолог", "204", 30, 31), (row.Doctor.Family, row.Specialty, row.Room, row.MinutesPerVisit, row.Days.Count));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0:00}")]
    [InlineData("{0} {1}")]
    [InlineData("{0}\n{1}")]
    [InlineData("{1} {0}")]
    [InlineData("{0} ({1})")]
    [InlineData("{0}.12")]
    [InlineData("{0:00}.12.2026")]
    [InlineData("{0} дек")]
    [InlineData("{0}-Dec")]
    public void Days_may_be_written_in_many_ways(string form)
    {
        string[] weekdays = ["вт", "ср", "чт", "пт", "сб", "вс", "пн"];
        var days = string.Join('|', Enumerable.Range(1, 31).Select(day => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, day, weekdays[(day - 1) % 7])));

        var reading = Rota.Read(Rota.Title, $"Врач|Специальность|Кабинет|Мин|{days}", Doctor);

        Assert.Empty(reading.Problems);
        Assert.Equal(Enumerable.Range(1, 31), reading.Sheets[0].Rows.Single().Days.Select(day => day.Date.Day));
    }

    [Fact]
    public void Days_may_be_real_dates()
    {
        var file = new Xlsx().Row(1, "Врач");
        for (var day = 1; day <= 31; day++)
        {
            file.Number(1, day + 1, new DateTime(2026, 12, day).ToOADate(), 3);
        }

        var reading = Rota.ReadBytes(file.Row(2, "Петров И. И.|9-15").Bytes());

        Assert.Empty(reading.Problems);
        Assert.Equal(new DateOnly(2026, 12, 31), reading.Sheets[0].Rows.Single().Days[^1].Date);
    }

    [Fact]
    public void A_header_over_two_rows_and_a_row_of_weekdays_and_of_column_numbers_are_no_doctors()
    {
        var weekdays = string.Join('|', Enumerable.Range(0, 31).Select(day => "вт|ср|чт|пт|сб|вс|пн".Split('|')[day % 7]));

        var reading = Rota.Read(
            "Утверждаю|||||Главный врач ________ Орехова Н. П.",
            "",
            Rota.Title,
            "Врач|Специальность|Кабинет|Мин.|Числа месяца",
            $"||||{Rota.Days}",
            $"||||{weekdays}",
            string.Join('|', Enumerable.Range(1, 35)),
            Doctor,
            "",
            "О – отпуск, Б – больничный",
            "Заведующий отделением|||||_________ Сидоров П. П.",
            "Старшая медсестра _________ Котова А. А.",
            "С графиком ознакомлены:",
            "Иванова И. И.");

        Assert.Empty(reading.Problems);
        Assert.Equal("Петров И. И.", reading.Sheets.Single().Rows.Single().DoctorText);
    }

    [Fact]
    public void A_head_of_department_who_sees_patients_is_a_doctor()
    {
        var row = Rota.Read(Rota.Title, Rota.Header, "Петров И. И.|Заведующий отделением, хирург|||О|О").Sheets[0].Rows.Single();

        Assert.Equal(DayMark.Vacation, row.Days[0].Mark);
    }

    [Fact]
    public void A_doctor_without_any_entry_is_a_line_of_empty_days()
    {
        var rows = Rota.Read(Rota.Title, Rota.Header, Doctor, "Сидорова А. А.|Педиатр|105", Rota.Line("Ким В. В.", "9-12")).Sheets[0].Rows;

        Assert.Equal(["Петров", "Сидорова", "Ким"], rows.Select(row => row.Doctor.Family));
        Assert.All(rows[1].Days, day => Assert.Equal(DayMark.Empty, day.Mark));
    }

    [Fact]
    public void A_section_heading_gives_its_specialty_to_the_lines_below()
    {
        var file = new Xlsx()
            .Row(1, Rota.Title).Row(2, $"Врач|Каб.|{Rota.Days}")
            .Row(3, "Терапия").Merge("A3:AG3").Row(4, "Петров И. И.|101|9-15").Row(5, "Сидорова А. А.|102|9-15")
            .Row(6, "Кардиологическое отделение").Row(7, "Ким В. В.|103|9-15");

        var reading = Rota.ReadBytes(file.Bytes());

        Assert.Empty(reading.Problems);
        Assert.Equal(["Терапия", "Терапия", "Кардиологическое отделение"], reading.Sheets[0].Rows.Select(row => row.Specialty));
    }

    [Fact]
    public void Several_sheets_may_be_months_or_departments()
    {
        var file = new Xlsx()
            .OnSheet("Декабрь 2026").Row(1, Rota.Header).Row(2, Doctor)
            .OnSheet("Январь 2027").Row(1, Rota.Header).Row(2, Doctor)
            .OnSheet("Кардиология").Row(1, Rota.Title).Row(2, Rota.Header).Row(3, Rota.Line("Ким В. В.", "9-15"))
            .OnSheet("Пустой лист");

        var reading = Rota.ReadBytes(file.Bytes());

        Assert.Empty(reading.Problems);
        Assert.Equal([(2026, 12), (2027, 1), (2026, 12)], reading.Sheets.Select(sheet => (sheet.Year, sheet.Month)));
        Assert.Equal("Кардиология", reading.Sheets[2].Rows.Single().Specialty);
    }

    [Fact]
    public void Two_halves_of_a_month_below_each_other_are_one_sheet()
    {
        var first = string.Join('|', Enumerable.Range(1, 15));
        var second = string.Join('|', Enumerable.Range(16, 16));

        var reading = Rota.Read(Rota.Title, $"Врач|{first}", "Петров И. И.|9-15", "", $"Врач|{second}", "Петров И. И.|9-13");

        Assert.Empty(reading.Problems);
        var rows = reading.Sheets.Single().Rows;
        Assert.Equal([1, 16], rows.Select(row => row.Days[0].Date.Day));
        Assert.Equal([15, 16], rows.Select(row => row.Days.Count));
    }

    [Fact]
    public void Two_months_below_each_other_are_two_sheets()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Doctor, "", "График на январь 2027 г.", Rota.Header, Doctor);

        Assert.Empty(reading.Problems);
        Assert.Equal([(2026, 12), (2027, 1)], reading.Sheets.Select(sheet => (sheet.Year, sheet.Month)));
    }

    [Fact]
    public void A_doctor_on_two_lines_gives_two_rows_also_when_the_name_is_merged()
    {
        var file = new Xlsx()
            .Row(1, Rota.Title).Row(2, Rota.Header)
            .Row(3, "Петров И. И.|Хирург|101|20|9-12").Row(4, "|Эндоскопист|102|40||14-18").Merge("A3:A4");

        var rows = Rota.ReadBytes(file.Bytes()).Sheets.Single().Rows;

        Assert.Equal([("Петров И. И.", "Хирург", "101"), ("Петров И. И.", "Эндоскопист", "102")], rows.Select(row => (row.DoctorText, row.Specialty!, row.Room!)));
    }

    [Fact]
    public void A_merged_run_counts_for_each_of_its_days()
    {
        var file = new Xlsx()
            .Row(1, Rota.Title).Row(2, Rota.Header)
            .Row(3, "Петров И. И.||||отпуск||||9-15").Merge("E3:H3").Merge("I3:J3");

        var days = Rota.ReadBytes(file.Bytes()).Sheets.Single().Rows.Single().Days;

        Assert.All(days.Take(4), day => Assert.Equal(DayMark.Vacation, day.Mark));
        Assert.All(days.Skip(4).Take(2), day => Assert.Equal("09:00-15:00", Rota.Print(day.Work)));
        Assert.Equal(DayMark.Empty, days[6].Mark);
    }

    [Fact]
    public void Over_two_lines_a_merged_vacation_counts_twice_but_merged_hours_once()
    {
        var file = new Xlsx()
            .Row(1, Rota.Title).Row(2, Rota.Header)
            .Row(3, "Петров И. И.||101||О|9-15").Row(4, "||102||||9-12").Merge("A3:A4").Merge("E3:E4").Merge("F3:F4");

        var reading = Rota.ReadBytes(file.Bytes());

        Assert.Empty(reading.Problems);
        var rows = reading.Sheets.Single().Rows;
        Assert.Equal([DayMark.Vacation, DayMark.Vacation], rows.Select(row => row.Days[0].Mark));
        Assert.Equal([1, 0], rows.Select(row => row.Days[1].Work.Count));
    }

    private static (int Year, int Month) MonthOf(string fileName, params string[] lines)
    {
        var reading = Rota.ReadNamed(fileName, lines);
        Assert.Empty(reading.Problems);
        return (reading.Sheets.Single().Year, reading.Sheets.Single().Month);
    }
}
