using System.Globalization;

namespace Clinic.Domain.Rosters;

/// <summary>Which dates a roster line works on.</summary>
public enum PatternKind
{
    /// <summary>Every date whose weekday is in the set.</summary>
    Weekdays,

    /// <summary>Even days of the month whose weekday is in the set.</summary>
    EvenDates,

    /// <summary>Odd days of the month whose weekday is in the set.</summary>
    OddDates,

    /// <summary>N days on, M days off, counted from the anchor date.</summary>
    Rotation,

    /// <summary>Every second week, counted from the week of the anchor date, on the weekdays in the set.</summary>
    AlternateWeeks,
}

/// <summary>The dates of a roster line. Text form: <c>Weekdays:12345</c> (ISO weekday digits), <c>EvenDates:123456</c>, <c>Rotation:2026-12-01:2:2</c>, <c>AlternateWeeks:2026-11-30:135</c>.</summary>
public sealed record RosterPattern
{
    private const string Iso = "yyyy-MM-dd";

    public PatternKind Kind { get; private init; }

    /// <summary>ISO weekday numbers (Monday = 1), ascending, as a string of digits.</summary>
    public string Weekdays { get; private init; } = "";

    public DateOnly Anchor { get; private init; }

    public int On { get; private init; }

    public int Off { get; private init; }

    public static RosterPattern OnWeekdays(string weekdays) => new() { Kind = PatternKind.Weekdays, Weekdays = weekdays };

    public static RosterPattern OnEvenDates(string weekdays = "1234567") => new() { Kind = PatternKind.EvenDates, Weekdays = weekdays };

    public static RosterPattern OnOddDates(string weekdays = "1234567") => new() { Kind = PatternKind.OddDates, Weekdays = weekdays };

    public static RosterPattern Rotating(DateOnly anchor, int on, int off) => on > 0 && off >= 0
        ? new() { Kind = PatternKind.Rotation, Anchor = anchor, On = on, Off = off }
        : throw new ArgumentException("A rotation works at least one day and rests none or more.");

    public static RosterPattern EverySecondWeek(DateOnly anchor, string weekdays) => new() { Kind = PatternKind.AlternateWeeks, Anchor = anchor, Weekdays = weekdays };

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static RosterPattern Parse(string text)
    {
        var parts = text.Split(':');
        return (parts[0], parts.Length) switch
        {
            (nameof(PatternKind.Weekdays), 2) => OnWeekdays(parts[1]),
            (nameof(PatternKind.EvenDates), 2) => OnEvenDates(parts[1]),
            (nameof(PatternKind.OddDates), 2) => OnOddDates(parts[1]),
            (nameof(PatternKind.Rotation), 4) => Rotating(Date(parts[1]), Number(parts[2]), Number(parts[3])),
            (nameof(PatternKind.AlternateWeeks), 3) => EverySecondWeek(Date(parts[1]), parts[2]),
            _ => throw new FormatException($"'{text}' is not a roster pattern."),
        };
    }

    public bool Covers(DateOnly date) => Kind switch
    {
        PatternKind.Weekdays => OnWeekday(date),
        PatternKind.EvenDates => date.Day % 2 == 0 && OnWeekday(date),
        PatternKind.OddDates => date.Day % 2 == 1 && OnWeekday(date),
        PatternKind.Rotation => Modulo(date.DayNumber - Anchor.DayNumber, On + Off) < On,
        PatternKind.AlternateWeeks => OnWeekday(date) && Modulo((Monday(date) - Monday(Anchor)) / 7, 2) == 0,
        _ => false,
    };

    public override string ToString() => Kind switch
    {
        PatternKind.Rotation => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Anchor.ToString(Iso, CultureInfo.InvariantCulture)}:{On}:{Off}"),
        PatternKind.AlternateWeeks => $"{Kind}:{Anchor.ToString(Iso, CultureInfo.InvariantCulture)}:{Weekdays}",
        _ => $"{Kind}:{Weekdays}",
    };

    private static int Modulo(int value, int by) => ((value % by) + by) % by;

    private static int Monday(DateOnly date) => date.DayNumber - (((int)date.DayOfWeek + 6) % 7);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, Iso, CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private bool OnWeekday(DateOnly date) => Weekdays.Contains((char)('0' + (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek)));
}
