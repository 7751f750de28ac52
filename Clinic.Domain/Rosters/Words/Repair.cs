using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Finds the nearest phrase that can be read: mends the words at fault one after another, and shortens the phrase where that does not help.</summary>
internal static partial class Repair
{
    private const int Rounds = 6;
    private const int Guesses = 4;
    private static readonly char[] Loose = [' ', ',', ';', '.', '-', '–', '—'];

    internal static string Nearest(string text, WordsRefusal refusal, WordsLanguage language, DateOnly today)
    {
        bool Fits(string candidate) => !LeftOver().IsMatch(candidate) && KeepsSense(text, candidate, refusal, language) && RosterWords.ReadOnce(candidate, language, today).IsRead;
        if (Parted(text, refusal, language).Prepend(refusal.Suggestion).FirstOrDefault(c => c.Length > 0 && Fits(c)) is { } clear)
        {
            return clear;
        }

        var (mended, fault) = (text, refusal);
        for (var round = 0; round < Rounds && text.Length <= RosterWords.MaxLength; round++)
        {
            var best = (Text: "", Reading: (Reading?)null);
            foreach (var candidate in Candidates(mended, fault, language).Select(c => c.TrimEnd(Loose)))
            {
                var reading = RosterWords.ReadOnce(candidate, language, today);
                if (!KeepsSense(text, candidate, refusal, language) || (reading.IsRead && LeftOver().IsMatch(candidate)))
                {
                    continue;
                }

                if (reading.IsRead)
                {
                    return candidate;
                }

                if (best.Reading is null || Reach(reading, candidate) > Reach(best.Reading, best.Text))
                {
                    best = (candidate, reading);
                }
            }

            if (best.Reading?.Refusal is not { } next)
            {
                break;
            }

            (mended, fault) = (best.Text, next);
        }

        return (NamesDaysOrHours(refusal, Lexer.Read(refusal.Word, RosterWords.VocabularyOf(language))) ? null : Beginning(text, refusal, Fits)) ?? Sample(language);
    }

    // Marks of what is no longer there: "пн, :, -".
    [GeneratedRegex(@"(?:^|[,;:\-–—])\s*[:\-–—]|[:\-–—]\s*(?:$|[,;])")]
    private static partial Regex LeftOver();

    /// <summary>What may belong to either side, parted from one of them.</summary>
    private static IEnumerable<string> Parted(string text, WordsRefusal fault, WordsLanguage language)
    {
        if (fault.Code != ProblemCodes.RosterUnclear || Negations(fault.Word, language).Keys.Any(s => s != Sense.Except))
        {
            yield break;
        }

        var (before, word, after) = (text[..fault.Position].TrimEnd(), fault.Word, text[(fault.Position + fault.Length)..].TrimStart());
        var (bareBefore, bareAfter) = (before.TrimEnd(','), after.TrimStart(',').TrimStart());
        if (bareAfter.Length > 0)
        {
            yield return $"{before} {word}; {bareAfter}";
        }

        yield return $"{bareBefore}, {word}{(after.StartsWith(',') ? "" : " ")}{after}".TrimEnd();
        yield return $"{bareBefore}; {word}{(after.StartsWith(',') ? "" : " ")}{after}".TrimEnd();
    }

    // A day off must not come back as a day of work.
    private static bool KeepsSense(string text, string candidate, WordsRefusal refusal, WordsLanguage language)
    {
        var (said, kept) = (Negations(text, language), Negations(candidate, language));
        return said.All(s => (s.Key == Sense.Except && refusal.Code == ProblemCodes.NoDaysLeft) || kept.GetValueOrDefault(s.Key) == s.Value);
    }

    private static Dictionary<Sense, int> Negations(string text, WordsLanguage language) =>
        Lexer.Read(text.Length > RosterWords.MaxLength ? text[..RosterWords.MaxLength] : text, RosterWords.VocabularyOf(language)).Where(t => t.Sense is Sense.Except or Sense.DayOff or Sense.Off or Sense.Closed or Sense.Not || MaySayOff(t))
            .GroupBy(t => t.Sense).ToDictionary(g => g.Key, g => g.Count());

    private static bool MaySayOff(Token token) => token is { Sense: Sense.Weekend, Value: 1 };

    // How far from the end the fault lies: the farther it moved, the better the guess.
    private static int Reach(Reading reading, string text) => reading.Refusal!.Position - text.Length;

