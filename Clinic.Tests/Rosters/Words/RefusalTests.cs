using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Words;
using Xunit;

namespace Clinic.Tests.Rosters.Words;

/// <summary>What cannot be read, or says what cannot be.</summary>
public sealed class RefusalTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string[] Languages = ["ru", "en", "fr"];

    [Theory]
    [InlineData("пн-пт 9-18, каббинет 204", ProblemCodes.RosterUnread, "каббинет", "пн-пт 9-18, кабинет 204")]
    [InlineData("понидельник 9-18", ProblemCodes.RosterUnread, "понидельник", "понедельник 9-18")]
    [InlineData("по вторнигам 9-12", ProblemCodes.RosterUnread, "вторнигам", "по вторникам 9-12")]
    [InlineData("пн-пт с 15 янвря по 1 марта 9-18", ProblemCodes.RosterUnread, "янвря", "пн-пт с 15 января по 1 марта 9-18")]
    [InlineData("по чётным 8–14, по нечётным 14–20, кроме восресенья, с 1 июня", ProblemCodes.RosterUnread, "восресенья", "по чётным 8–14, по нечётным 14–20, кроме воскресенья, с 1 июня")]
    [InlineData("понидельник 9-18, каббинет 204", ProblemCodes.RosterUnread, "понидельник", "понедельник 9-18, кабинет 204")]
    [InlineData("пн 9-18, каббинет 204, преём 20 минут", ProblemCodes.RosterUnread, "каббинет", "пн 9-18, кабинет 204, прием 20 минут")]
    [InlineData("Mondey 9-12", ProblemCodes.RosterUnread, "Mondey", "Monday 9-12")]
    [InlineData("lundy 9h-12h", ProblemCodes.RosterUnread, "lundy", "lundi 9h-12h")]
    [InlineData("🙂 пн-пт 9-18", ProblemCodes.RosterUnread, "🙂", "пн-пт 9-18")]
    [InlineData("пн-пт 25-30", ProblemCodes.RosterUnread, "25", "пн-пт 9:00–18:00")]
    [InlineData("бла бла бла", ProblemCodes.RosterUnread, "бла", "пн–пт 9:00–18:00")]
    [InlineData("du lundi au vendredi 9h-18h, salle", ProblemCodes.RosterUnread, "salle", "du lundi au vendredi 9h-18h")]
    [InlineData("", ProblemCodes.Required, "", "Mon–Fri 9:00–18:00")]
    [InlineData("сутки через трое", ProblemCodes.Required, "сутки через трое", "сутки через трое 8:00–8:00")]
    [InlineData("по будням, каб. 204", ProblemCodes.Required, "по будням", "по будням 9:00–18:00, каб. 204")]
    [InlineData("по понедельникам, кроме понедельника 9-12", ProblemCodes.NoDaysLeft, "кроме понедельника", "по понедельникам, 9-12")]
    [InlineData("3 декабря 2026 9-12, с 1 июня 2027", ProblemCodes.NoDaysLeft, "3 декабря 2026", "9-12, с 1 июня 2027")]
    [InlineData("пн-пт 9-18, обед 19-20", ProblemCodes.BreakOutsideHours, "обед 19-20", "пн-пт 9-18")]
    [InlineData("ночь 20-8, перерыв 2-2:30", ProblemCodes.BreakOutsideHours, "перерыв 2-2:30", "ночь 20-8")]
    [InlineData("чет 8-14, нечет 14-20, перерыв 20:30-21:00", ProblemCodes.BreakOutsideHours, "перерыв 20:30-21:00", "чет 8-14, нечет 14-20")]
    [InlineData("пн-пт 9-18 с 31 июня", ProblemCodes.BadDate, "31 июня", "пн-пт 9-18 с 30 июня")]
    [InlineData("пн-пт 9-18 с 29 февраля 2027", ProblemCodes.BadDate, "29 февраля 2027", "пн-пт 9-18 с 28 февраля 2027")]
    [InlineData("Mon-Fri 9-17 until 31 June", ProblemCodes.BadDate, "31 June", "Mon-Fri 9-17 until 30 June")]
    [InlineData("0 через 2, 8-20", ProblemCodes.EmptyRotation, "0 через 2", "1 через 2, 8-20")]
    [InlineData("пн-пт 9-18, для сайта не более 140 %", ProblemCodes.QuotaAboveAll, "для сайта не более 140 %", "пн-пт 9-18, для сайта не более 100 %")]
    [InlineData("пн-пт 9-18, 10-14", ProblemCodes.HoursOverlap, "9-18, 10-14", "пн-пт 9:00–18:00")]
    [InlineData("с 1 июня 2027 по 1 мая 2027 пн-пт 9-18", ProblemCodes.EndsBeforeStart, "с 1 июня 2027 по 1 мая 2027", "пн-пт 9-18")]
    [InlineData("пн-пт 9-18, только для регистратуры до 9:00, только для сайта до 9:00", ProblemCodes.AccessContradiction, "только для сайта до 9:00", "пн-пт 9-18, только для регистратуры до 9:00")]
    [InlineData("пн-пт 9-18, приём 7 минут", ProblemCodes.OutOfRange, "приём 7 минут", "пн-пт 9-18, приём 5 минут")]
    [InlineData("пн-пт 9-18, по 1 марта 1990", ProblemCodes.OutOfRange, "по 1 марта 1990", "пн-пт 9-18")]
    [InlineData("пн-пт 9-18, за 24 часа свободное открывается всем", ProblemCodes.BadValue, "за 24 часа свободное открывается всем", "пн-пт 9-18")]
    public void A_refusal_names_the_word_and_suggests_a_phrase_that_can_be_read(string text, string code, string word, string suggestion)
    {
        var refusal = RosterWords.Read(text, null, Today).Refusal;

        Assert.NotNull(refusal);
        Assert.Equal((code, word, suggestion), (refusal.Code, refusal.Word, refusal.Suggestion));
        Assert.Equal(word, text.Substring(refusal.Position, refusal.Length));
        Assert.True(RosterWords.Read(refusal.Suggestion, null, Today).IsRead);
        Assert.All(Languages, language => Assert.NotEqual(code, Problem.Text(code, new(language))));
    }

    [Fact]
    public void What_was_understood_is_there_for_a_preview()
    {
        var rule = Assert.Single(RosterWords.Read("через неделю по субботам", null, Today).Rules);
        Assert.Equal("AlternateWeeks:2026-11-28:6", rule.Pattern.ToString());
    }

    [Fact]
    public void A_text_too_long_is_refused_unread() =>
        Assert.Equal(ProblemCodes.TooLong, RosterWords.Read(new string('9', 10_000), null, Today).Refusal?.Code);
}
