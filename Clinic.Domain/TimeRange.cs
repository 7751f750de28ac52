namespace Clinic.Domain;

/// <summary>A half-open range of instants in UTC: <see cref="Start"/> ≤ t &lt; <see cref="End"/>.</summary>
public readonly record struct TimeRange
{
    /// <exception cref="ArgumentException">The range ends before it starts, or an end is not UTC.</exception>
    public TimeRange(DateTime start, DateTime end)
    {
        if (start.Kind != DateTimeKind.Utc || end.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("A time range is made of UTC instants.");
        }

        if (end < start)
        {
            throw new ArgumentException("A time range cannot end before it starts.");
        }

        Start = start;
        End = end;
    }

    public DateTime Start { get; }

    public DateTime End { get; }

    public TimeSpan Length => End - Start;

    public bool Overlaps(TimeRange other) => Start < other.End && other.Start < End;

    public bool Contains(TimeRange other) => Start <= other.Start && other.End <= End;

    /// <summary>Parts of the given length that make up the range, in order; the last may be shorter.</summary>
    public IEnumerable<TimeRange> Split(TimeSpan length)
    {
        for (var start = Start; start < End; start += length)
        {
            yield return new(start, start + length < End ? start + length : End);
        }
    }

    /// <summary>The same range with the given time added before and after it.</summary>
    public TimeRange Widen(TimeSpan before, TimeSpan after) => new(Start - before, End + after);
}
