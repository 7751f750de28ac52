using System.Text;

namespace Clinic.Domain.Patients;

/// <summary>What somebody may have meant by the letters they typed: those letters, the same keys in the other keyboard layout, or the same sounds in the other script.</summary>
internal static class NameReadings
{
    private const string LatinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
    private const string RussianKeys = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";

    // The longest first; of several spellings the commonest, the rest is within one letter.
    private static readonly (string Latin, string Russian)[] Sounds =
    [
        ("SHCH", "Щ"), ("SCH", "Щ"), ("YO", "Е"), ("ZH", "Ж"), ("KH", "Х"), ("TS", "Ц"), ("CH", "Ч"), ("SH", "Ш"), ("YU", "Ю"), ("IU", "Ю"), ("YA", "Я"), ("IA", "Я"), ("YE", "Е"),
        ("A", "А"), ("B", "Б"), ("V", "В"), ("W", "В"), ("G", "Г"), ("D", "Д"), ("E", "Е"), ("Z", "З"), ("I", "И"), ("J", "Й"), ("K", "К"), ("Q", "К"), ("C", "К"), ("L", "Л"),
        ("M", "М"), ("N", "Н"), ("O", "О"), ("P", "П"), ("R", "Р"), ("S", "С"), ("T", "Т"), ("U", "У"), ("F", "Ф"), ("H", "Х"), ("X", "КС"), ("Y", "Й"),
    ];

    private static readonly Dictionary<char, string> Latin = new()
    {
        ['А'] = "A",
        ['Б'] = "B",
        ['В'] = "V",
        ['Г'] = "G",
        ['Д'] = "D",
        ['Е'] = "E",
        ['Ж'] = "ZH",
        ['З'] = "Z",
        ['И'] = "I",
        ['Й'] = "Y",
        ['К'] = "K",
        ['Л'] = "L",
        ['М'] = "M",
        ['Н'] = "N",
        ['О'] = "O",
        ['П'] = "P",
        ['Р'] = "R",
        ['С'] = "S",
        ['Т'] = "T",
        ['У'] = "U",
        ['Ф'] = "F",
        ['Х'] = "KH",
        ['Ц'] = "TS",
        ['Ч'] = "CH",
        ['Ш'] = "SH",
        ['Щ'] = "SHCH",
        ['Ъ'] = "",
        ['Ы'] = "Y",
        ['Ь'] = "",
        ['Э'] = "E",
        ['Ю'] = "YU",
        ['Я'] = "YA",
    };

    /// <summary>The words of each reading, folded, the likeliest first.</summary>
    internal static IReadOnlyList<string[]> Of(string text)
    {
        var typed = SearchText.Fold(text);
        var readings = new List<string> { typed, SearchText.Fold(OtherLayout(text)), IsRussian(typed) ? ToLatin(typed) : ToRussian(typed) };
        return [.. readings.Distinct().Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0)];
    }

    internal static bool IsRussian(string folded) => folded.Any(c => c is >= 'А' and <= 'Я');

    private static string OtherLayout(string text)
    {
        var (from, to) = text.Any(c => c is (>= 'а' and <= 'я') or (>= 'А' and <= 'Я') or 'ё' or 'Ё') ? (RussianKeys, LatinKeys) : (LatinKeys, RussianKeys);
        return string.Concat(text.Select(c => from.IndexOf(c, StringComparison.Ordinal) is >= 0 and var key ? to[key] : c));
    }

    private static string ToLatin(string folded) => string.Concat(folded.Select(c => Latin.TryGetValue(c, out var sound) ? sound : c.ToString()));

    private static string ToRussian(string folded)
    {
        var russian = new StringBuilder(folded.Length);
        for (var i = 0; i < folded.Length;)
        {
            var rest = folded.AsSpan(i);
            var step = 1;
            var sound = "";
            foreach (var (latin, written) in Sounds)
            {
                if (rest.StartsWith(latin, StringComparison.Ordinal))
                {
                    (step, sound) = (latin.Length, written);
                    break;
                }
            }

            russian.Append(sound.Length > 0 ? Ending(sound, rest, i, folded) : folded[i].ToString());
            i += step;
        }

        return russian.ToString();
    }

    /// <summary>"-iy", "-yy" and "-y" at the end of a word are "-ий" and "-ый"; "y" between consonants is "ы".</summary>
    private static string Ending(string sound, ReadOnlySpan<char> rest, int at, string folded)
    {
        var last = rest.Length == 1 || rest[1] == ' ';
        var before = at > 0 ? folded[at - 1] : ' ';
        return rest[0] != 'Y' || sound != "Й" ? sound
            : last && before is not ('I' or 'Y' or 'A' or 'E' or 'O' or 'U' or ' ') ? "ИЙ"
            : before is not ('I' or 'Y' or 'A' or 'E' or 'O' or 'U' or ' ') ? "Ы"
            : sound;
    }
}
