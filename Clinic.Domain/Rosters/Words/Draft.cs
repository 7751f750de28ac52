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

    /// <summary>Days off said beside it.</summary>
    internal List<OffClause> Off { get; } = [];

    /// <summary>What was said behind its hours; more hours then begin another rule.</summary>
    internal List<Clause> Closing { get; } = [];

    internal bool IsComplete(Clause next) => Hours.Count > 0 && !(HoursFirst && Days.Count == 0 && next is DaysClause && !next.AfterComma);

    internal void Borrow(IReadOnlyList<Clause> tails)
    {
        Tails.AddRange(tails);
        Borrowed.AddRange(tails);
    }

    internal T? Tail<T>() where T : Clause => Tails.OfType<T>().LastOrDefault();

    /// <summary>Rooms, minutes and the like: what is said of a rule once.</summary>
    internal bool Says(Clause like) => Tails.Any(t => t.IsLike(like));
}
