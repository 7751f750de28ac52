using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters;

/// <summary>Everything that makes a roster rule contradict itself.</summary>
internal static class RosterRuleFaults
{
    internal const string Pattern = "/pattern";
    internal const string Hours = "/hours";
    internal const string From = "/from";
    internal const string To = "/to";
    internal const string Minutes = "/minutesPerVisit";
    internal const string Rooms = "/rooms";
    internal const string VisitTypes = "/visitTypes";
    internal const string Access = "/access";

    internal static readonly Bounds MinutesPerVisit = new(Cell.Minutes, 480);
    internal static readonly Bounds Years = new(2000, 2100);

    private const int NameLength = 80;
    private const int MaxHours = 200;

    // Twenty-eight years bring every weekday to every date.
    private const int Horizon = 28 * 366;

    internal static IReadOnlyList<FieldError> Of(RosterRule rule) =>
    [
        .. OfHours(rule),
        .. OfDates(rule),
        .. OfNames(Rooms, rule.Rooms),
        .. OfNames(VisitTypes, rule.VisitTypes),
        .. AccessFaults.Of(rule.Access),
    ];

    private static IEnumerable<FieldError> OfHours(RosterRule rule)
    {
        if (rule.Hours.Stretches.Count == 0)
        {
            yield return new(Hours, ProblemCodes.Required);
        }
        else if (!rule.Hours.InOrder || (rule.Hours.RunsIntoNextDay && Near(rule.Pattern) && WorksTwoDaysRunning(rule)))
        {
            yield return new(Hours, ProblemCodes.HoursOverlap);
        }
        else if (rule.Hours.ToString().Length > MaxHours)
        {
            yield return new(Hours, ProblemCodes.TooLong);
        }

        if (rule.MinutesPerVisit is { } minutes && (!MinutesPerVisit.Contain(minutes) || minutes % Cell.Minutes != 0))
        {
            yield return new(Minutes, ProblemCodes.OutOfRange);
        }
    }

    private static IEnumerable<FieldError> OfDates(RosterRule rule)
    {
        if (rule.From is { } from && !Years.Contain(from.Year))
        {
            yield return new(From, ProblemCodes.OutOfRange);
        }
        else if (rule.To is { } to && !Years.Contain(to.Year))
        {
            yield return new(To, ProblemCodes.OutOfRange);
        }
        else if (!Near(rule.Pattern))
        {
            yield return new(Pattern, ProblemCodes.OutOfRange);
        }
        else if (rule.From > rule.To)
        {
            yield return new(To, ProblemCodes.EndsBeforeStart);
        }
        else if (!Dates(rule).Any(rule.Covers))
        {
            yield return new(Pattern, ProblemCodes.NoDaysLeft);
        }
    }

    private static IEnumerable<FieldError> OfNames(string pointer, IReadOnlyList<string> names)
    {
        if (names.Any(n => n.Length > NameLength))
        {
            yield return new(pointer, ProblemCodes.TooLong);
        }
        else if (names.Any(n => n.Trim() != n || n.Length == 0 || n.Any(char.IsControl)))
        {
            yield return new(pointer, ProblemCodes.BadCharacters);
        }
        else if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            yield return new(pointer, ProblemCodes.BadValue);
        }
    }

    private static bool Near(RosterPattern pattern) =>
        (pattern.Anchor == default || Years.Contain(pattern.Anchor.Year)) && pattern.Dates.Concat(pattern.Except).All(d => Years.Contain(d.From.Year) && Years.Contain(d.To.Year));

    private static bool WorksTwoDaysRunning(RosterRule rule) => Dates(rule).Any(d => rule.Covers(d) && rule.Covers(d.AddDays(1)));

    private static IEnumerable<DateOnly> Dates(RosterRule rule)
    {
        var first = rule.From ?? (rule.Pattern.Dates.Count > 0 ? rule.Pattern.Dates[0].From : rule.Pattern.Except.Count > 0 ? rule.Pattern.Except[0].From : new DateOnly(Years.Min, 1, 1));
        var last = Earlier(rule.To, rule.Pattern.Dates.Count > 0 ? rule.Pattern.Dates[^1].To : first.AddDays(Horizon));
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    private static DateOnly Earlier(DateOnly? some, DateOnly other) => some < other ? some.Value : other;
}
