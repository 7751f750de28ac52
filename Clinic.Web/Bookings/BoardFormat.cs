using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Sites;

namespace Clinic.Web.Bookings;

/// <summary>Times of the site's clock and sums as the reader writes them.</summary>
public static class BoardFormat
{
    public static string Clock(this Site site, DateTime instant) => site.Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"09:00–09:30".</summary>
    public static string Clock(this Site site, TimeRange range) => $"{site.Clock(range.Start)}–{site.Clock(range.End)}";

    /// <summary>Date as the format of the reader's language has it.</summary>
    public static string Date(this Site site, DateTime instant, string format) => site.Local(instant).ToString(format, CultureInfo.CurrentCulture);

    /// <summary>"2 500 ₽".</summary>
    public static string Money(decimal amount, string currency)
    {
        var sign = currency switch { "RUB" => "₽", "EUR" => "€", _ => currency };
        return $"{amount.ToString(amount == decimal.Truncate(amount) ? "N0" : "N2", CultureInfo.CurrentCulture)}\u00A0{sign}";
    }

    /// <summary>The first sentence of a text as a part of another: "this time is taken".</summary>
    public static string Within(string text)
    {
        var sentence = text.Split(". ")[0].TrimEnd('.');
        return sentence.Length == 0 ? sentence : char.ToLower(sentence[0], CultureInfo.CurrentCulture) + sentence[1..];
    }

    /// <summary>Reads a date the way people type it: 31.01.1980, 31/1/1980, 31011980, 1980-01-31.</summary>
    public static bool TryReadDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text?.Trim(), ["d.M.yyyy", "d/M/yyyy", "d-M-yyyy", "ddMMyyyy", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
