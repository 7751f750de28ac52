using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class DayMarkTests
{
    [Theory]
    [InlineData("", DayMark.Empty)]
    [InlineData(" \u00A0", DayMark.Empty)]
    [InlineData("В", DayMark.DayOff)]
    [InlineData("B", DayMark.DayOff)] // a Latin B
    [InlineData("вых", DayMark.DayOff)]
    [InlineData("Вых.", DayMark.DayOff)]
    [InlineData("ВЫХОДНОЙ", DayMark.DayOff)]
    [InlineData("x", DayMark.DayOff)]
    [InlineData("Х", DayMark.DayOff)]
    [InlineData("-", DayMark.DayOff)]
    [InlineData("—", DayMark.DayOff)]
    [InlineData("OFF", DayMark.DayOff)]
    [InlineData("П", DayMark.Holiday)]
    [InlineData("празд.", DayMark.Holiday)]
    [InlineData("О", DayMark.Vacation)]
    [InlineData("O", DayMark.Vacation)] // a Latin O
    [InlineData("ОТ", DayMark.Vacation)]
    [InlineData("отп", DayMark.Vacation)]
    [InlineData("отпуск", DayMark.Vacation)]
    [InlineData("отпуск до 15", DayMark.Vacation)]
    [InlineData("Б", DayMark.Sick)]
    [InlineData("б/л", DayMark.Sick)]
    [InlineData("Б / Л", DayMark.Sick)]
    [InlineData("больн.", DayMark.Sick)]
    [InlineData("больничный лист", DayMark.Sick)]
    [InlineData("К", DayMark.Trip)]
    [InlineData("ком.", DayMark.Trip)]
    [InlineData("команд.", DayMark.Trip)]
    [InlineData("У", DayMark.Training)]
    [InlineData("уч", DayMark.Training)]
    [InlineData("учёба", DayMark.Training)]
    [InlineData("учеба", DayMark.Training)]
    [InlineData("обуч", DayMark.Training)]
    [InlineData("учебный отпуск", DayMark.Training)]
    [InlineData("отгул", DayMark.OtherAbsence)]
    [InlineData("отпуск без содержания", DayMark.OtherAbsence)]
    public void Russian_letters_and_words_say_why_a_day_has_no_work(string text, DayMark expected) => Says(text, "ru", expected);

    [Theory]
    [InlineData("OFF", DayMark.DayOff)]
    [InlineData("x", DayMark.DayOff)]
    [InlineData("H", DayMark.Holiday)]
    [InlineData("V", DayMark.Vacation)]
    [InlineData("vac", DayMark.Vacation)]
    [InlineData("Leave", DayMark.Vacation)]
    [InlineData("AL", DayMark.Vacation)]
    [InlineData("S", DayMark.Sick)]
    [InlineData("sick", DayMark.Sick)]
    [InlineData("sick leave", DayMark.Sick)]
    [InlineData("T", DayMark.Trip)]
    [InlineData("trip", DayMark.Trip)]
    [InlineData("TR", DayMark.Training)]
    [InlineData("training", DayMark.Training)]
    [InlineData("study leave", DayMark.Training)]
    [InlineData("maternity leave", DayMark.OtherAbsence)]
    public void English_letters_and_words_say_why_a_day_has_no_work(string text, DayMark expected) => Says(text, "en", expected);

    [Theory]
    [InlineData("R", DayMark.DayOff)]
    [InlineData("repos", DayMark.DayOff)]
    [InlineData("férié", DayMark.Holiday)]
    [InlineData("C", DayMark.Vacation)]
    [InlineData("CA", DayMark.Vacation)]
    [InlineData("CP", DayMark.Vacation)]
    [InlineData("congé", DayMark.Vacation)]
    [InlineData("M", DayMark.Sick)]
    [InlineData("maladie", DayMark.Sick)]
    [InlineData("AM", DayMark.Sick)]
    [InlineData("congé maladie", DayMark.Sick)]
    [InlineData("dépl.", DayMark.Trip)]
    [InlineData("mission", DayMark.Trip)]
    [InlineData("F", DayMark.Training)]
    [InlineData("form", DayMark.Training)]
    [InlineData("formation", DayMark.Training)]
    [InlineData("RTT", DayMark.OtherAbsence)]
    public void French_letters_and_words_say_why_a_day_has_no_work(string text, DayMark expected) => Says(text, "fr", expected);

    [Fact]
    public void A_single_letter_of_another_language_is_not_guessed()
    {
        Assert.Equal("unknown-mark", Rota.Cell("F", "ru").Problems.Single().Code);
        Assert.Equal("unknown-mark", Rota.Cell("Б", "en").Problems.Single().Code);
    }

    [Theory]
    [InlineData("О – больничный, Б – отпуск")]
    [InlineData("Условные обозначения: О - больничный лист; Б - ежегодный отпуск")]
    [InlineData("больничный – О; отпуск – Б")]
    [InlineData("О|больничный|Б|отпуск")]
    [InlineData("О -|больничный||Б -|отпуск")]
    [InlineData("О=больничный\nБ=отпуск")]
    public void A_legend_below_the_table_wins_over_the_usual_meaning(string legend)
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Rota.Line("Петров И. И.", "О", "Б", "В"), "", legend);

        Assert.Empty(reading.Problems);
        Assert.Equal([DayMark.Sick, DayMark.Vacation, DayMark.DayOff], reading.Sheets[0].Rows.Single().Days.Take(3).Select(day => day.Mark));
    }

    [Theory]
    [InlineData("1 – 8:00–14:00, 2 – 14:00–20:00, 3 – 8-12, 13-16")]
    [InlineData("1 - утро (8:00-14:00); 2 - вечер (14:00-20:00); 3 - 8-12, 13-16")]
    [InlineData("1 – первая смена 8-14; 2 – вторая смена 14-20; 3 – 8-12, 13-16")]
    public void A_legend_can_give_hours_to_shift_codes(string legend)
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Rota.Line("Петров И. И.", "1", "2", "3"), "", legend);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            ["08:00-14:00", "14:00-20:00", "08:00-12:00 13:00-16:00"],
            reading.Sheets[0].Rows.Single().Days.Take(3).Select(day => Rota.Print(day.Work)));
    }

    private static void Says(string text, string language, DayMark expected)
    {
        var (cell, problems) = Rota.Cell(text, language);

        Assert.Empty(problems);
        Assert.Equal(expected, cell.Mark);
        Assert.Empty(cell.Work);
    }
}
