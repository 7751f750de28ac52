using Clinic.Domain.Bookings;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters;

/// <summary>What an access rule does with the channels it names.</summary>
public enum AccessKind
{
    /// <summary>These channels do not see the time: <c>channel-closed</c>.</summary>
    Closed,

    /// <summary>Only these channels see the time; for the others it is <c>channel-closed</c>.</summary>
    Only,

    /// <summary>These channels together may book so much of it and no more: <c>quota</c>.</summary>
    Quota,

    /// <summary>These channels see the time only from so many days before its date: <c>not-yet-released</c>.</summary>
    Opens,
}

/// <summary>Which channel sees which part of a shift, from when, how much of it. Times are wall clock of the site, days and hours count back from the visit.</summary>
public sealed record AccessRule
{
    public required AccessKind Kind { get; init; }

    /// <summary>Names of channels: <c>widget</c>, <c>registry</c>…, <c>partner:NAME</c>; <c>partner:*</c> is every partner, <c>online</c> every channel that is not staff, <c>*</c> every channel.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The part of the shift that is meant, by the start of the visit; null for all of it.</summary>
    public WorkStretch? Part { get; init; }

    /// <summary>For visit types of this kind alone; <see cref="VisitKind.Any"/> for every type.</summary>
    public VisitKind Visits { get; init; }

    /// <summary>Quota: percent of the working time of the day, 0–100.</summary>
    public int? Percent { get; init; }

    /// <summary>Quota: number of visits a day.</summary>
    public int? Count { get; init; }

    /// <summary>Opens: days before the date.</summary>
    public int? DaysBefore { get; init; }

    /// <summary>Opens: time of that day.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>From so many hours before the visit the rule holds no more: what is left is open to everybody.</summary>
    public int? ReleaseHours { get; init; }

    public bool Names(Channel channel) => Channels.Any(c => Names(c, channel));

    /// <summary>Whether the rule speaks of a visit of the kind that starts at the local time.</summary>
    public bool Covers(TimeOnly start, VisitKind visits) =>
        (Visits == VisitKind.Any || Visits == visits) && (Part is not { } part || (part.Overnight ? start >= part.Start || start < part.End : start >= part.Start && start < part.End));

    public bool Equals(AccessRule? other) => other is not null && AccessText.Of(this) == AccessText.Of(other);

    public override int GetHashCode() => AccessText.Of(this).GetHashCode(StringComparison.Ordinal);

    public override string ToString() => AccessText.Of(this);

    private static bool Names(string name, Channel channel) =>
        name == channel.Name
        || name == "*"
        || (name == "online" && !channel.IsStaff)
        || (name.EndsWith(":*", StringComparison.Ordinal) && channel.Name.StartsWith(name[..^1], StringComparison.Ordinal));
}

/// <summary>The access rules of a roster line. Text form: rules such as <c>only registry,call-centre part=08:00-09:00 release=24h</c>, <c>quota widget share=40</c>, <c>quota online visits=first count=8</c>, <c>opens widget opens=14d@08:00</c>, separated by <c>; </c>.</summary>
public sealed class AccessRules(IReadOnlyList<AccessRule> rules) : IEquatable<AccessRules>
{
    public static readonly AccessRules None = new([]);

    public IReadOnlyList<AccessRule> Rules => rules;

    public bool IsEmpty => rules.Count == 0;

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static AccessRules Parse(string text) => text.Length == 0 ? None : new([.. text.Split("; ").Select(AccessText.Parse)]);

    public bool Equals(AccessRules? other) => other is not null && rules.SequenceEqual(other.Rules);

    public override bool Equals(object? obj) => Equals(obj as AccessRules);

    public override int GetHashCode() => rules.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join("; ", rules.Select(AccessText.Of));
}
