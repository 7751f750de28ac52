using System.Diagnostics;
using System.Globalization;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability.Wishes;

/// <summary>Wishes as patients say them and registrars type them.</summary>
public sealed class ReadWishTests
{
    private static readonly string[] Languages = ["ru", "en", "fr"];

    public static TheoryData<string, string, string> Phrases()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (language, table) in new[] { ("ru", RussianWished.Table), ("en", EnglishWished.Table), ("fr", FrenchWished.Table) })
        {
            foreach (var line in table.Split('\n'))
            {
                var halves = line.Split(" => ");
                data.Add(language, halves[0], halves[1].TrimEnd());
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Phrases))]
    public void A_phrase_asks_for_what_it_says(string language, string phrase, string expected) => Assert.Equal(expected, WishClinic.Brief(WishClinic.Read(phrase, language)));

    [Theory, MemberData(nameof(Phrases))]
    public void A_wish_written_in_any_language_reads_back_to_the_same_wish(string language, string phrase, string _)
    {
        var wish = WishClinic.Read(phrase, language).Wish;
        foreach (var other in Languages)
        {
            var written = new WishText(WishClinic.Facts, WishClinic.Today, new(other)).Of(wish);
            var read = WishClinic.Read(written, other);
            Assert.Equal((written, wish), (written, read.Wish));
            Assert.Empty(read.Unknown);
        }
    }

    [Fact]
    public void There_are_at_least_sixty_phrases_in_each_language_and_every_aspect_is_among_them()
    {
        Assert.All(Languages, l => Assert.True(Phrases().Count(p => p.Data.Item1 == l) >= 60));
        Assert.All(Languages, l => Assert.Equal(
            Enum.GetValues<WishAspect>(), Phrases().Where(p => p.Data.Item1 == l).SelectMany(p => WishClinic.Read(p.Data.Item2, l).Wish.Said).Distinct().Order()));
    }

    [Theory, MemberData(nameof(Phrases))]
    public void Upper_case_and_blanks_change_nothing(string language, string phrase, string expected) =>
        Assert.Equal(expected.ToUpperInvariant(), WishClinic.Brief(WishClinic.Read($"  {phrase.ToUpperInvariant()} ", language)).ToUpperInvariant());

    [Fact]
    public void Every_letter_typed_is_understood_or_shown_as_not_understood_until_the_next()
    {
        const string Typed = "кардиолог, на этой неделе, после 17, женщина, ДМС";
        for (var length = 1; length <= Typed.Length; length++)
        {
            var reading = WishClinic.Read(Typed[..length], "ru");
            Assert.All(reading.Unknown, u => Assert.Contains(u, Typed, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_text_throws_and_ten_thousand_characters_are_read_at_once()
    {
        var random = new Random(20_261);
        string[] scraps =
        [
            "к", "с", "до", "после", "по", "через", "между", "не", "кроме", "at", "in", "from", "to", "by", "dans", "du", "au", "entre", "кардиолог", "Левину", "пт", "пн-", "15", ".", "12", ":", "30",
            "99999999999", "0", "24", "утра", "дня", "pm", "h", "декабря", "29 февраля", "числа", "-", "—", ",", "\n", "\"", "«", "каб.", "ДМС", "женщина", "в течение", "следующую", "🙂", "\u202e", "<script>",
            "' OR 1=1 --", "\0", "ё", "\u0301", "e\u0301", "١٥", "次", "УЗИ", "первичный", "на Садовой", "'", "]", "tonight", "ce", "2026-13-45", "31.02", "конца",
        ];
        for (var i = 0; i < 4000; i++)
        {
            var text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 14)).Select(_ => scraps[random.Next(scraps.Length)]));
            var reading = WishClinic.Read(text, Languages[i % 3]);
            Assert.True(reading.Wish.From is null || reading.Wish.To is null || reading.Wish.From <= reading.Wish.To, text);
            Assert.True(reading.Wish.Earliest is null || reading.Wish.Latest is null || reading.Wish.Earliest < reading.Wish.Latest, text);
            _ = new WishText(WishClinic.Facts, WishClinic.Today, CultureInfo.InvariantCulture).Of(reading.Wish);
        }

        foreach (var scrap in scraps.Where(s => s.Length > 0))
        {
            var text = string.Concat(Enumerable.Repeat($"{scrap} ", 10_000 / (scrap.Length + 1)));
            var watch = Stopwatch.StartNew();
            Assert.Contains("…", WishClinic.Read(text, "ru").Unknown);
            Assert.True(watch.ElapsedMilliseconds < 1000, $"{scrap}: {watch.ElapsedMilliseconds} ms");
        }
    }

    [Fact]
    public async Task Names_are_those_of_the_clinic_as_they_are_now_and_strangers_are_refused()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        Assert.Equal(clinic.Doctor, Assert.Single((await Read("к Петрову завтра", TestClinic.Registrar)).Value!.Wish.Doctors.Ids));
        Assert.Equal(["Сидорову"], (await Read("Сидорову", TestClinic.Registrar)).Value!.Unknown);

        var other = await clinic.AddDoctor("Сидоров", null, Domain.Rosters.WorkHours.Of("09:00-18:00"));
        Assert.Equal(other, Assert.Single((await Read("Сидорову", TestClinic.Registrar)).Value!.Wish.Doctors.Ids));
        Assert.Equal(ProblemCodes.Forbidden, (await Read("Петров", Actor.Of("d", [Roles.Doctor], clinic.Doctor))).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await Read("Петров", Actor.Stranger)).Problem?.Code);

        ValueTask<Domain.Result<WishReading>> Read(string text, Actor actor) => clinic.Get<ReadWish>().Run(text, new("ru"), actor, TestContext.Current.CancellationToken);
    }
}
