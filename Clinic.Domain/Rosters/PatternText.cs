using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>
/// The text form of patterns: <c>Weekdays:12345</c> (ISO weekday digits), <c>EvenDates:123456</c>, <c>OddDates:1234567</c>,
/// <c>Rotation:2026-12-01:2:2</c> with weekdays after it unless all count, <c>AlternateWeeks:2026-11-30:135</c>, <c>NthWeekdays:1,3,-1:2</c>,
/// <c>MonthDays:1-10,15:12345</c>, <c>Dates:2026-12-03,2026-12-10..2026-12-17:1234567</c>; then, where dates are left out, <c> except 2027-01-01..2027-01-09,2027-05-01</c>.
/// </summary>
internal static class PatternText
{
    private const string Except = " except ";

    internal static string Of(RosterPattern pattern) => pattern.Except.Count == 0 ? Main(pattern) : Main(pattern) + Except + string.Join(',', pattern.Except);

    /// <summary>Null for text in another form.</summary>
    /// <exception cref="ArgumentException">The text has the form and says what cannot be.</exception>
    internal static RosterPattern? Read(string text)
    {
        var halves = text.Split(Except);
        return halves.Length > 2 || ReadMain(halves[0].Split(':')) is not { } pattern ? null
            : halves.Length == 1 ? pattern
            : Spans(halves[1]) is { } spans ? pattern.Without(spans)
            : null;
    }

    private static string Main(RosterPattern p) => p.Kind switch
    {
        PatternKind.Rotation => string.Create(CultureInfo.InvariantCulture, $"{p.Kind}:{DateSpan.Text(p.Anchor)}:{p.On}:{p.Off}{(p.Weekdays == Weekdays.All ? "" : ":" + p.Weekdays)}"),
        PatternKind.AlternateWeeks => $"{p.Kind}:{DateSpan.Text(p.Anchor)}:{p.Weekdays}",
        PatternKind.NthWeekdays => $"{p.Kind}:{string.Join(',', p.Ordinals.Select(o => o.ToString(CultureInfo.InvariantCulture)))}:{p.Weekdays}",
        PatternKind.MonthDays => $"{p.Kind}:{string.Join(',', p.Days)}:{p.Weekdays}",
        PatternKind.Dates => $"{p.Kind}:{string.Join(',', p.Dates)}:{p.Weekdays}",
        _ => $"{p.Kind}:{p.Weekdays}",
    };

    private static RosterPattern? ReadMain(string[] parts) => (parts[0], parts.Length) switch
    {
        (nameof(PatternKind.Weekdays), 2) => RosterPattern.OnWeekdays(parts[1]),
        (nameof(PatternKind.EvenDates), 2) => RosterPattern.OnEvenDates(parts[1]),
        (nameof(PatternKind.OddDates), 2) => RosterPattern.OnOddDates(parts[1]),
        (nameof(PatternKind.Rotation), 4 or 5) when DateSpan.TryDate(parts[1], out var anchor) && Number(parts[2]) is { } on && Number(parts[3]) is { } off =>
            RosterPattern.Rotating(anchor, on, off, parts.Length == 5 ? parts[4] : Weekdays.All),
        (nameof(PatternKind.AlternateWeeks), 3) when DateSpan.TryDate(parts[1], out var anchor) => RosterPattern.EverySecondWeek(anchor, parts[2]),
        (nameof(PatternKind.NthWeekdays), 3) when All(parts[1], Number) is { } ordinals => RosterPattern.OnNthWeekdays(ordinals, parts[2]),
        (nameof(PatternKind.MonthDays), 3) when All(parts[1], DayRange.Read) is { } days => RosterPattern.OnMonthDays(days, parts[2]),
        (nameof(PatternKind.Dates), 3) when Spans(parts[1]) is { } dates => RosterPattern.OnDates(dates, parts[2]),
        _ => null,
    };

    private static List<DateSpan>? Spans(string text) => All(text, part => DateSpan.TryParse(part, out var span) ? span : (DateSpan?)null);

    private static List<T>? All<T>(string text, Func<string, T?> read) where T : struct
    {
        var all = text.Split(',').Select(read).ToList();
        return all.Contains(null) ? null : [.. all.Select(one => one!.Value)];
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
