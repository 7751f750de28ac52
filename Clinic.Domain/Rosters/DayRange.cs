using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>Days of the month from–to, both included, 1–31. Text form: <c>15</c> or <c>1-10</c>.</summary>
public readonly record struct DayRange
{
    private const int LastDay = 31;

    public DayRange(int from, int to)
    {
        if (from < 1 || to < from || to > LastDay)
        {
            throw new ArgumentException("Days of the month run from 1 to 31.", nameof(to));
        }

        (From, To) = (from, to);
    }

    public int From { get; }

    public int To { get; }

    public override string ToString() => From == To ? string.Create(CultureInfo.InvariantCulture, $"{From}") : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    /// <summary>The same days in order, ranges that touch made one.</summary>
    internal static IReadOnlyList<DayRange> Tidy(IEnumerable<DayRange> ranges)
    {
        var tidy = new List<DayRange>();
        foreach (var range in ranges.OrderBy(r => r.From))
        {
            if (tidy.Count > 0 && range.From <= tidy[^1].To + 1)
            {
                tidy[^1] = new(tidy[^1].From, Math.Max(tidy[^1].To, range.To));
            }
            else
            {
                tidy.Add(range);
            }
        }

        return tidy;
    }

    internal static DayRange? Read(string text)
    {
        var parts = text.Split('-');
        return parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? new(from, to)
            : null;
    }
}
