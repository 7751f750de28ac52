using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Words;

/// <summary>A day and a month as typed, with the year where one was; day 0 for the whole month, month 0 for the one in which the span begins.</summary>
internal readonly record struct LooseDate(int Day, int Month, int? Year)
{
    internal static readonly LooseDate EndOfMonth = new(0, 0, null);

    internal static LooseDate Of(DateOnly date) => new(date.Day, date.Month, date.Year);
}

internal readonly record struct LooseSpan(LooseDate From, LooseDate To);

/// <summary>The days that a phrase names, before years and anchor are known.</summary>
internal sealed record DaySpec(PatternKind Kind)
{
    internal string Weekdays { get; init; } = Rosters.Weekdays.All;

    internal IReadOnlyList<int> Ordinals { get; init; } = [];

    internal IReadOnlyList<DayRange> Days { get; init; } = [];

    internal IReadOnlyList<LooseSpan> Dates { get; init; } = [];

    internal int On { get; init; }

    internal int Off { get; init; }

    /// <summary>Of days on and off: written as "5/2".</summary>
    internal bool Slashed { get; init; }

    /// <summary>Of weeks A and B: 0 or 1.</summary>
    internal int? Week { get; init; }

    /// <summary>Whether weekdays beside it narrow the days instead of adding to them.</summary>
    internal bool IsNarrowed => Kind is PatternKind.EvenDates or PatternKind.OddDates or PatternKind.Rotation or PatternKind.MonthDays or PatternKind.Dates;
}

/// <summary>One thing said in a sentence, and where.</summary>
internal abstract record Clause
{
    internal int Start { get; init; }

    internal int Stop { get; init; }

    internal bool AfterComma { get; init; }

    internal bool AfterAnd { get; init; }

    internal bool BeforeColon { get; init; }

    /// <summary>Commas part its members, of which the last may belong to what follows.</summary>
    internal bool IsList { get; init; }

    /// <summary>Whether both say the same kind of thing.</summary>
    internal bool IsLike(Clause other) => (this, other) is (AccessClause or ReleaseClause, AccessClause or ReleaseClause) || GetType() == other.GetType();

    /// <summary>Whether a rule cannot hold both.</summary>
    internal bool Contradicts(Clause other) => (this, other) switch
    {
        (ValidityClause x, ValidityClause y) => (x.From is not null && y.From is not null) || (x.To is not null && y.To is not null),
        (RoomsClause x, RoomsClause y) => !x.Names.SequenceEqual(y.Names),
        (VisitTypesClause x, VisitTypesClause y) => !x.Names.SequenceEqual(y.Names),
        (MinutesClause x, MinutesClause y) => x.Minutes != y.Minutes,
        (FilterClause x, FilterClause y) => x.Weekdays != y.Weekdays,
        (AnchorClause x, AnchorClause y) => x.Date != y.Date,
        _ => false,
    };
}

internal sealed record DaysClause(IReadOnlyList<DaySpec> Days) : Clause;

internal sealed record HoursClause(IReadOnlyList<WorkStretch> Stretches) : Clause;

internal sealed record BreakClause(IReadOnlyList<WorkStretch> Pauses) : Clause;

internal sealed record MinutesClause(int Minutes) : Clause;

internal sealed record RoomsClause(IReadOnlyList<string> Names) : Clause;

internal sealed record VisitTypesClause(IReadOnlyList<string> Names) : Clause;

/// <summary>Days said to be free of work.</summary>
internal sealed record OffClause(string Weekdays, IReadOnlyList<LooseSpan> Dates) : Clause;

internal sealed record FilterClause(string Weekdays) : Clause;

internal sealed record ExceptClause(string Weekdays, IReadOnlyList<LooseSpan> Dates) : Clause;

internal sealed record ValidityClause(LooseDate? From, LooseDate? To) : Clause;

internal sealed record AnchorClause(LooseDate Date) : Clause;

internal sealed record AccessClause(AccessRule Rule) : Clause;

internal sealed record ReleaseClause(int Hours) : Clause;

/// <summary>The part of a shift and the kind of visits that an access rule speaks of.</summary>
internal readonly record struct AccessScope(WorkStretch? Part, VisitKind Visits);
