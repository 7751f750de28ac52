using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Access rules that say nothing, too much, or the opposite of one another.</summary>
internal static class AccessChecks
{
    private static readonly Bounds Percent = new(0, 100);
    private static readonly Bounds Count = new(0, 1000);
    private static readonly Bounds Days = new(0, 730);
    private static readonly Bounds Hours = new(1, 720);

    internal static void Check(string at, AccessRules access, FieldChecks checks)
    {
        foreach (var (rule, index) in access.Rules.Select((rule, index) => (rule, index)))
        {
            Own($"{at}/{index}", rule, checks);
            if (access.Rules.Take(index).Any(before => Contradict(before, rule)))
            {
                checks.Add($"{at}/{index}", ProblemCodes.RulesContradict);
            }
        }

        if (access.ToString().Length > 2000)
        {
            checks.Add(at, ProblemCodes.TooLong);
        }
    }

    private static void Own(string at, AccessRule rule, FieldChecks checks)
    {
        if (rule.Channels.Count == 0 || rule.Channels.Any(string.IsNullOrWhiteSpace))
        {
            checks.Add($"{at}/channels", ProblemCodes.Required);
        }

        Within($"{at}/percent", rule.Percent, Percent, checks);
        Within($"{at}/count", rule.Count, Count, checks);
        Within($"{at}/daysBefore", rule.DaysBefore, Days, checks);
        Within($"{at}/releaseHours", rule.ReleaseHours, Hours, checks);
        if (rule is { Kind: AccessKind.Quota, Percent: null, Count: null })
        {
            checks.Add($"{at}/percent", ProblemCodes.Required);
        }

        if (rule is { Kind: AccessKind.Opens, DaysBefore: null })
        {
            checks.Add($"{at}/daysBefore", ProblemCodes.Required);
        }
    }

    private static void Within(string at, int? value, Bounds bounds, FieldChecks checks)
    {
        if (value is { } number)
        {
            checks.Number(at, number, bounds);
        }
    }

    /// <summary>Two rules of the same time and visits that cannot both be meant.</summary>
    private static bool Contradict(AccessRule a, AccessRule b) =>
        SameTime(a, b) && (a.Visits == b.Visits || a.Visits == VisitTypes.VisitKind.Any || b.Visits == VisitTypes.VisitKind.Any) && (a.Kind, b.Kind) switch
        {
            (AccessKind.Only, AccessKind.Only) => !a.Channels.Intersect(b.Channels).Any(),
            (AccessKind.Closed, AccessKind.Closed) => false,
            (AccessKind.Closed, AccessKind.Only) => b.Channels.All(a.Channels.Contains),
            (AccessKind.Only, AccessKind.Closed) => a.Channels.All(b.Channels.Contains),
            (AccessKind.Closed, _) => b.Channels.All(a.Channels.Contains),
            (_, AccessKind.Closed) => a.Channels.All(b.Channels.Contains),
            (AccessKind.Quota, AccessKind.Quota) => a.Visits == b.Visits && a.Part == b.Part && a.Channels.Order().SequenceEqual(b.Channels.Order()),
            (AccessKind.Opens, AccessKind.Opens) => a.Visits == b.Visits && a.Channels.Intersect(b.Channels).Any() && (a.DaysBefore, a.At) != (b.DaysBefore, b.At),
            _ => false,
        };

    private static bool SameTime(AccessRule a, AccessRule b) =>
        a.Part is not { } first || b.Part is not { } second || Minutes(first).Intersect(Minutes(second)).Any();

    private static IEnumerable<int> Minutes(WorkStretch part)
    {
        var (from, to) = ((int)part.Start.ToTimeSpan().TotalMinutes, (int)part.End.ToTimeSpan().TotalMinutes + (part.Overnight ? 24 * 60 : 0));
        return Enumerable.Range(from, to - from).Where(m => m % Cell.Minutes == 0).Select(m => m % (24 * 60));
    }
}
