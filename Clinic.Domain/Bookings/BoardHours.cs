using Clinic.Domain.Sites;

namespace Clinic.Domain.Bookings;

/// <summary>The hours a board shows.</summary>
internal static class BoardHours
{
    /// <summary>From the first full hour of the site's clock to the last at which anything is in the columns; empty when nothing is.</summary>
    internal static TimeRange Of(Site site, IEnumerable<BoardColumn> columns)
    {
        var ranges = columns.SelectMany(Ranges).ToList();
        if (ranges.Count == 0)
        {
            return default;
        }

        var (start, end) = (ranges.Min(r => r.Start), ranges.Max(r => r.End));
        return new(start.AddMinutes(-site.Local(start).Minute), end.AddMinutes((60 - site.Local(end).Minute) % 60));
    }

    internal static IEnumerable<TimeRange> Ranges(BoardColumn column) =>
        column.Shifts.Select(s => s.Range).Concat(column.Visits.Select(v => v.Range)).Concat(column.Holds.Select(h => h.Range));
}
