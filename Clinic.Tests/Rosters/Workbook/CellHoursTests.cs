using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class CellHoursTests
{
    [Theory]
    [InlineData("9-15", "09:00-15:00")]
    [InlineData("8:00-14:00", "08:00-14:00")]
    [InlineData("09.00–15.00", "09:00-15:00")]
    [InlineData("9:00 - 15:00", "09:00-15:00")]
    [InlineData("9:00 — 15:00", "09:00-15:00")]
    [InlineData("9\u00A0–\u00A015", "09:00-15:00")]
    [InlineData("9 - 15.", "09:00-15:00")]
    [InlineData("9-15*", "09:00-15:00")]
    [InlineData("8.30-14.12", "08:30-14:12")]
    [InlineData("9-13; 14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("8-14/15-18", "08:00-14:00 15:00-18:00")]
    [InlineData("9-13, 14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("9-13,14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("9-13 14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("9-13\n14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("9-13\r\n14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("14-18; 9-13", "09:00-13:00 14:00-18:00")]
    [InlineData("9-13 и 14-18", "09:00-13:00 14:00-18:00")]
    [InlineData("8-10; 11-13; 15-17", "08:00-10:00 11:00-13:00 15:00-17:00")]
    [InlineData("с 9 до 15", "09:00-15:00")]
    [InlineData("с 9:00 до 15:00", "09:00-15:00")]
    [InlineData("С 9 ДО 15", "09:00-15:00")]
    [InlineData("c 9 до 15", "09:00-15:00")] // the first letter is Latin
    [InlineData("с 9 по 15", "09:00-15:00")]
    [InlineData("9ч-15ч", "09:00-15:00")]
    [InlineData("9 ч. - 15 ч. 30", "09:00-15:30")]
    [InlineData("9,00-15,30", "09:00-15:30")]
    [InlineData("9-00 – 15-00", "09:00-15:00")]
    [InlineData("8-30-14-00", "08:30-14:00")]
    [InlineData("9⁰⁰-15³⁰", "09:00-15:30")]
    [InlineData("900-1530", "09:00-15:30")]
    [InlineData("0900-1530", "09:00-15:30")]
    [InlineData("٩-١٥", "09:00-15:00")] // digits of another script
    [InlineData("9…15", "09:00-15:00")]
    [InlineData("8:00:00-14:00:00", "08:00-14:00")]
    [InlineData("20-8", "20:00-08:00")]
    [InlineData("20:00–08:00", "20:00-08:00")]
    [InlineData("16-24", "16:00-00:00")]
    [InlineData("9-18 (обед 13-14)", "09:00-13:00 14:00-18:00")]
    [InlineData("9-18, перерыв 13:00-13:30", "09:00-13:00 13:30-18:00")]
    public void Hours_are_read_in_every_usual_form(string text, string expected)
    {
        var (cell, problems) = Rota.Cell(text);

        Assert.Empty(problems);
        Assert.Equal(expected, Rota.Print(cell.Work));
        Assert.Equal(DayMark.None, cell.Mark);
    }

    [Theory]
    [InlineData("9h-15h", "fr", "09:00-15:00")]
    [InlineData("9h30–12h", "fr", "09:30-12:00")]
    [InlineData("9 h 30 à 12 h", "fr", "09:30-12:00")]
    [InlineData("de 9h à 15h", "fr", "09:00-15:00")]
    [InlineData("8h-12h et 14h-18h30", "fr", "08:00-12:00 14:00-18:30")]
    [InlineData("9h-17h pause 12h-13h", "fr", "09:00-12:00 13:00-17:00")]
    [InlineData("9am-3pm", "en", "09:00-15:00")]
    [InlineData("9 AM – 3 PM", "en", "09:00-15:00")]
    [InlineData("9 a.m. - 3:30 p.m.", "en", "09:00-15:30")]
    [InlineData("9-3pm", "en", "09:00-15:00")]
    [InlineData("1-3pm", "en", "13:00-15:00")]
    [InlineData("10-12pm", "en", "10:00-12:00")]
    [InlineData("9am-3", "en", "09:00-15:00")]
    [InlineData("12pm-6pm", "en", "12:00-18:00")]
    [InlineData("from 9 to 15", "en", "09:00-15:00")]
    [InlineData("9-12 and 14-17", "en", "09:00-12:00 14:00-17:00")]
    [InlineData("9-17 lunch 12-13", "en", "09:00-12:00 13:00-17:00")]
    public void Hours_are_read_in_English_and_French(string text, string language, string expected)
    {
        var (cell, problems) = Rota.Cell(text, language);

        Assert.Empty(problems);
        Assert.Equal(expected, Rota.Print(cell.Work));
    }

    [Theory]
    [InlineData("9-15 к.204", "ru", "09:00-15:00@204")]
    [InlineData("9-15 к204", "ru", "09:00-15:00@204")]
    [InlineData("9-15 k.204", "ru", "09:00-15:00@204")] // a Latin k
    [InlineData("9-15 каб. 204", "ru", "09:00-15:00@204")]
    [InlineData("9-15 каб.204а", "ru", "09:00-15:00@204а")]
    [InlineData("9-15, кабинет №204", "ru", "09:00-15:00@204")]
    [InlineData("9-15\nкаб. 204", "ru", "09:00-15:00@204")]
    [InlineData("9-15 (204)", "ru", "09:00-15:00@204")]
    [InlineData("9-15 (каб. 2-04)", "ru", "09:00-15:00@2-04")]
    [InlineData("9-15 [204]", "ru", "09:00-15:00@204")]
    [InlineData("каб. 204 9-15", "ru", "09:00-15:00@204")]
    [InlineData("9-15 каб. процедурный", "ru", "09:00-15:00@процедурный")]
    [InlineData("9-15 rm 204", "en", "09:00-15:00@204")]
    [InlineData("9am-3pm room B12", "en", "09:00-15:00@B12")]
    [InlineData("9h-15h salle 12", "fr", "09:00-15:00@12")]
    [InlineData("9h-15h cab. 3", "fr", "09:00-15:00@3")]
    [InlineData("9-13; 14-18 к.204", "ru", "09:00-13:00@204 14:00-18:00@204")]
    [InlineData("9-13 к.204; 14-18 к.110", "ru", "09:00-13:00@204 14:00-18:00@110")]
    [InlineData("к.204 9-13; к.110 14-18", "ru", "09:00-13:00@204 14:00-18:00@110")]
    public void A_room_in_the_cell_goes_with_its_hours(string text, string language, string expected)
    {
        var (cell, problems) = Rota.Cell(text, language);

        Assert.Empty(problems);
        Assert.Equal(expected, Rota.Print(cell.Work));
    }

    [Theory]
    [InlineData("9-", "bad-hours")]
    [InlineData("9", "bad-hours")]
    [InlineData("8:00", "bad-hours")]
    [InlineData("7.2", "bad-hours")]
    [InlineData("9-25", "bad-hours")]
    [InlineData("9:75-15", "bad-hours")]
    [InlineData("9-15 отмена", "bad-hours")]
    [InlineData("вых 9-15", "bad-hours")]
    [InlineData("8-10-15-20", "bad-hours")]
    [InlineData("9-15 204", "bad-hours")]
    [InlineData("9-1О", "bad-hours")] // a letter О for a nought
    [InlineData("15-9", "end-before-start")]
    [InlineData("9-5", "end-before-start")]
    [InlineData("9-13; 12-18", "overlapping-hours")]
    [InlineData("9-15; 20-10", "overlapping-hours")]
    [InlineData("9-12 обед 13-14", "overlapping-hours")]
    [InlineData("Ы", "unknown-mark")]
    [InlineData("замена", "unknown-mark")]
    [InlineData("15.09.2026", "date-instead-of-hours")]
    [InlineData("15.сен", "date-instead-of-hours")]
    [InlineData("09.дек", "date-instead-of-hours")]
    [InlineData("Sep-15", "date-instead-of-hours")]
    [InlineData("2026-09-15", "date-instead-of-hours")]
    public void What_cannot_be_read_is_named_with_its_cell_and_left_alone(string text, string code)
    {
        var (cell, problems) = Rota.Cell(text);

        var problem = Assert.Single(problems);
        Assert.Equal((code, "E3", text, ProblemSeverity.Error), (problem.Code, problem.Address, problem.Found, problem.Severity));
        Assert.False(cell.IsUnderstood);
    }

    [Theory]
    [InlineData("9-5", "09:00–17:00")]
    [InlineData("15-9", "09:00–15:00")]
    public void Hours_the_wrong_way_round_come_with_a_suggestion(string text, string expected) =>
        Assert.Equal(expected, Rota.Cell(text, "en").Problems.Single().Expected);

    [Theory]
    [InlineData("8-8", "08:00-08:00")]
    [InlineData("1-5", "01:00-05:00")]
    [InlineData("12-3", "12:00-03:00")]
    public void Unusual_hours_are_taken_with_a_warning(string text, string expected)
    {
        var (cell, problems) = Rota.Cell(text, "en");

        Assert.Equal(expected, Rota.Print(cell.Work));
        var problem = Assert.Single(problems);
        Assert.Equal(("unusual-hours", ProblemSeverity.Warning), (problem.Code, problem.Severity));
    }

    [Fact]
    public void A_night_ends_on_the_next_day()
    {
        var night = Assert.Single(Rota.Cell("20-8").Cell.Work);

        Assert.True(night.EndsNextDay);
        Assert.False(Assert.Single(Rota.Cell("8-20").Cell.Work).EndsNextDay);
    }
}
