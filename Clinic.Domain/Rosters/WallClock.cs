namespace Clinic.Domain.Rosters;

/// <summary>Wall-clock stretches as instants. Nonexistent local times are skipped, ambiguous ones taken once (their first occurrence).</summary>
public static class WallClock
{
    /// <summary>The instants, in order, at which the site's clock shows a time of the stretch that begins on the date.</summary>
    public static IReadOnlyList<TimeRange> ToUtc(TimeZoneInfo zone, DateOnly date, WorkStretch stretch)
    {
        var start = date.ToDateTime(stretch.Start);
        var end = (stretch.Overnight ? date.AddDays(1) : date).ToDateTime(stretch.End);
        return IsPlain(zone, start) && IsPlain(zone, end) && zone.GetUtcOffset(start) == zone.GetUtcOffset(end)
            ? [new(Utc(zone, start), Utc(zone, end))]
            : CellByCell(zone, start, end);
    }

    /// <summary>The instants of the whole local date.</summary>
    public static TimeRange Day(TimeZoneInfo zone, DateOnly date) => new(FirstInstant(zone, date), FirstInstant(zone, date.AddDays(1)));

    /// <summary>The first instant of the local date; where midnight does not exist, the first that does.</summary>
    public static DateTime FirstInstant(TimeZoneInfo zone, DateOnly date) => Instant(zone, date, TimeOnly.MinValue);

    /// <summary>The instant at which the site's clock shows the time on the date; where it never does, the first instant after.</summary>
    public static DateTime Instant(TimeZoneInfo zone, DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(Cell.Minutes);
        }

        return Utc(zone, local);
    }

    private static List<TimeRange> CellByCell(TimeZoneInfo zone, DateTime start, DateTime end)
    {
        var ranges = new List<TimeRange>();
        for (var local = start; local < end; local = local.AddMinutes(Cell.Minutes))
        {
            if (zone.IsInvalidTime(local))
            {
                continue;
            }

            var from = Utc(zone, local);
            var to = from.AddMinutes(Math.Min(Cell.Minutes, (end - local).TotalMinutes));
            if (ranges.Count > 0 && ranges[^1].End == from)
            {
                ranges[^1] = new(ranges[^1].Start, to);
            }
            else
            {
                ranges.Add(new(from, to));
            }
        }

        return ranges;
    }

    private static bool IsPlain(TimeZoneInfo zone, DateTime local) => !zone.IsInvalidTime(local) && !zone.IsAmbiguousTime(local);

    private static DateTime Utc(TimeZoneInfo zone, DateTime local)
    {
        // The first occurrence of an ambiguous time is the one with the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
