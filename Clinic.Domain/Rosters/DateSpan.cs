using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>Dates from–to, both included. Text form: <c>2026-12-31</c> or <c>2027-01-01..2027-01-09</c>.</summary>
public readonly record struct DateSpan
{
    private const string Iso = "yyyy-MM-dd";
    private const string Between = "..";

    public DateSpan(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            throw new ArgumentException("A span of dates ends before it starts.", nameof(to));
        }

        (From, To) = (from, to);
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public static DateSpan Of(DateOnly date) => new(date, date);

    public bool Contains(DateOnly date) => From <= date && date <= To;

    /// <summary>The same dates in order, spans that touch made one.</summary>
    public static IReadOnlyList<DateSpan> Tidy(IEnumerable<DateSpan> spans)
    {
        var tidy = new List<DateSpan>();
        foreach (var span in spans.OrderBy(s => s.From).ThenBy(s => s.To))
        {
            if (tidy.Count > 0 && span.From.DayNumber <= tidy[^1].To.DayNumber + 1)
            {
                tidy[^1] = new(tidy[^1].From, span.To > tidy[^1].To ? span.To : tidy[^1].To);
            }
            else
            {
                tidy.Add(span);
            }
        }

        return tidy;
    }

    public override string ToString() => From == To ? Text(From) : Text(From) + Between + Text(To);

    internal static string Text(DateOnly date) => date.ToString(Iso, CultureInfo.InvariantCulture);

    internal static bool TryParse(string text, out DateSpan span)
    {
        var parts = text.Split(Between);
        var sound = TryDate(parts[0], out var from) & TryDate(parts[^1], out var to) & parts.Length <= 2 & from <= to;
        span = sound ? new(from, to) : default;
        return sound;
    }

    internal static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
