using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters;

/// <summary>One rule of the roster language: what a roster line says, with the names that a person reads in place of ids.</summary>
public sealed record RosterRule
{
    public required RosterPattern Pattern { get; init; }

    public required WorkHours Hours { get; init; }

    /// <summary>First date; null for any.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last date, included; null for open-ended.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Length of a visit whose type sets none; a multiple of five.</summary>
    public int? MinutesPerVisit { get; init; }

    /// <summary>Names as on the doors; of several, any will do, the usual one first.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Names of the visit types that can be booked; empty for all.</summary>
    public IReadOnlyList<string> VisitTypes { get; init; } = [];

    public AccessRules Access { get; init; } = AccessRules.None;

    /// <summary>What contradicts itself, each with the field at fault; empty for a sound rule.</summary>
    public IReadOnlyList<FieldError> Faults => RosterRuleFaults.Of(this);

    public bool Covers(DateOnly date) => !(date < From) && !(date > To) && Pattern.Covers(date);

    public bool Equals(RosterRule? other) =>
        other is not null && Pattern == other.Pattern && Hours == other.Hours && From == other.From && To == other.To && MinutesPerVisit == other.MinutesPerVisit
        && Rooms.SequenceEqual(other.Rooms) && VisitTypes.SequenceEqual(other.VisitTypes) && Access.Equals(other.Access);

    public override int GetHashCode() => HashCode.Combine(Pattern, Hours, From, To, MinutesPerVisit, Rooms.Count, VisitTypes.Count, Access);

    /// <summary>The rule in one line, for tests and logs: <c>Weekdays:12345 09:00-13:00 from=2026-12-01 minutes=20 rooms=204 types=ECG access=[only registry]</c>.</summary>
    public override string ToString() => string.Join(' ', Parts());

    private IEnumerable<string> Parts()
    {
        yield return Pattern.ToString();
        yield return Hours.ToString();
        if (From is { } from)
        {
            yield return $"from={DateSpan.Text(from)}";
        }

        if (To is { } to)
        {
            yield return $"to={DateSpan.Text(to)}";
        }

        if (MinutesPerVisit is { } minutes)
        {
            yield return $"minutes={minutes}";
        }

        if (Rooms.Count > 0)
        {
            yield return $"rooms={string.Join('|', Rooms)}";
        }

        if (VisitTypes.Count > 0)
        {
            yield return $"types={string.Join('|', VisitTypes)}";
        }

        if (!Access.IsEmpty)
        {
            yield return $"access=[{Access}]";
        }
    }
}
