namespace Clinic.Domain.Patients;

/// <summary>What a search means: words of a name in each of their readings, and numbers; a card must fit all of it.</summary>
internal sealed class PatientQuery
{
    private const int LongestText = 100;
    private const int MostWords = 4;
    private const int Typo = 4;
    private const int WholePhone = 10;

    private PatientQuery(IReadOnlyList<string[]> names, IReadOnlyList<NumberWish> numbers) => (Names, Numbers) = (names, numbers);

    /// <summary>The readings of the name, the likeliest first; none where only numbers were typed.</summary>
    internal IReadOnlyList<string[]> Names { get; }

    internal IReadOnlyList<NumberWish> Numbers { get; }

    internal static PatientQuery Read(string text, DateOnly today)
    {
        var tokens = (text.Length > LongestText ? text[..LongestText] : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        // Points, brackets and dashes without a digit may be letters of the other layout, else they say nothing.
        var words = tokens.Where(t => !t.Any(char.IsAsciiDigit) && t != "+").Take(MostWords).ToList();
        var numbers = tokens.Where(t => t.Any(char.IsAsciiDigit)).Select(t => NumberWish.Of(t, today)).ToList();
        if (numbers.Count > 1 && !numbers.Exists(n => n.Date is not null) && numbers.TrueForAll(n => !n.Text.Any(char.IsLetter))
            && (words.Count == 0 || numbers.Sum(n => n.Digits.Length) >= WholePhone))
        {
            // "8 916 123 45 67", "31 01 1980": one number with gaps.
            numbers = [NumberWish.Of(string.Join(numbers.TrueForAll(n => n.Text.All(char.IsAsciiDigit)) ? "" : " ", numbers.Select(n => n.Text)), today)];
        }

        var typed = string.Join(' ', words);
        return new(typed.Any(char.IsLetter) ? NameReadings.Of(typed) : [], numbers);
    }

    /// <summary>How far the card is from what was typed, 0 for not at all; null for somebody else.</summary>
    internal int? Distance(Patient card)
    {
        if (!Numbers.All(n => n.Fits(card)))
        {
            return null;
        }

        var name = card.SearchName.Split(' ');
        return Names.Count == 0 ? 0 : Names.Select((words, reading) => Distance(words, name) is { } far ? far + reading : (int?)null).Min();
    }

    /// <summary>Each word stands for another word of the name: as a whole, as its beginning, or with a slip.</summary>
    private static int? Distance(string[] words, string[] name)
    {
        var free = name.ToList();
        var far = 0;
        foreach (var word in words)
        {
            var (best, cost) = (-1, int.MaxValue);
            for (var i = 0; i < free.Count; i++)
            {
                var here = free[i] == word ? 0 : free[i].StartsWith(word, StringComparison.Ordinal) ? 1 : NameTypos.IsNear(word, free[i]) ? Typo : int.MaxValue;
                (best, cost) = here < cost ? (i, here) : (best, cost);
            }

            if (best < 0)
            {
                return null;
            }

            free.RemoveAt(best);
            far += cost;
        }

        return far;
    }
}
