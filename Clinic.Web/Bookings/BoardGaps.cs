using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>Why nothing can be begun in a stretch of a column, as far as it is seen at a glance.</summary>
public enum GapKind
{
    /// <summary>Nobody works.</summary>
    Closed,

    /// <summary>An access rule keeps it for others.</summary>
    Reserved,

    /// <summary>Another doctor's visit keeps the room.</summary>
    RoomTaken,

    /// <summary>Working time in which no visit fits.</summary>
    Rest,
}

/// <summary>A stretch that holds neither a visit nor a hold nor a free start. It can be pointed at, to ask why.</summary>
/// <param name="DoctorId">Whose time; in a room in which nobody works, nobody.</param>
public sealed record BoardGap(TimeRange Range, GapKind Kind, DoctorId DoctorId, BoardReserved? Reserved = null)
{
    /// <summary>The gaps of a column within the hours shown, by start.</summary>
    public static IReadOnlyList<BoardGap> Of(BoardColumn column, TimeRange shown)
    {
        var (first, end) = Cell.Span(shown);
        var cells = new BoardGap?[end - first];
        Fill(shown, new(shown, GapKind.Closed, column.DoctorId));
        foreach (var shift in column.Shifts)
        {
            Fill(shift.Range, new(shift.Range, GapKind.Rest, shift.DoctorId));
        }

        foreach (var reserved in column.Reserved)
        {
            Fill(reserved.Range, new(reserved.Range, GapKind.Reserved, reserved.DoctorId, reserved));
        }

        foreach (var taken in column.RoomTaken)
        {
            Fill(taken, new(taken, GapKind.RoomTaken, column.DoctorId));
        }

        foreach (var range in column.Free.Select(f => f.Range).Concat(column.Visits.Select(v => v.Range)).Concat(column.Holds.Select(h => h.Range)))
        {
            Fill(range, null);
        }

        return Runs(cells, first);

        void Fill(TimeRange range, BoardGap? what)
        {
            var (from, to) = Cell.Span(range);
            for (var cell = Math.Max(from, first); cell < Math.Min(to, end); cell++)
            {
                cells[cell - first] = what;
            }
        }
    }

    private static List<BoardGap> Runs(BoardGap?[] cells, int first)
    {
        var gaps = new List<BoardGap>();
        for (var at = 0; at < cells.Length;)
        {
            var next = at + 1;
            while (next < cells.Length && ReferenceEquals(cells[next], cells[at]))
            {
                next++;
            }

            if (cells[at] is { } gap)
            {
                gaps.Add(gap with { Range = new(Cell.Start(first + at), Cell.Start(first + next)) });
            }

            at = next;
        }

        return gaps;
    }
}
