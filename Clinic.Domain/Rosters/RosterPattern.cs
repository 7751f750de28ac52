namespace Clinic.Domain.Rosters;

/// <summary>Which dates a roster line works on. Each kind counts only dates whose weekday is in the set.</summary>
public enum PatternKind
{
    /// <summary>Every date.</summary>
    Weekdays,

    /// <summary>Even days of the month.</summary>
    EvenDates,

    /// <summary>Odd days of the month; 31 and the 1 after it are both odd.</summary>
    OddDates,

    /// <summary>N days on, M days off, counted from the anchor date.</summary>
    Rotation,

    /// <summary>Every second week, counted from the week of the anchor date.</summary>
    AlternateWeeks,

    /// <summary>The first to fifth or the last of these weekdays in its month.</summary>
    NthWeekdays,

    /// <summary>Days of the month by number.</summary>
    MonthDays,

    /// <summary>Dates by name.</summary>
    Dates,
}

/// <summary>The dates of a roster line, less the dates left out of it. The text form is described at <see cref="PatternText"/>.</summary>
public sealed record RosterPattern
{
    /// <summary>What fits into the column, in the text form.</summary>
    public const int MaxLength = 1000;

    private const int LongestRotation = 366;

    private RosterPattern(PatternKind kind, string weekdays)
    {
        Kind = kind;
        Weekdays = Rosters.Weekdays.IsSound(weekdays)
            ? Rosters.Weekdays.Tidy(weekdays)
            : throw new ArgumentException("Weekdays are a set of ISO digits 1–7 and at least one.", nameof(weekdays));
    }

    public PatternKind Kind { get; }

    /// <summary>ISO weekday numbers (Monday = 1), ascending, as a string of digits.</summary>
    public string Weekdays { get; private init; }

    public DateOnly Anchor { get; private init; }

    public int On { get; private init; }

    public int Off { get; private init; }

    /// <summary>1–5 and, at the end, -1 for the last.</summary>
    public IReadOnlyList<int> Ordinals { get; private init; } = [];

    /// <summary>Days of the month, from–to, both included.</summary>
    public IReadOnlyList<DayRange> Days { get; private init; } = [];

    public IReadOnlyList<DateSpan> Dates { get; private init; } = [];

    /// <summary>Dates left out of the pattern.</summary>
    public IReadOnlyList<DateSpan> Except { get; private init; } = [];

    public static RosterPattern OnWeekdays(string weekdays) => new(PatternKind.Weekdays, weekdays);

    public static RosterPattern OnEvenDates(string weekdays = "1234567") => new(PatternKind.EvenDates, weekdays);

    public static RosterPattern OnOddDates(string weekdays = "1234567") => new(PatternKind.OddDates, weekdays);

    public static RosterPattern Rotating(DateOnly anchor, int on, int off, string weekdays = "1234567") => on is > 0 and <= LongestRotation && off is >= 0 and <= LongestRotation
        ? new(PatternKind.Rotation, weekdays) { Anchor = anchor, On = on, Off = off }
        : throw new ArgumentException("A rotation works at least one day and rests none or more, both at most a year.");

    public static RosterPattern EverySecondWeek(DateOnly anchor, string weekdays) => new(PatternKind.AlternateWeeks, weekdays) { Anchor = anchor };

    public static RosterPattern OnNthWeekdays(IEnumerable<int> ordinals, string weekdays)
    {
        int[] sound = [.. ordinals.Distinct().OrderBy(o => o < 0).ThenBy(o => o)];
        return sound.Length > 0 && sound.All(o => o is -1 or (>= 1 and <= 5))
            ? new(PatternKind.NthWeekdays, weekdays) { Ordinals = sound }
            : throw new ArgumentException("Of the weekdays in a month there are the first to the fifth and the last (-1).", nameof(ordinals));
    }

    public static RosterPattern OnMonthDays(IEnumerable<DayRange> days, string weekdays = "1234567")
    {
        var tidy = DayRange.Tidy(days);
        return tidy.Count > 0 ? new(PatternKind.MonthDays, weekdays) { Days = tidy } : throw new ArgumentException("At least one day of the month.", nameof(days));
    }

    public static RosterPattern OnDates(IEnumerable<DateSpan> dates, string weekdays = "1234567")
    {
        var tidy = DateSpan.Tidy(dates);
        return tidy.Count > 0 ? Short(new(PatternKind.Dates, weekdays) { Dates = tidy }) : throw new ArgumentException("At least one date.", nameof(dates));
    }

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static RosterPattern Parse(string text) => TryParse(text, out var pattern) ? pattern : throw new FormatException($"'{text}' is not a roster pattern.");

    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RosterPattern? pattern)
    {
        try
        {
            pattern = text is { Length: <= MaxLength } ? PatternText.Read(text) : null;
        }
        catch (ArgumentException)
        {
            pattern = null;
        }

        return pattern is not null;
    }

    /// <summary>The same pattern without these dates.</summary>
    /// <exception cref="ArgumentException">The text form would not fit into its column.</exception>
    public RosterPattern Without(IEnumerable<DateSpan> dates) => Short(this with { Except = DateSpan.Tidy([.. Except, .. dates]) });

    /// <summary>The same pattern on other weekdays.</summary>
    public RosterPattern WithWeekdays(string weekdays) => this with { Weekdays = new RosterPattern(Kind, weekdays).Weekdays };

    public bool Covers(DateOnly date) => Weekdays.Contains(Rosters.Weekdays.Digit(date)) && Counts(date) && !Any(Except, date);

    public bool Equals(RosterPattern? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => PatternText.Of(this);

    private static RosterPattern Short(RosterPattern pattern) =>
        pattern.ToString().Length <= MaxLength ? pattern : throw new ArgumentException("Too many dates for one pattern.");

    private static bool Any(IReadOnlyList<DateSpan> spans, DateOnly date)
    {
        for (var i = 0; i < spans.Count && spans[i].From <= date; i++)
        {
            if (date <= spans[i].To)
            {
                return true;
            }
        }

        return false;
    }

    private static int Modulo(int value, int by) => ((value % by) + by) % by;

    private static int Monday(DateOnly date) => date.DayNumber - (((int)date.DayOfWeek + 6) % 7);

    private bool Counts(DateOnly date) => Kind switch
    {
        PatternKind.Weekdays => true,
        PatternKind.EvenDates => date.Day % 2 == 0,
        PatternKind.OddDates => date.Day % 2 == 1,
        PatternKind.Rotation => Modulo(date.DayNumber - Anchor.DayNumber, On + Off) < On,
        PatternKind.AlternateWeeks => Modulo((Monday(date) - Monday(Anchor)) / 7, 2) == 0,
        PatternKind.NthWeekdays => Ordinals.Contains(((date.Day - 1) / 7) + 1) || (Ordinals[^1] == -1 && date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month)),
        PatternKind.MonthDays => Days.Any(d => d.From <= date.Day && date.Day <= d.To),
        PatternKind.Dates => Any(Dates, date),
        _ => false,
    };
}
