using System.Diagnostics;
using System.Text;
using Clinic.Domain.Rosters.Words;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Rosters.Words;

/// <summary>What holds for any rules and for any text.</summary>
public sealed class RoundTripTests
{
    private const ulong Seed = 20261122;
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(Seed, 1);

    [Theory]
    [InlineData(WordsLanguage.Ru)]
    [InlineData(WordsLanguage.En)]
    [InlineData(WordsLanguage.Fr)]
    public void Any_rules_written_in_words_read_back_equal(WordsLanguage language) =>
        Prop.ForAll(AnyRules.Sound, rules =>
        {
            var written = RosterWords.Write(rules, language);
            var known = RosterWords.Read(written, language, Today);
            var guessed = RosterWords.Read(written, null, Today.AddDays(777));
            return (known.IsRead && known.Rules.SequenceEqual(rules) && guessed.IsRead && guessed.Rules.SequenceEqual(rules)).Label($"{written} -> {string.Join(" + ", known.Rules)} {known.Refusal}");
        }).Check(Seeded);

    [Fact]
    public void Random_words_in_any_order_are_read_or_refused_with_a_phrase_that_can_be_read()
    {
        string[] pieces =
        [
            .. string.Join(' ', RussianPhrases.Table, EnglishPhrases.Table, FrenchPhrases.Table).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(),
            "31", "0", "99999999999999999999", "«", "»", "\"", "-", "–", ",", ";", ":", "(", ")", "%", ".", "/", "🙂", "\u202Eabc", "\u0000", "\n", "\t", "й̆", "\ud800", "1:2:3", "29.02", "31.02.2027", "0000-00-00", "9999-12-31",
        ];
        Prop.ForAll(Gen.ListOf(Gen.Elements(pieces)).Select(l => string.Join(' ', l)).ToArbitrary(), Sound).Check(Seeded);
        Prop.ForAll(Gen.ListOf(Gen.Elements(pieces)).Select(l => string.Concat(l)).ToArbitrary(), Sound).Check(Seeded);
    }

    [Fact]
    public void Random_characters_are_read_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || Sound(text)).Check(Seeded);

    [Theory]
    [InlineData("пн ")]
    [InlineData("9-18, ")]
    [InlineData("1, ")]
    [InlineData("кроме 1 января, ")]
    [InlineData("первый и ")]
    [InlineData("для сайта, для врача, ")]
    [InlineData("каб. 1, 2 или ")]
    [InlineData("только УЗИ, «ЭКГ» ")]
    [InlineData("нечитаемое ")]
    [InlineData("«")]
    [InlineData("\"")]
    [InlineData("🙂")]
    [InlineData("\u202E\u0000")]
    [InlineData("9")]
    [InlineData("с 1 по ")]
    [InlineData("un lundi et ")]
    [InlineData("- . / ( ")]
    public void A_long_text_neither_throws_nor_takes_long(string piece)
    {
        foreach (var length in new[] { RosterWords.MaxLength, 10_000 })
        {
            var text = string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
            var clock = Stopwatch.StartNew();
            Assert.True(Sound(text));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{piece}: {clock.Elapsed}");
        }
    }

    [Fact]
    public void A_sentence_of_the_greatest_length_with_random_letters_is_answered()
    {
        var letters = new Random(7);
        var text = new StringBuilder();
        while (text.Length < RosterWords.MaxLength)
        {
            text.Append((char)letters.Next(0, 0xFFFF));
        }

        Assert.True(Sound(text.ToString()));
    }

    private static bool Sound(string text)
    {
        var reading = RosterWords.Read(text, null, Today);
        return reading.Refusal is { } refusal
            ? refusal.Position >= 0 && refusal.Position + refusal.Length <= text.Length && RosterWords.Read(refusal.Suggestion, reading.Language, Today).IsRead
            : reading.Rules.Count > 0 && reading.Rules.All(r => r.Faults.Count == 0);
    }
}
