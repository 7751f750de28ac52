using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>Where things stand in a column: one grid row per five minutes of the hours shown, counted in instants, so that a day on which the clocks change fits too.</summary>
public static class BoardLayout
{
    /// <summary>Rows of a column.</summary>
    public static int Rows(TimeRange shown) => Cell.AtOrAfter(shown.End) - Cell.Of(shown.Start);

    /// <summary>CSS of a stretch: from its first row over as many as it lasts; cut to the hours shown.</summary>
    public static string Place(TimeRange range, TimeRange shown)
    {
        var (first, end) = Span(range, shown);
        return FormattableString.Invariant($"grid-row:{first + 1}/{end + 1}");
    }

    /// <summary>Five-minute rows that a stretch is high.</summary>
    public static int Height(TimeRange range, TimeRange shown)
    {
        var (first, end) = Span(range, shown);
        return end - first;
    }

    /// <summary>Visits with the lane each stands in and how many lanes its neighbours need: those that overlap stand side by side.</summary>
    public static IReadOnlyList<(BoardVisit Visit, int Lane, int Lanes)> SideBySide(IReadOnlyList<BoardVisit> visits)
    {
        var placed = new List<(BoardVisit, int, int)>(visits.Count);
        var group = new List<(BoardVisit Visit, int Lane)>();
        var lanes = new List<DateTime>();
        foreach (var visit in visits)
        {
            if (lanes.Count > 0 && lanes.Max() <= visit.Range.Start)
            {
                Close();
            }

            var lane = lanes.FindIndex(end => end <= visit.Range.Start);
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add(default);
            }

            lanes[lane] = visit.Range.End;
            group.Add((visit, lane));
        }

        Close();
        return placed;

        void Close()
        {
            placed.AddRange(group.Select(g => (g.Visit, g.Lane, lanes.Count)));
            group.Clear();
            lanes.Clear();
        }
    }

    private static (int First, int End) Span(TimeRange range, TimeRange shown)
    {
        var (from, to) = Cell.Span(range);
        var (first, end) = Cell.Span(shown);
        from = Math.Clamp(from, first, end);
        return (from - first, Math.Clamp(to, from, end) - first);
    }
}
