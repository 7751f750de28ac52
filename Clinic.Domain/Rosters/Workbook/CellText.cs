using System.Globalization;
using System.Text;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Makes texts comparable: people type dashes, spaces and look-alike letters as their keyboard gives them.</summary>
internal static class CellText
{
    private const string Dashes = "-‐‑‒–—―−﹣－";
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const string Cyrillic = "авекмнорстухё";
    private const string LatinTwins = "abekmhopctyxe";
    private const string Accented = "éèêëàâäçôöîïûùü";
    private const string Plain = "eeeeaaacooiiuuu";

    /// <summary>Any dash → '-', any space → ' ', raised minutes (9⁰⁰) and foreign digits → digits, invisible characters out. Line breaks stay.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var mapped = c switch
            {
                '\n' or '\r' => '\n',
                _ when char.IsWhiteSpace(c) => ' ',
                _ when char.IsDigit(c) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
                _ when Dashes.Contains(c) => '-',
                _ when Superscripts.IndexOf(c) is >= 0 and var digit => (char)('0' + digit),
                '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => '\0',
                _ when char.IsControl(c) => '\0',
                _ => c,
            };
            if (mapped is '\0' || (mapped is ' ' && (result.Length == 0 || result[^1] is ' ' or '\n')))
            {
                continue;
            }

            result.Append(mapped);
        }

        return result.ToString().Trim();
    }

    /// <summary>A key for word lists: lower case, one line, accents off, Cyrillic letters that look Latin written in Latin.</summary>
    public static string Fold(string text) => FoldLetters(Clean(text).Replace('\n', ' '));

    /// <summary>Folds letter by letter, keeping every character's place.</summary>
    public static string FoldLetters(string text) => string.Concat(text.ToLowerInvariant().Select(Twin));

    private static char Twin(char c) => c switch
    {
        '’' => '\'',
        _ when Cyrillic.IndexOf(c) is >= 0 and var twin => LatinTwins[twin],
        _ when Accented.IndexOf(c) is >= 0 and var plain => Plain[plain],
        _ => c,
    };

    /// <summary>As a person would quote it in a message: one line, at most 60 characters.</summary>
    public static string Quote(string text)
    {
        var line = Clean(text).Replace('\n', ' ');
        return line.Length <= 60 ? line : line[..59] + "…";
    }

    public static bool HasCyrillic(string text) => text.Any(c => c is >= '\u0400' and <= '\u04FF');
}
