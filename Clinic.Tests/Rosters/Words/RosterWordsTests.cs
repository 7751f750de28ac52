using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Words;
using Xunit;

namespace Clinic.Tests.Rosters.Words;

/// <summary>Phrases as people of a clinic write them.</summary>
public sealed class RosterWordsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    public static TheoryData<WordsLanguage, string, string> Phrases()
    {
        var data = new TheoryData<WordsLanguage, string, string>();
        foreach (var (language, table) in new[] { (WordsLanguage.Ru, RussianPhrases.Table), (WordsLanguage.En, EnglishPhrases.Table), (WordsLanguage.Fr, FrenchPhrases.Table) })
        {
            foreach (var line in table.Split('\n'))
            {
                var halves = line.Split(" => ");
                data.Add(language, halves[0], halves[1].TrimEnd());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_phrase_says_what_it_should_and_is_written_back_in_every_language(WordsLanguage language, string phrase, string expected)
    {
        var reading = RosterWords.Read(phrase, language, Today);

        Assert.Null(reading.Refusal);
        Assert.Equal(expected, string.Join(" + ", reading.Rules));
        Assert.Equal(reading.Rules, RosterWords.Read(phrase, null, Today).Rules);
        foreach (var other in Enum.GetValues<WordsLanguage>())
        {
            var written = RosterWords.Write(reading.Rules, other);
            Assert.Equal(reading.Rules, RosterWords.Read(written, other, Today).Rules);
            Assert.Equal(reading.Rules, RosterWords.Read(written, null, Today.AddDays(500)).Rules);
            Assert.Equal(written, RosterWords.Write(RosterWords.Read(written, other, Today).Rules, other));
        }
    }

    [Fact]
    public void There_are_at_least_two_hundred_phrases_and_every_kind_of_pattern_is_among_them()
    {
        var phrases = Phrases();
        Assert.True(phrases.Count >= 200);
        Assert.Equal(phrases.Count, phrases.Select(p => p.Data.Item2).Distinct().Count());
        Assert.All(Enum.GetValues<PatternKind>(), kind => Assert.Contains(phrases, p => p.Data.Item3.Contains($"{kind}:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("чет 8-14 нечет 14-20 кроме вс с 1 июня", WordsLanguage.Ru, "по чётным 8:00–14:00, по нечётным 14:00–20:00, кроме воскресенья, с 1 июня 2027 года")]
    [InlineData("1-й и 3-й вторник, 1-я и 3-я среда 10-13", WordsLanguage.Ru, "первый и третий вторник, первая и третья среда месяца 10:00–13:00")]
    [InlineData("последнее вс месяца, последняя пт месяца 9-12", WordsLanguage.Ru, "последняя пятница, последнее воскресенье месяца 9:00–12:00")]
    [InlineData("1/3 с 1 декабря, 8-8", WordsLanguage.Ru, "сутки через трое, 8:00–8:00, с 1 декабря 2026 года")]
    [InlineData("раз в две недели по вт и чт 9-12 с 1 декабря", WordsLanguage.Ru, "через неделю по вторникам и четвергам 9:00–12:00, с 1 декабря 2026 года")]
    [InlineData("пн-пт 8-16, на сайте не больше 21 приёма", WordsLanguage.Ru, "пн–пт 8:00–16:00, для сайта не более 21 приёма")]
    [InlineData("пн-пт 8-16, запись с сайта открывается за 21 день в 8:00, за 2 часа свободное открывается всем", WordsLanguage.Ru, "пн–пт 8:00–16:00, для сайта запись открывается за 21 день в 8:00, за 2 часа свободное открывается всем")]
    [InlineData("with effect from 1 June even dates 8-14, odd dates 14-20, except Sundays", WordsLanguage.En, "even dates 8:00–14:00, odd dates 14:00–20:00, except Sundays, from 1 June 2027")]
    [InlineData("1st and 22nd of the month 9-12", WordsLanguage.En, "on the 1st and 22nd of each month, 9:00–12:00")]
    [InlineData("jours pairs 8h-14h sauf le dimanche à partir du 1er juin", WordsLanguage.Fr, "les jours pairs 8h–14h, sauf le dimanche, à partir du 1er juin 2027")]
    [InlineData("lun ven 9h-17h, pour le site au plus 1 visite", WordsLanguage.Fr, "les lundis et vendredis 9h–17h, pour le site, au plus 1 visite")]
    public void A_sloppy_phrase_is_written_as_a_native_would(string phrase, WordsLanguage language, string sentence) =>
        Assert.Equal(sentence, RosterWords.Write(RosterWords.Read(phrase, language, Today).Rules, language));

    [Theory]
    [InlineData("5/2 9-18", "Weekdays:12345 09:00-18:00")]
    [InlineData("6/1 9-18", "Weekdays:123456 09:00-18:00")]
    [InlineData("2/2 8-20", "Rotation:2026-11-22:2:2 08:00-20:00")]
    [InlineData("24/72 8-8", "Rotation:2026-11-22:1:3 08:00-08:00")]
    [InlineData("24/12 9-12", "Dates:2026-12-24:1234567 09:00-12:00")]
    [InlineData("1.12-5.12 8-14", "Dates:2026-12-01..2026-12-05:1234567 08:00-14:00")]
    public void Numbers_alone_are_days_of_work_and_rest_or_dates(string phrase, string expected) =>
        Assert.All(Enum.GetValues<WordsLanguage>(), language => Assert.Equal(expected, string.Join(" + ", RosterWords.Read(phrase, language, Today).Rules)));

    [Theory]
    [InlineData("2026-06-01", "2026-06-01")]
    [InlineData("2026-06-02", "2027-06-01")]
    [InlineData("2026-12-31", "2027-06-01")]
    public void A_date_without_a_year_is_the_next_such_date(string today, string from)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var rule = Assert.Single(RosterWords.Read("по будням 9–15, с 1 июня", null, DateOnly.Parse(today, culture)).Rules);
        Assert.Equal(DateOnly.Parse(from, culture), rule.From);
    }

    [Fact]
    public void The_leap_day_waits_for_its_year()
    {
        var rule = Assert.Single(RosterWords.Read("29 февраля 9–12", null, Today).Rules);
        Assert.True(rule.Covers(new(2028, 2, 29)));
        Assert.False(rule.Covers(new(2028, 2, 28)));
    }
}
