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
    [InlineData("пн выходной", ProblemCodes.RosterUnread, "пн выходной", "пн–пт 9:00–18:00")]
    [InlineData("пн-пт 9-18, с 1 июня ср выходной", ProblemCodes.RosterUnclear, "ср выходной", "пн–пт 9:00–18:00")]
    [InlineData("пн 9-12, 20 минут, приём 30 минут", ProblemCodes.RosterUnclear, "приём 30 минут", "пн 9-12, 20 минут")]
    [InlineData("пн 9-12, каб. 1, каб. 2", ProblemCodes.RosterUnclear, "каб. 2", "пн 9-12, каб. 1")]
    [InlineData("пн 9-12 с 1 июня, с 1 июля", ProblemCodes.RosterUnclear, "с 1 июля", "пн 9-12 с 1 июня")]
    [InlineData("пн-пт 9-18, с 1 июня, сб 9-14", ProblemCodes.RosterUnclear, "с 1 июня", "пн-пт 9-18, с 1 июня; сб 9-14")]
    [InlineData("пн-пт 9-18 с 1 июня сб 9-14", ProblemCodes.RosterUnclear, "с 1 июня", "пн-пт 9-18 с 1 июня; сб 9-14")]
    [InlineData("пн-пт 9-18, сб 9-14 с 1 июня", ProblemCodes.RosterUnclear, "с 1 июня", "пн-пт 9-18, сб 9-14, с 1 июня")]
    [InlineData("пн-пт 9-12, 14-18, 31 декабря 9-13", ProblemCodes.RosterUnclear, "14-18", "пн-пт 9-12, 14:00–18:00, 31 декабря 9-13")]
    [InlineData("3 декабря, 10-15, 20 декабря 9-12", ProblemCodes.RosterUnclear, "10-15", "3 декабря, 10:00–15:00, 20 декабря 9-12")]
    [InlineData("пн-пт 9-15 с 1.06 по 31.08, пн не работает", ProblemCodes.RosterUnclear, "с 1.06 по 31.08, пн не работает", "пн–пт 9:00–18:00")]
    [InlineData("пн-пт 9-18, врач не принимает по средам, с сентября по май пн-пт 9-15", ProblemCodes.RosterUnclear, "врач не принимает по средам, с сентября по май", "пн–пт 9:00–18:00")]
    [InlineData("пн-пт с 9 до 12 и с 14 до 18, 4 и 5 числа каждого месяца 9-12", ProblemCodes.RosterUnclear, "с 14 до 18, 4 и 5 числа каждого месяца", "пн–пт 9:00–18:00")]
    [InlineData("пн-пт, ежедневно 9-18", ProblemCodes.RosterUnclear, "пн-пт, ежедневно", "пн-пт 9-18")]
    [InlineData("пн-пт без выходных 9-18", ProblemCodes.RosterUnclear, "пн-пт без выходных", "пн-пт 9-18")]
    [InlineData("без выходных, пн-пт 9-18", ProblemCodes.RosterUnclear, "без выходных", "пн–пт 9:00–18:00")]
    [InlineData("пн 9-12 каб. 101, 14-18", ProblemCodes.RosterUnclear, "14-18", "пн–пт 9:00–18:00")]
    [InlineData("on 3/12 9-12", ProblemCodes.RosterUnclear, "3/12", "on 3 December 9-12")]
    [InlineData("Mon-Fri 6-2", ProblemCodes.RosterUnclear, "6-2", "Mon-Fri 06:00–14:00")]
    [InlineData("Mon-Fri 9-17, Sat 2-6", ProblemCodes.RosterUnclear, "2-6", "Mon-Fri 9-17, Sat 14:00–18:00")]
    [InlineData("с 9 до 6 пн-пт", ProblemCodes.RosterUnclear, "с 9 до 6", "9:00–18:00 пн-пт")]
    [InlineData("пн-пт 9-2", ProblemCodes.RosterUnclear, "9-2", "пн-пт 9:00–14:00")]
    [InlineData("кроме сб, вс 8-14", ProblemCodes.RosterUnclear, "кроме сб, вс", "кроме сб и вс 8-14")]
    [InlineData("last day of the month 9-12", ProblemCodes.RosterUnread, "last", "Mon–Fri 9:00–18:00")]
    [InlineData("последний рабочий день месяца 9-12", ProblemCodes.RosterUnread, "рабочий", "пн–пт 9:00–18:00")]
    [InlineData("неделя А: пн, ср 9-13; неделя Б: вт, чт 14-18", ProblemCodes.RosterUnclear, "неделя А: пн, ср", "неделя А: пн, ср 9-13; неделя Б: вт, чт 14-18; считая с 23 ноября 2026 года")]
    [InlineData("week A: Mon, Wed 9-13; week B: Tue, Thu 14-18", ProblemCodes.RosterUnclear, "week A: Mon, Wed", "week A: Mon, Wed 9-13; week B: Tue, Thu 14-18; counting from 23 November 2026")]
    [InlineData("semaine A : lundi 9h-13h ; semaine B : mardi 14h-18h", ProblemCodes.RosterUnclear, "semaine A : lundi", "semaine A : lundi 9h-13h ; semaine B : mardi 14h-18h ; en comptant du 23 novembre 2026")]
    [InlineData("по нечетным неделям пн, ср 9-13", ProblemCodes.RosterUnclear, "нечетным неделям", "неделя А пн, ср 9-13; считая с 30 ноября 2026 года")]
    [InlineData("нечетные недели пн 9-12, чётные недели вт 9-12", ProblemCodes.RosterUnclear, "нечетные недели", "неделя А пн 9-12, неделя Б вт 9-12; считая с 30 ноября 2026 года")]
    [InlineData("odd weeks Mon 9-12", ProblemCodes.RosterUnclear, "odd weeks", "week A Mon 9-12; counting from 30 November 2026")]
    [InlineData("semaines impaires lundi 9h-12h", ProblemCodes.RosterUnclear, "semaines impaires", "semaine A lundi 9h-12h ; en comptant du 30 novembre 2026")]
    [InlineData("пн-пт с восьми до двух", ProblemCodes.RosterUnclear, "с восьми до двух", "пн-пт 8:00–14:00")]
    [InlineData("пн, ср 9-13 неделя А", ProblemCodes.RosterUnclear, "неделя А", "пн–пт 9:00–18:00")]
    [InlineData("lundi, samedi fermé 9h-12h", ProblemCodes.RosterUnclear, "lundi, samedi fermé", "du lundi au vendredi 9h–18h")]
    [InlineData("fermé le mercredi après-midi, lun-ven 9h-17h", ProblemCodes.RosterUnclear, "fermé le mercredi après-midi", "du lundi au vendredi 9h–18h")]
    [InlineData("9-18, сб 10-14", ProblemCodes.RosterUnclear, "10-14", "пн–пт 9:00–18:00")]
    [InlineData("пн 9-12; 14-18", ProblemCodes.RosterUnclear, "14-18", "пн–пт 9:00–18:00")]
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

    [Theory]
    [InlineData("пн 25:00-30:00", "пн–пт 9:00–18:00")]
    [InlineData("понедельник выходной, вт-сб 9-18, кроме 31 декабря, пн 25:00-30:00", "понедельник выходной, вт-сб 9-18, кроме 31 декабря, пн")]
    public void A_suggestion_has_no_marks_left_of_what_is_gone(string text, string suggestion) =>
        Assert.Equal(suggestion, RosterWords.Read(text, null, Today).Refusal!.Suggestion);
}
