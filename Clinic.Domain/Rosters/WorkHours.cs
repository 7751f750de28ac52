using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>One stretch of wall-clock work; an end at or before the start lies on the next day.</summary>
public readonly record struct WorkStretch(TimeOnly Start, TimeOnly End)
{
    private const int Day = 24 * 60;

    public bool Overnight => End <= Start;

    /// <summary>Minutes from the midnight before the start.</summary>
    internal int From => (Start.Hour * 60) + Start.Minute;

    /// <summary>Minutes from the midnight before the start; above a day where the stretch runs into the next one.</summary>
    internal int To => (End.Hour * 60) + End.Minute + (Overnight ? Day : 0);
}

/// <summary>The hours of one working day: stretches in order, breaks between them. Text form: <c>09:00-13:00,14:00-18:00</c>; empty for none.</summary>
public sealed record WorkHours(IReadOnlyList<WorkStretch> Stretches)
{
    public static readonly WorkHours None = new([]);

    private const int Day = 24 * 60;

    /// <summary>Whether no stretch begins before the one in front of it has ended.</summary>
    public bool InOrder => Stretches.Zip(Stretches.Skip(1)).All(pair => pair.First.To <= pair.Second.From);

    /// <summary>Whether the night of a day runs into the morning of the next.</summary>
    public bool RunsIntoNextDay => Stretches.Count > 0 && Stretches[^1].To - Day > Stretches[0].From;

    public static WorkHours Of(string text) => Parse(text);

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static WorkHours Parse(string text) => TryParse(text, out var hours) ? hours : throw new FormatException($"'{text}' is not a list of stretches such as 09:00-13:00,14:00-18:00.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out WorkHours? hours)
    {
        hours = null;
        if (text is { Length: > 0 })
        {
            var stretches = text.Split(',').Select(ReadStretch).ToList();
            hours = stretches.Contains(null) ? null : new([.. stretches.Select(s => s!.Value)]);
        }
        else if (text is not null)
        {
            hours = None;
        }

        return hours is not null;
    }

    /// <summary>The hours less a break; the same hours where the break is one already; null where it does not lie within one stretch and before its midnight.</summary>
    public WorkHours? Without(WorkStretch pause)
    {
        if (Stretches.Zip(Stretches.Skip(1)).Any(gap => gap.First.To <= pause.From && pause.To <= gap.Second.From))
        {
            return this;
        }

        var at = Stretches.ToList().FindIndex(s => s.From < pause.From && pause.To < Math.Min(s.To, Day));
        return at < 0 ? null : new([.. Stretches.Take(at), new(Stretches[at].Start, pause.Start), new(pause.End, Stretches[at].End), .. Stretches.Skip(at + 1)]);
    }

    public bool Equals(WorkHours? other) => other is not null && Stretches.SequenceEqual(other.Stretches);

    public override int GetHashCode() => Stretches.Aggregate(0, HashCode.Combine);

    public override string ToString() =>
        string.Join(',', Stretches.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Start:HH\\:mm}-{s.End:HH\\:mm}")));

    private static WorkStretch? ReadStretch(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && TryTime(parts[0], out var start) && TryTime(parts[1], out var end) ? new(start, end) : null;
    }

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
