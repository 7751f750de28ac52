namespace Clinic.Domain.Rosters.Words;

/// <summary>Writes rules as one sentence. What all rules share is said once, at the end.</summary>
internal sealed class SentenceWriter(Phrasing words)
{
    private const string Comma = ", ";

    internal string Write(IReadOnlyList<RosterRule> rules)
    {
        var parts = rules.Select(Parts).ToList();
        var shared = Enumerable.Range(0, parts[0].Tails.Count).Select(i => parts.All(p => p.Tails[i] == parts[0].Tails[i])).ToList();
        var texts = parts.Select(p => string.Join(Comma, Said(p.Core, [.. p.Tails.Where((_, i) => !shared[i])]))).ToList();
        var tail = Said("", [.. parts[0].Tails.Where((_, i) => shared[i])]);
        var joint = rules.Count > 1 && texts.Any(t => t.Contains(',')) ? words.Semicolon : Comma;
        return string.Join(joint, [.. texts, .. tail.Count > 0 ? [string.Join(Comma, tail)] : Array.Empty<string>()]);
    }

    private static List<string> Said(string core, IReadOnlyList<string> tails) => [.. new[] { core }.Concat(tails).Where(t => t.Length > 0)];

    private (string Core, IReadOnlyList<string> Tails) Parts(RosterRule rule) => (Core(rule),
    [
        rule.MinutesPerVisit is { } minutes ? words.Minutes(minutes) : "",
        rule.Rooms.Count > 0 ? words.Rooms(rule.Rooms) : "",
        rule.VisitTypes.Count > 0 ? words.VisitTypes(rule.VisitTypes) : "",
        Filter(rule.Pattern),
        Except(rule.Pattern),
        words.Validity(rule.From, rule.To),
        string.Join(Comma, rule.Access.Rules.Select(words.Access)),
    ]);

    private string Core(RosterRule rule)
    {
        var days = (IsDayShift(rule) ? words.DayShifts(rule.Pattern.Off) : null) ?? words.Days(rule.Pattern);
        var anchor = Counted(rule) is { } date ? Comma + words.Counted(date) : "";
        var spaced = rule.Pattern.Kind is PatternKind.Rotation or PatternKind.MonthDays or PatternKind.Dates || anchor.Length > 0;
        return days + anchor + (spaced ? Comma : " ") + words.Hours(rule.Hours);
    }

    private static bool IsDayShift(RosterRule rule) =>
        rule.Pattern is { Kind: PatternKind.Rotation, On: 1 } && rule.Hours.Stretches is [var one] && one.Start == one.End && one.Start != TimeOnly.MinValue;

    // The anchor that reading would find anyway is not said.
    private static DateOnly? Counted(RosterRule rule)
    {
        var pattern = rule.Pattern;
        DateOnly? found = pattern.Kind switch
        {
            PatternKind.Rotation => rule.From,
            PatternKind.AlternateWeeks when rule.From is { } from => Years.FirstOn(from, pattern.Weekdays),
            _ => null,
        };
        return pattern.Kind is PatternKind.Rotation or PatternKind.AlternateWeeks && found != pattern.Anchor ? pattern.Anchor : null;
    }

    private static bool IsFiltered(RosterPattern pattern) =>
        pattern.Kind is not (PatternKind.Weekdays or PatternKind.AlternateWeeks or PatternKind.NthWeekdays) && pattern.Weekdays != Weekdays.All;

    private static bool IsMostOfWeek(string weekdays) => weekdays.Length >= 5;

    private string Filter(RosterPattern pattern) => IsFiltered(pattern) && !IsMostOfWeek(pattern.Weekdays) ? words.OnlyOn(pattern.Weekdays) : "";

    private string Except(RosterPattern pattern)
    {
        var missing = IsFiltered(pattern) && IsMostOfWeek(pattern.Weekdays) ? Weekdays.Without(Weekdays.All, pattern.Weekdays) : "";
        return missing.Length + pattern.Except.Count > 0 ? words.Except(missing, pattern.Except) : "";
    }
}
