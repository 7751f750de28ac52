using Clinic.Domain.Rosters.Import;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>A word of a name and the forms in which it is said: with case endings, in Latin letters, begun or mistyped.</summary>
internal sealed class WordForms
{
    /// <summary>How far the typed word is from the name's: the word itself, another ending, its beginning or a word made of it, a slip of the keys.</summary>
    internal const int Same = 0;
    internal const int Inflected = 1;
    internal const int Begun = 2;
    internal const int Mistyped = 3;
    internal const int Else = int.MaxValue;

    private const int ShortestStem = 3;
    private const int ShortestBeginning = 4;
    private const int ShortestRoot = 6;
    private const int ShortestTypo = 5;
    private const int LongWord = 8;

    private static readonly string[] Endings =
    [
        "ыми", "ими", "ого", "его", "ому", "ему", "ами", "ями", "ах", "ях", "ам", "ям", "ою", "ею", "ой", "ей", "ом", "ем", "ым", "им", "ых", "их", "ую", "юю", "ая", "яя",
        "ий", "ый", "ое", "ее", "ие", "ые", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й",
    ];

    private readonly string latin;
    private readonly string latinRoot;
    private readonly HashSet<string> stems;
    private readonly string shortest;

    /// <param name="text">As the lexer has it: lower case, without accents.</param>
    internal WordForms(string text)
    {
        Text = text;
        latin = Latin(text);
        latinRoot = latin.Length > ShortestRoot + 2 ? latin[..^2] : latin;
        stems = Stems(text);
        shortest = stems.MinBy(s => s.Length)!;
    }

    internal string Text { get; }

    internal int Distance(string typed)
    {
        if (typed == Text || typed == latin)
        {
            return Same;
        }

        if (typed.Length < ShortestStem || Text.Length < ShortestStem)
        {
            return Else;
        }

        var own = Stems(typed);
        if (own.Overlaps(stems) && !OtherSex(typed))
        {
            return Inflected;
        }

        if (typed.Length >= ShortestBeginning && (Text.StartsWith(typed, StringComparison.Ordinal) || latin.StartsWith(typed, StringComparison.Ordinal))
            || (shortest.Length >= ShortestRoot && typed.StartsWith(shortest, StringComparison.Ordinal) && typed.Length - shortest.Length <= 6)
            || (latinRoot.Length >= ShortestRoot && latinRoot != Text && typed.StartsWith(latinRoot, StringComparison.Ordinal) && typed.Length - latinRoot.Length <= 4))
        {
            return Begun;
        }

        return typed.Length >= ShortestTypo && Text.Length >= ShortestTypo && IsSlip(typed, own) ? Mistyped : Else;
    }

    /// <summary>Of two words that are equal but for their endings, one may be a woman's name and the other a form of a man's.</summary>
    private bool OtherSex(string typed) =>
        (Text.EndsWith('а') || Text.EndsWith('я')) ? typed.EndsWith("ым", StringComparison.Ordinal) || typed.EndsWith("им", StringComparison.Ordinal)
        : typed.EndsWith("ой", StringComparison.Ordinal) && !Text.EndsWith("ой", StringComparison.Ordinal) && !Text.EndsWith('й') && IsFamily(Text);

    private static bool IsFamily(string text) => text.EndsWith("ов", StringComparison.Ordinal) || text.EndsWith("ев", StringComparison.Ordinal) || text.EndsWith("ин", StringComparison.Ordinal);

    private bool IsSlip(string typed, HashSet<string> own)
    {
        var allowed = Math.Min(typed.Length, Text.Length) >= LongWord ? 2 : 1;
        return typed[0] == Text[0] && stems.Any(s => s.Length >= ShortestTypo - 1 && own.Any(o => Levenshtein.Distance(o, s) <= allowed && Math.Abs(o.Length - s.Length) <= 1))
            || (latin != Text && typed[0] == latin[0] && Levenshtein.Distance(typed, latin) <= allowed);
    }

    private static HashSet<string> Stems(string word)
    {
        HashSet<string> stems = [word];
        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal))
            {
                stems.Add(word[..^ending.Length]);
            }
        }

        if (word.Length > ShortestStem + 1 && word[^1] == 's' && char.IsAsciiLetter(word[0]))
        {
            stems.Add(word[..^1]);
        }

        return stems;
    }

    private static string Latin(string word) => string.Concat(word.Select(c => c switch
    {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        'ь' or 'ъ' => "",
        _ => c.ToString(),
    }));
}
