using Clinic.Domain.Rosters.Words;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>What words at a place of the text name: any of the ids, in so many tokens, at worst so far from the names.</summary>
internal readonly record struct NameHit<T>(IReadOnlyList<T> Ids, int Tokens, int Distance, bool Whole);

/// <summary>The names of one kind of thing, found by their words in any order and form.</summary>
internal sealed class NameTable<T>
    where T : struct
{
    private static readonly HashSet<string> Joints = ["с", "со", "в", "на", "и", "для", "по", "of", "with", "for", "and", "the", "de", "des", "du", "la", "le", "les", "l'", "d'", "avec", "et", "pour", "en", "-", "(", ")", ",", ".", "/", "«", "»", "\""];

    private readonly List<Named> all = [];

    /// <param name="id">What is named.</param>
    /// <param name="names">The name in each language.</param>
    /// <param name="more">Other words for it.</param>
    /// <param name="isCommon">Words that name nothing by themselves.</param>
    internal void Add(T id, IEnumerable<string> names, IEnumerable<string> more, Func<string, bool> isCommon)
    {
        foreach (var name in names.Where(n => !string.IsNullOrWhiteSpace(n)).Distinct())
        {
            var tokens = Tokens(name);
            all.Add(new(id, [.. tokens], [.. tokens.Where(w => IsWord(w) && !Joints.Contains(w) && !isCommon(w)).Distinct().Select(w => new WordForms(w))]));
        }

        foreach (var word in more)
        {
            all.Add(new(id, [], [new WordForms(word)]));
        }
    }

    /// <summary>The things whose whole name stands here, the longest name first.</summary>
    internal NameHit<T>? Whole(IReadOnlyList<Token> tokens, int at)
    {
        var best = 0;
        var ids = new List<T>();
        foreach (var named in all)
        {
            if (named.Sequence.Count > 0 && named.Sequence.Count >= best && Stands(named.Sequence, tokens, at))
            {
                if (named.Sequence.Count > best)
                {
                    (best, ids) = (named.Sequence.Count, []);
                }

                ids.Add(named.Id);
            }
        }

        return best > 0 ? new NameHit<T>([.. ids.Distinct()], best, WordForms.Same, true) : null;
    }

    /// <summary>The things that the words from here on name, as many words as fit one thing.</summary>
    internal NameHit<T>? Find(IReadOnlyList<Token> tokens, int at)
    {
        var found = Nearest(all, tokens[at].Text, out var worst);
        if (found.Count == 0)
        {
            return null;
        }

        var (taken, count) = (found.ToDictionary(f => f.Named, f => new HashSet<WordForms> { f.Word }), 1);
        for (var next = at + 1; next < tokens.Count;)
        {
            // Words between the words of a name count only where one of the name follows.
            var skip = next;
            while (skip < tokens.Count && Joints.Contains(tokens[skip].Text))
            {
                skip++;
            }

            if (skip >= tokens.Count || tokens[skip].Kind is not (TokenKind.Word or TokenKind.Number))
            {
                break;
            }

            var more = Nearest([.. taken.Keys], tokens[skip].Text, out var distance).Where(f => !taken[f.Named].Contains(f.Word)).ToList();
            if (more.Count == 0)
            {
                break;
            }

            taken = more.ToDictionary(f => f.Named, f => new HashSet<WordForms>(taken[f.Named]) { f.Word });
            (worst, next) = (Math.Max(worst, distance), skip + 1);
            count = next - at;
        }

        var whole = taken.Where(t => t.Value.Count == t.Key.Words.Count).Select(t => t.Key.Id).Distinct().ToList();
        return new NameHit<T>(whole.Count > 0 ? whole : [.. taken.Keys.Select(n => n.Id).Distinct()], count, worst, whole.Count > 0);
    }

    internal static List<string> Tokens(string name) => [.. Lexer.Split(name).Select(t => t.Kind == TokenKind.Quoted ? t.Text.ToLowerInvariant() : t.Text)];

    private static bool IsWord(string token) => token.Any(char.IsLetterOrDigit);

    private static List<(Named Named, WordForms Word)> Nearest(IReadOnlyList<Named> among, string typed, out int least)
    {
        least = WordForms.Else;
        var found = new List<(Named, WordForms)>();
        foreach (var named in among)
        {
            var (distance, word) = (WordForms.Else, (WordForms?)null);
            foreach (var one in named.Words)
            {
                var far = one.Distance(typed);
                (distance, word) = far < distance ? (far, one) : (distance, word);
            }

            if (word is null || distance > least)
            {
                continue;
            }

            if (distance < least)
            {
                (least, found) = (distance, []);
            }

            found.Add((named, word));
        }

        return found;
    }

    private static bool Stands(IReadOnlyList<string> sequence, IReadOnlyList<Token> tokens, int at)
    {
        if (at + sequence.Count > tokens.Count)
        {
            return false;
        }

        for (var i = 0; i < sequence.Count; i++)
        {
            if (tokens[at + i].Text != sequence[i])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Named(T Id, IReadOnlyList<string> Sequence, IReadOnlyList<WordForms> Words);
}
