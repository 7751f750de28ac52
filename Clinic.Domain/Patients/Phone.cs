using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Clinic.Domain.Patients;

/// <summary>A telephone number in E.164, e.g. <c>+79161234567</c>.</summary>
public readonly record struct Phone
{
    private Phone(string e164) => E164 = e164;

    public string E164 { get; }

    /// <summary>
    /// Reads what people type: "8 (916) 123-45-67", "+33 6 12 34 56 78", "9161234567", "06 12 34 56 78". A Russian number may begin with 8 or
    /// with nothing, a French one with 0, any other with 00. A Russian or French number with a digit too few or too many is none.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Phone phone)
    {
        phone = default;
        if (text is null || text.Length > 40 || text.Any(c => !IsPartOfNumber(c)))
        {
            return false;
        }

        var typed = string.Concat(text.Where(char.IsAsciiDigit));
        if (typed.Length == 0)
        {
            return false;
        }

        var digits = text.First(c => c == '+' || char.IsAsciiDigit(c)) == '+' ? typed : WithCountry(typed);
        if (digits.Length is < 10 or > 15 || digits[0] == '0' || !IsWhole(digits))
        {
            return false;
        }

        phone = new($"+{digits}");
        return true;
    }

    /// <summary>"+7 916 123-45-67" for Russian numbers, E.164 for others.</summary>
    public static string Format(string e164) => e164.Length == 12 && e164.StartsWith("+7", StringComparison.Ordinal)
        ? $"+7 {e164[2..5]} {e164[5..8]}-{e164[8..10]}-{e164[10..]}"
        : e164;

    public override string ToString() => E164;

    private static string WithCountry(string digits) => digits switch
    {
        ['0', '0', .. var rest] => rest,
        ['8', ..] when digits.Length == 11 => $"7{digits[1..]}",
        ['0', ..] when digits.Length == 10 => $"33{digits[1..]}",

        // No area begins with 79 or 89: they are a mobile number with its 7 or 8 that lacks a digit.
        ['7' or '8', '9', ..] => digits,
        _ => digits.Length == 10 ? $"7{digits}" : digits,
    };

    private static bool IsWhole(string digits) => digits switch
    {
        ['7', ..] => digits.Length == 11,
        ['3', '3', ..] => digits.Length == 11,

        // No country has this code: it is the 8 of a mobile number.
        ['8', '9', ..] => false,
        _ => true,
    };

    // Numbers that are copied from a list of contacts come with marks of direction around them.
    private static bool IsPartOfNumber(char c) => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is '+' or '(' or ')' or '.' or '/'
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
