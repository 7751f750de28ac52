using System.Globalization;

namespace Clinic.Web.Bookings;

/// <summary>Dates in the addresses of the pages for paper.</summary>
internal static class PrintDate
{
    /// <summary>yyyy-MM-dd; null for what is no date of these two centuries.</summary>
    internal static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2200 ? date : null;
}
