using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>One stretch of wall-clock work; an end at or before the start lies on the next day.</summary>
public readonly record struct WorkStretch(TimeOnly Start, TimeOnly End)
{
    public bool Overnight => End <= Start;
}

/// <summary>The hours of one working day: stretches in order, breaks between them. Text form: <c>09:00-13:00,14:00-18:00</c>; empty for none.</summary>
public sealed record WorkHours(IReadOnlyList<WorkStretch> Stretches)
{
    public static readonly WorkHours None = new([]);

    public static WorkHours Of(string text) => Parse(text);

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static WorkHours Parse(string text) => text.Length == 0 ? None : new([.. text.Split(',').Select(ParseStretch)]);

    public bool Equals(WorkHours? other) => other is not null && Stretches.SequenceEqual(other.Stretches);

    public override int GetHashCode() => Stretches.Aggregate(0, HashCode.Combine);

    public override string ToString() =>
        string.Join(',', Stretches.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Start:HH\\:mm}-{s.End:HH\\:mm}")));

    private static WorkStretch ParseStretch(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2
            ? new(TimeOnly.ParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not a stretch of work such as 09:00-13:00.");
    }
}
