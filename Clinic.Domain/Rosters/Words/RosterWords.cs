using System.Globalization;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Rosters in plain words: a sentence to rules, rules to a sentence that reads back to the same rules.</summary>
public static class RosterWords
{
    /// <summary>Longer texts are refused unread.</summary>
    public const int MaxLength = 8000;

    private static readonly WordsLanguage[] Languages = Enum.GetValues<WordsLanguage>();

    /// <param name="text">As typed.</param>
    /// <param name="language">Null to find out.</param>
    /// <param name="today">A date without a year means the next such date from here.</param>
    public static Reading Read(string text, WordsLanguage? language, DateOnly today)
    {
        var reading = language is { } known ? ReadOnce(text, known, today) : ReadInSome(text, today);
        return reading.Refusal is { } refusal ? reading with { Refusal = refusal with { Suggestion = Repair.Nearest(text, refusal, reading.Language, today) } } : reading;
    }

    /// <summary>A sentence in the language; it reads back to the same rules, whatever the day.</summary>
    /// <exception cref="ArgumentException">No rule, or one at fault.</exception>
    public static string Write(IReadOnlyList<RosterRule> rules, WordsLanguage language) =>
        rules.Count > 0 && rules.All(r => r.Faults.Count == 0)
            ? new SentenceWriter(Phrasing.Of(language)).Write(rules)
            : throw new ArgumentException("Only sound rules can be put in words.", nameof(rules));

    /// <summary>An access rule as a part of a sentence.</summary>
    public static string Write(AccessRule rule, WordsLanguage language) => Phrasing.Of(language).Access(rule);

    /// <summary>The language of the culture; English for any but Russian and French.</summary>
    public static WordsLanguage LanguageOf(CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "ru" => WordsLanguage.Ru,
        "fr" => WordsLanguage.Fr,
        _ => WordsLanguage.En,
    };

    /// <summary>One attempt, without a suggestion.</summary>
    internal static Reading ReadOnce(string text, WordsLanguage language, DateOnly today)
    {
        if (text.Length > MaxLength)
        {
            return new(language, [], new(ProblemCodes.TooLong, "", "", MaxLength, text.Length - MaxLength, ""));
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new(language, [], new(ProblemCodes.Required, "", "", 0, 0, ""));
        }

        var vocabulary = VocabularyOf(language);
        var words = Phrasing.Of(language);
        var grammar = new Grammar(text, Lexer.Read(text, vocabulary), vocabulary, words, today);
        grammar.Run();
        var drafts = Drafts.Of(grammar.Segments);
        var maker = new RuleMaker(text, words, drafts, today);
        maker.Run();
        return new(language, maker.Rules, grammar.Refusal ?? maker.Refusal ?? (maker.Rules.Count == 0 ? Nothing(text) : null));
    }

    internal static Vocabulary VocabularyOf(WordsLanguage language) => language switch
    {
        WordsLanguage.Ru => RussianVocabulary.Table,
        WordsLanguage.Fr => FrenchVocabulary.Table,
        _ => EnglishVocabulary.Table,
    };

    private static WordsRefusal Nothing(string text) => new(ProblemCodes.RosterUnread, "", text, 0, text.Length, "");

    // By the script first: names may stand in the other one. Where nothing can be read, the language that knows, or nearly knows, more of the words.
    private static Reading ReadInSome(string text, DateOnly today)
    {
        var cyrillic = text.Count(IsCyrillic) > text.Count(char.IsAsciiLetter);
        var likely = Read(l => l == WordsLanguage.Ru == cyrillic);
        return likely.FirstOrDefault(r => r.IsRead) is null && Read(l => l == WordsLanguage.Ru != cyrillic).FirstOrDefault(r => r.IsRead) is { } other
            ? other
            : likely.MaxBy(r => (r.IsRead, likely.Count > 1 ? Known(text, r.Language) : 0))!;

        List<Reading> Read(Func<WordsLanguage, bool> which) => [.. Languages.Where(which).Select(l => ReadOnce(text, l, today))];
    }

    private static int Known(string text, WordsLanguage language)
    {
        var vocabulary = VocabularyOf(language);
        var tokens = text.Length > MaxLength ? [] : Lexer.Read(text, vocabulary);
        return tokens.Count(t => t.Sense != Sense.None) - tokens.Count(t => t.IsUnknown && !vocabulary.IsNearlyKnown(t.Text));
    }

    private static bool IsCyrillic(char c) => c is >= 'Ѐ' and <= 'ӿ';
}
