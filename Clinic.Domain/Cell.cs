namespace Clinic.Domain;

/// <summary>The quantum of occupied time: five minutes, counted from 1970-01-01T00:00Z.</summary>
public static class Cell
{
    public const int Minutes = 5;

    private const long TicksPerCell = Minutes * TimeSpan.TicksPerMinute;

    /// <summary>The cell that the instant lies in.</summary>
    public static int Of(DateTime instant) => (int)Math.DivRem(instant.Ticks - DateTime.UnixEpoch.Ticks, TicksPerCell).Quotient;

    /// <summary>The first cell that starts at or after the instant.</summary>
    public static int AtOrAfter(DateTime instant)
    {
        var (quotient, remainder) = Math.DivRem(instant.Ticks - DateTime.UnixEpoch.Ticks, TicksPerCell);
        return (int)(remainder == 0 ? quotient : quotient + 1);
    }

    /// <summary>How many cells so many minutes take; one begun counts whole.</summary>
    public static int Count(int minutes) => (minutes + Minutes - 1) / Minutes;

    /// <summary>The instant at which the cell starts.</summary>
    public static DateTime Start(int cell) => DateTime.UnixEpoch.AddTicks(cell * TicksPerCell);

    public static bool IsAligned(DateTime instant) => (instant.Ticks - DateTime.UnixEpoch.Ticks) % TicksPerCell == 0;

    /// <summary>First cell and the cell after the last of a range; a cell that is touched at all is owned whole.</summary>
    public static (int From, int To) Span(TimeRange range) => (Of(range.Start), AtOrAfter(range.End));
}
