using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters;

/// <summary>What makes access rules contradict themselves or each other.</summary>
internal static class AccessFaults
{
    private const int MaxLength = 2000;
    private const int Day = 24 * 60;
    private static readonly Bounds Share = new(0, 100);
    private static readonly Bounds Counts = new(0, 1000);
    private static readonly Bounds DaysBefore = new(0, 366);
    private static readonly Bounds ReleaseHours = new(1, 366 * 24);

    internal static IEnumerable<FieldError> Of(AccessRules access) =>
        access.ToString().Length > MaxLength ? [new(RosterRuleFaults.Access, ProblemCodes.TooLong)]
        : access.Rules.SelectMany((rule, i) => Codes(rule, access.Rules.Take(i)).Take(1).Select(code => new FieldError($"{RosterRuleFaults.Access}/{i}", code)));

    private static IEnumerable<string> Codes(AccessRule rule, IEnumerable<AccessRule> before)
    {
        if (rule.Channels.Count == 0)
        {
            yield return ProblemCodes.Required;
        }

        if (rule.Channels.Any(c => c.Length == 0 || c.Any(x => char.IsWhiteSpace(x) || char.IsControl(x) || x is ',' or ';' or '=')))
        {
            yield return ProblemCodes.BadCharacters;
        }

        if (rule.Percent > Share.Max)
        {
            yield return ProblemCodes.QuotaAboveAll;
        }

        if (rule.Kind == AccessKind.Quota != (rule.Percent is not null ^ rule.Count is not null)
            || rule.Kind == AccessKind.Opens != rule.DaysBefore is not null
            || (rule.Kind != AccessKind.Opens && rule.At is not null))
        {
            yield return ProblemCodes.BadValue;
        }

        if (rule.Percent < Share.Min || Outside(Counts, rule.Count) || Outside(DaysBefore, rule.DaysBefore) || Outside(ReleaseHours, rule.ReleaseHours))
        {
            yield return ProblemCodes.OutOfRange;
        }

        if (before.Any(other => Contradict(other, rule)))
        {
            yield return ProblemCodes.AccessContradiction;
        }
    }

    private static bool Outside(Bounds bounds, int? value) => value is { } number && !bounds.Contain(number);

    private static bool Contradict(AccessRule a, AccessRule b) => Meet(a, b) && (a.Kind, b.Kind) switch
    {
        (AccessKind.Only, AccessKind.Only) => !a.Channels.ToHashSet().SetEquals(b.Channels),
        (AccessKind.Only, AccessKind.Closed) or (AccessKind.Closed, AccessKind.Only) => a.Channels.Intersect(b.Channels).Any(),
        (AccessKind.Quota, AccessKind.Quota) => SameScope(a, b) && a.Percent is null == b.Percent is null,
        (AccessKind.Opens, AccessKind.Opens) => SameScope(a, b),
        _ => false,
    };

    private static bool SameScope(AccessRule a, AccessRule b) => a.Channels.ToHashSet().SetEquals(b.Channels) && a.Visits == b.Visits && a.Part == b.Part;

    private static bool Meet(AccessRule a, AccessRule b) =>
        (a.Visits == VisitKind.Any || b.Visits == VisitKind.Any || a.Visits == b.Visits)
        && Minutes(a).Any(x => Minutes(b).Any(y => x.From < y.To && y.From < x.To));

    private static IEnumerable<(int From, int To)> Minutes(AccessRule rule) => rule.Part switch
    {
        null => [(0, Day)],
        { Overnight: true } part => [(part.From, Day), (0, part.To - Day)],
        { } part => [(part.From, part.To)],
    };
}
