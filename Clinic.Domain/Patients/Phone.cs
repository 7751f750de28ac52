using System.Diagnostics.CodeAnalysis;

namespace Clinic.Domain.Patients;

/// <summary>A telephone number in E.164, e.g. <c>+79161234567</c>.</summary>
public readonly record struct Phone
{
    private Phone(string e164) => E164 = e164;

    public string E164 { get; }

    /// <summary>
    /// Reads what people type: "8 (916) 123-45-67", "+33 6 12 34 56 78", "9161234567". A Russian number may begin with 8 or with nothing.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Phone phone)
    {
        phone = default;
        if (text is null || text.Length > 40 || text.Any(c => !IsPartOfNumber(c)))
        {
            return false;
        }

        var plus = text.TrimStart().StartsWith('+');
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (!plus)
        {
            digits = digits.Length switch
            {
                11 when digits[0] == '8' => $"7{digits[1..]}",
                10 => $"7{digits}",
                _ => digits,
            };
        }

        if (digits.Length is < 10 or > 15 || digits[0] == '0')
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

    private static bool IsPartOfNumber(char c) => char.IsAsciiDigit(c) || c is '+' or '-' or '(' or ')' or ' ' or '.' or '\u00A0' or '–';
}
