namespace Clinic.Domain.Availability.Wishes;

/// <summary>What was meant by keys pressed while the Latin layout was on: "rfhlbjkju" is "кардиолог".</summary>
internal static class KeyboardLayout
{
    private const string Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private const string Cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюё";

    internal static bool IsLatin(string text) => text.Any(char.IsAsciiLetter) && !text.Any(c => c is >= 'Ѐ' and <= 'ӿ');

    internal static string ToCyrillic(string text) => string.Concat(text.Select(c => Latin.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal) is >= 0 and var key ? Cyrillic[key] : c));
}
