namespace Clinic.Domain.Rosters.Words;

/// <summary>The words and phrases of one language. In a table, <c>|</c> separates spellings and a star at the end of a word stands for any ending.</summary>
internal sealed class Vocabulary
{
    private const int ShortestTypo = 4;
    private const int LongestEnding = 6;
    private const int LongestWord = 40;
    private readonly Dictionary<char, List<Phrase>> phrases = [];
    private readonly List<(string Text, bool AnyEnding)> words = [];

    internal Vocabulary(params (Sense Sense, int Value, string Spellings)[] table)
    {
        foreach (var (sense, value, spellings) in table)
        {
            foreach (var spelling in spellings.Split('|'))
            {
                Add(new([.. Lexer.Split(spelling.Replace("*", "", StringComparison.Ordinal)).Select(t => t.Text)], spelling.EndsWith('*'), sense, value));
            }
        }
    }

    /// <summary>Whether hours are commonly said up to twelve.</summary>
    internal bool IsTwelveHours { get; init; }

    /// <summary>Whether many write the month of a date first: 12/24.</summary>
    internal bool IsMonthFirst { get; init; }

    /// <summary>The longest phrase that begins at the token; null for none.</summary>
    internal Phrase? Find(IReadOnlyList<Token> tokens, int at)
    {
        Phrase? best = null;
        if (tokens[at].Text.Length > 0 && phrases.TryGetValue(tokens[at].Text[0], out var candidates))
        {
            foreach (var phrase in candidates)
            {
                if ((best is null || phrase.Beats(best)) && phrase.Matches(tokens, at))
                {
                    best = phrase;
                }
            }
        }

        return best;
    }

    /// <summary>Words that the typed one may have been meant for, nearest first; endings are kept.</summary>
    internal IEnumerable<string> Near(string typed, int most)
    {
        return words.Select(w => Nearest(w, typed))
            .Where(w => w.Distance <= Allowed(Math.Min(w.Known, typed.Length)))
            .OrderBy(w => w.Distance).ThenByDescending(w => w.Known)
            .Select(w => w.Word).Distinct().Take(most);
    }

    private static int Allowed(int length) => length < ShortestTypo ? length / 3 : Math.Max(1, length / 4);

    /// <summary>Whether an unknown word looks like a slip of the keys in a known one.</summary>
    internal bool IsNearlyKnown(string typed) =>
        typed.Length > ShortestTypo && words.Any(w => w.Text.Length > ShortestTypo && Nearest(w, typed).Distance == 1);

    // Of a stem, the beginning of the typed word that is nearest to it, with the rest of the typed word behind.
    private static (string Word, int Distance, int Known) Nearest((string Text, bool AnyEnding) word, string typed)
    {
        if (Math.Abs(word.Text.Length - typed.Length) > LongestEnding || typed.Length > LongestWord)
        {
            return ("", int.MaxValue, 0);
        }

        var distances = Distances(word.Text, typed);
        if (!word.AnyEnding)
        {
            return (word.Text, distances[^1], word.Text.Length);
        }

        var split = distances.Length - 1;
        for (var i = distances.Length - 1; i >= 0; i--)
        {
            split = distances[i] < distances[split] ? i : split;
        }

        return (word.Text + typed[split..], distances[split], word.Text.Length);
    }

    /// <summary>Letters to add, drop or change between the word and each beginning of the typed one.</summary>
    private static int[] Distances(string word, string typed)
    {
        var row = Enumerable.Range(0, typed.Length + 1).ToArray();
        for (var i = 1; i <= word.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= typed.Length; j++)
            {
                var changed = diagonal + (word[i - 1] == typed[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], row[j]) + 1, changed);
            }
        }

        return row;
    }

    private void Add(Phrase phrase)
    {
        var first = phrase.Words[0][0];
        if (!phrases.TryGetValue(first, out var list))
        {
            phrases.Add(first, list = []);
        }

        list.Add(phrase);
        if (phrase.Words.Count == 1 && char.IsLetter(first))
        {
            words.Add((phrase.Words[0], phrase.AnyEnding));
        }
    }
}

/// <summary>A spelling in the vocabulary.</summary>
/// <param name="AnyEnding">The last word may go on.</param>
internal sealed record Phrase(IReadOnlyList<string> Words, bool AnyEnding, Sense Sense, int Value)
{
    internal bool Beats(Phrase other) =>
        Words.Count != other.Words.Count ? Words.Count > other.Words.Count
        : AnyEnding != other.AnyEnding ? other.AnyEnding
        : Words[^1].Length > other.Words[^1].Length;

    internal bool Matches(IReadOnlyList<Token> tokens, int at)
    {
        if (at + Words.Count > tokens.Count)
        {
            return false;
        }

        for (var i = 0; i < Words.Count; i++)
        {
            var token = tokens[at + i];
            if (token.Kind is TokenKind.Quoted || !(AnyEnding && i == Words.Count - 1 ? token.Text.StartsWith(Words[i], StringComparison.Ordinal) : token.Text == Words[i]))
            {
                return false;
            }
        }

        return true;
    }
}