    private static IEnumerable<string> Candidates(string text, WordsRefusal fault, WordsLanguage language)
    {
        var before = text[..Math.Min(fault.Position, text.Length)];
        var after = text[Math.Min(fault.Position + fault.Length, text.Length)..];
        foreach (var mended in Mended(fault, language))
        {
            yield return before + mended + after;
        }

        var tokens = Lexer.Read(fault.Word, RosterWords.VocabularyOf(language));
        if (fault is { Code: ProblemCodes.Required, Field: RosterRuleFaults.Hours } && !tokens.Exists(MaySayOff))
        {
            var end = Math.Min(fault.Position + fault.Length, text.Length);
            yield return $"{text[..end].TrimEnd(' ', ',', '.', ';')} {Phrasing.Of(language).Hours(Usual(fault))}{text[end..]}";
        }

        if (!NamesDaysOrHours(fault, tokens))
        {
            yield return Joined(before, after);
        }
    }

    // To leave out days or hours is to say something else.
    private static bool NamesDaysOrHours(WordsRefusal fault, List<Token> tokens) =>
        fault.Code is ProblemCodes.RosterUnread or ProblemCodes.RosterUnclear && (tokens.Exists(IsOfCalendar) || (fault.Code == ProblemCodes.RosterUnclear && tokens[0].Kind == TokenKind.Number && tokens.Exists(t => t.IsMark('-'))));

    private static bool IsOfCalendar(Token token) =>
        token.Sense is (>= Sense.Weekday and <= Sense.EveryDay) or Sense.Ordinal or (>= Sense.Even and <= Sense.AlternateWeeks) or Sense.WeekOfTwo;

    private static IEnumerable<string> Mended(WordsRefusal fault, WordsLanguage language)
    {
        switch (fault.Code)
        {
            case ProblemCodes.RosterUnread when fault.Word.Length > 0 && char.IsLetter(fault.Word[0]) && Lexer.Read(fault.Word, RosterWords.VocabularyOf(language)) is [{ IsUnknown: true }, _]:
                foreach (var near in RosterWords.VocabularyOf(language).Near(Plain(fault.Word), Guesses))
                {
                    yield return char.IsUpper(fault.Word[0]) ? char.ToUpperInvariant(near[0]) + near[1..] : near;
                }

                break;
            case ProblemCodes.BadDate or ProblemCodes.QuotaAboveAll or ProblemCodes.EmptyRotation or ProblemCodes.OutOfRange:
                foreach (var (number, instead) in Numbers(fault))
                {
                    yield return instead;
                }

                break;
            default:
                break;
        }
    }

    // 31 июня → 30 июня, 150 % → 100 %, 0 через 2 → 1 через 2, 7 минут → 5 минут.
    private static IEnumerable<(int Number, string Instead)> Numbers(WordsRefusal fault)
    {
        foreach (var token in Lexer.Split(fault.Word).Where(t => t.Kind == TokenKind.Number))
        {
            int[] nearest = fault.Code switch
            {
                ProblemCodes.BadDate => [30, 29, 28, 12],
                ProblemCodes.QuotaAboveAll => [100],
                ProblemCodes.EmptyRotation => [1],
                _ => [Math.Max(Cell.Minutes, token.Value / Cell.Minutes * Cell.Minutes), 60],
            };
            foreach (var number in nearest.Where(n => n != token.Value))
            {
                yield return (number, fault.Word[..token.Start] + number.ToString(CultureInfo.InvariantCulture) + fault.Word[token.Stop..]);
            }
        }
    }

    private static string Joined(string before, string after)
    {
        var head = before.TrimEnd(' ', ',', ';');
        var tail = after.TrimStart(' ', ',', ';', '.');
        return head.Length == 0 || tail.Length == 0 ? head + tail : $"{head}{(before.Contains(',') || after.StartsWith(',') ? ", " : " ")}{tail}";
    }

    private static string Plain(string word) => string.Concat(Lexer.Split(word).Select(t => t.Text));

    private static string? Beginning(string text, WordsRefusal refusal, Func<string, bool> fits)
    {
        var end = Math.Min(refusal.Position, Math.Min(text.Length, RosterWords.MaxLength));
        for (var i = 0; i <= Guesses && end > 0; i++)
        {
            var beginning = text[..end].TrimEnd(Loose);
            if (fits(beginning))
            {
                return beginning;
            }

            end = text.LastIndexOfAny([',', ';', '.', '\n'], end - 1);
        }

        return null;
    }

    private static WorkHours Usual(WordsRefusal fault) => WorkHours.Of(fault.Word.StartsWith("сут", StringComparison.OrdinalIgnoreCase) ? "08:00-08:00" : "09:00-18:00");

    private static string Sample(WordsLanguage language) =>
        Phrasing.Of(language).Days(RosterPattern.OnWeekdays(Weekdays.Working)) + " " + Phrasing.Of(language).Hours(Usual(new("", "", "", 0, 0, "")));
}
