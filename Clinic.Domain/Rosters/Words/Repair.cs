using System.Globalization;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Finds the nearest phrase that can be read: mends the words at fault one after another, and shortens the phrase where that does not help.</summary>
internal static class Repair
{
    private const int Rounds = 6;
    private const int Guesses = 4;
    private static readonly char[] Loose = [' ', ',', ';', '.', '-', '–', '—'];

    internal static string Nearest(string text, WordsRefusal refusal, WordsLanguage language, DateOnly today)
    {
        var (mended, fault) = (text, refusal);
        for (var round = 0; round < Rounds && text.Length <= RosterWords.MaxLength; round++)
        {
            var best = (Text: "", Reading: (Reading?)null);
            foreach (var candidate in Candidates(mended, fault, language).Select(c => c.TrimEnd(Loose)))
            {
                var reading = RosterWords.ReadOnce(candidate, language, today);
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

        return Beginning(text, refusal, language, today) ?? Sample(language);
    }

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

        if (fault is { Code: ProblemCodes.Required, Field: RosterRuleFaults.Hours })
        {
            var end = Math.Min(fault.Position + fault.Length, text.Length);
            yield return $"{text[..end].TrimEnd(' ', ',', '.', ';')} {Phrasing.Of(language).Hours(Usual(fault))}{text[end..]}";
        }

        yield return Joined(before, after);
    }

    private static IEnumerable<string> Mended(WordsRefusal fault, WordsLanguage language)
    {
        switch (fault.Code)
        {
            case ProblemCodes.RosterUnread when fault.Word.Length > 0 && char.IsLetter(fault.Word[0]):
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

    private static string? Beginning(string text, WordsRefusal refusal, WordsLanguage language, DateOnly today)
    {
        var end = Math.Min(refusal.Position, Math.Min(text.Length, RosterWords.MaxLength));
        for (var i = 0; i <= Guesses && end > 0; i++)
        {
            var beginning = text[..end].TrimEnd(Loose);
            if (RosterWords.ReadOnce(beginning, language, today).IsRead)
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
