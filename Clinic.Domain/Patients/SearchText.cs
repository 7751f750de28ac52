using System.Globalization;
using System.Text;

namespace Clinic.Domain.Patients;

/// <summary>Names as they are compared and searched.</summary>
public static class SearchText
{
    /// <summary>Upper case, ё as е, accents and all but letters and digits dropped, single spaces.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).ToUpperInvariant().Replace('Ё', 'Е').Replace("Й", "\u0001", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(c);
            }
            else if (c == '\u0001')
            {
                // Kept apart: decomposition would make it И.
                folded.Append('Й');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().Trim();
    }

    /// <summary>Halves of characters cannot be decomposed; whole ones of two halves are no letters of names.</summary>
    private static string Whole(string text) => text.Any(char.IsSurrogate) ? string.Concat(text.Where(c => !char.IsSurrogate(c))) : text;
}
