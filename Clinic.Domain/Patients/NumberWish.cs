using System.Globalization;

namespace Clinic.Domain.Patients;

/// <summary>Digits that somebody typed: the end of a telephone number, a birth date or its year, the number of a card or a policy. Which of them, the cards tell.</summary>
/// <param name="Text">As typed, without blanks.</param>
/// <param name="Digits">The digits alone.</param>
internal sealed record NumberWish(string Text, string Digits)
{
    /// <summary>Fewer digits of a telephone number would find too many.</summary>
    internal const int ShortestPhoneEnd = 4;

    private static readonly char[] Separators = ['.', '/', ',', '-', 'ю', 'Ю'];

    internal DateOnly? Date { get; private init; }

    /// <summary>A year in which somebody alive may be born.</summary>
    internal int? Year { get; private init; }

    internal static NumberWish Of(string text, DateOnly today)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return new(text, digits)
        {
            Date = ReadDate(text, digits, today),
            Year = digits.Length == 4 && text.Length == 4 && int.Parse(digits, CultureInfo.InvariantCulture) is var year && year >= 1900 && year <= today.Year ? year : null,
        };
    }

    /// <summary>31.01.1980, 31/1/80, 31-01-1980, 31,01,1980 (the numeric pad in a Russian layout), 310180, 31011980, 1980-01-31.</summary>
    private static DateOnly? ReadDate(string text, string digits, DateOnly today)
    {
        var parts = text.Split(Separators);
        var (day, month, year) = parts is [{ Length: 4 }, { Length: 1 or 2 }, { Length: 1 or 2 }] ? (parts[2], parts[1], parts[0])
            : parts is [{ Length: 1 or 2 }, { Length: 1 or 2 }, { Length: 2 or 4 }] ? (parts[0], parts[1], parts[2])
            : text.Length == digits.Length && digits.Length is 6 or 8 ? (digits[..2], digits[2..4], digits[4..])
            : ("", "", "");
        if (!int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d) || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y))
        {
            return null;
        }

        y += year.Length == 4 ? 0 : y > today.Year % 100 ? 1900 : 2000;
        return m is >= 1 and <= 12 && y >= 1900 && d >= 1 && d <= DateTime.DaysInMonth(y, m) && new DateOnly(y, m, d) is var date && date <= today ? date : null;
    }

    /// <summary>Whether the digits say something true of the card.</summary>
    internal bool Fits(Patient card) =>
        (Date is { } date && card.BirthDate == date)
        || (Year is { } year && card.BirthDate?.Year == year)
        || (Digits.Length >= 2 && Digits.Length == Text.Length && card.Phone.EndsWith(Digits, StringComparison.Ordinal))
        || (Digits.Length > ShortestPhoneEnd && card.Phone.EndsWith(Digits[0] is '7' or '8' ? Digits[1..] : Digits, StringComparison.Ordinal))
        || (Digits.Length == 2 && card.BirthDate is { } born && born.Year % 100 == int.Parse(Digits, CultureInfo.InvariantCulture))
        || string.Equals(card.CardNumber, Text, StringComparison.OrdinalIgnoreCase);
}
