namespace Clinic.Domain.Rosters.Words;

/// <summary>A rule while its clauses are gathered.</summary>
internal sealed class Draft
{
    internal List<DaysClause> Days { get; } = [];

    internal List<HoursClause> Hours { get; } = [];

    internal List<Clause> Tails { get; } = [];

    /// <summary>Tails that other rules of the part of the sentence may share.</summary>
    internal List<Clause> Shared { get; } = [];

    /// <summary>Hours were said before days.</summary>
    internal bool HoursFirst { get; init; }

    /// <summary>A comma stands before it.</summary>
    internal bool Apart { get; init; }

    /// <summary>Tails that were said for several rules.</summary>
    internal List<Clause> Borrowed { get; } = [];

    internal void Borrow(IReadOnlyList<Clause> tails)
    {
        Tails.AddRange(tails);
        Borrowed.AddRange(tails);
    }

    internal bool Has(Clause like) => Tails.Any(t => SameKind(t, like));

    internal T? Tail<T>() where T : Clause => Tails.OfType<T>().LastOrDefault();

    private static bool SameKind(Clause a, Clause b) => (a, b) switch
    {
        (ValidityClause x, ValidityClause y) => (x.From is not null && y.From is not null) || (x.To is not null && y.To is not null),
        (AccessClause or ReleaseClause, AccessClause or ReleaseClause) => true,
        _ => a.GetType() == b.GetType(),
    };
}
