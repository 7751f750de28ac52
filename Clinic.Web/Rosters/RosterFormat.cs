using System.Globalization;
using Clinic.Domain.Rosters;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Rosters;

/// <summary>Dates and hours as short as people write them.</summary>
public static class RosterFormat
{
    /// <summary>8–14, 15:30–17.</summary>
    public static string Hours(WorkHours hours) => string.Join(", ", hours.Stretches.Select(s => Stretch(s.Start, s.End)));

    public static string Stretch(TimeOnly start, TimeOnly end) => $"{Time(start)}–{Time(end)}";

    /// <summary>The date in words, with its year unless it is the present one.</summary>
    public static string Day(this IStringLocalizer<RosterTexts> texts, DateOnly date, DateOnly today) =>
        date.ToString(texts[date.Year == today.Year ? "DateFormat.Short" : "DateFormat"], CultureInfo.CurrentCulture);

    /// <summary>One day or a span of days.</summary>
    public static string Days(this IStringLocalizer<RosterTexts> texts, DateOnly from, DateOnly to, DateOnly today) =>
        from == to ? texts.Day(from, today)
        : (from.Year, from.Month) == (to.Year, to.Month) ? texts["SpanShort", from.Day, texts.Day(to, today)]
        : texts["Span", texts.Day(from, today), texts.Day(to, today)];

    public static string Month(this IStringLocalizer<RosterTexts> texts, DateOnly month)
    {
        var text = month.ToString(texts["MonthFormat"], CultureInfo.CurrentCulture);
        return char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];
    }

    private static string Time(TimeOnly time) => time.ToString(time.Minute == 0 ? "%H" : "H:mm", CultureInfo.InvariantCulture);
}
