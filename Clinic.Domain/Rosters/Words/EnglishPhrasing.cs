using System.Globalization;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Words;

internal sealed class EnglishPhrasing() : Phrasing(WordsLanguage.En)
{
    private const string Padded = "HH:mm";
    private static readonly string[] Short = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] Long = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] Months = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Ordinals = ["last", "first", "second", "third", "fourth", "fifth"];
    private static readonly string[] ChannelNames = ["the registry", "the call centre", "the doctor", "the website", "the kiosk", "online channels", "imports"];

    internal override string And => "and";

    protected override string Or => "or";

    protected override char OpenQuote => '“';

    protected override string Break => "break";

    protected override string Breaks => "breaks";

    protected override string RoundTheClock => "round the clock";

    internal override string Days(RosterPattern pattern) => pattern.Kind switch
    {
        PatternKind.EvenDates => "even dates",
        PatternKind.OddDates => "odd dates",
        PatternKind.Rotation => pattern is { On: 1, Off: 1 } ? "every other day" : $"{Many(pattern.On, "day")} on, {Many(pattern.Off, "day")} off",
        PatternKind.AlternateWeeks => pattern.Weekdays is [var one] ? $"every other {Long[one - '0']}" : pattern.Weekdays == Weekdays.All ? "every other week daily" : $"every other week on {OnWeekdays(pattern.Weekdays)}",
        PatternKind.NthWeekdays => $"{List([.. pattern.Ordinals.Select(o => Ordinals[Math.Max(o, 0)])], And)} {List([.. pattern.Weekdays.Select(d => Long[d - '0'])], And)} of the month",
        PatternKind.MonthDays => $"on the {List([.. pattern.Days.Select(d => d.From == d.To ? Nth(d.From) : $"{Nth(d.From)}–{Nth(d.To)}")], And)} of each month",
        PatternKind.Dates => List(DateGroups(pattern.Dates), And),
        _ => OnWeekdays(pattern.Weekdays),
    };

    internal override string WeekOfTwo(bool second) => second ? "week B" : "week A";

    internal override string Counted(DateOnly from) => $"counting from {Date(from)}";

    internal override string Minutes(int minutes) => $"{Number(minutes)} minutes per visit";

    internal override string Rooms(IReadOnlyList<string> names) => names.Count == 1 ? $"room {RoomName(names[0])}" : $"rooms {List([.. names.Select(RoomName)], Or)}";

    internal override string VisitTypes(IReadOnlyList<string> names) => $"only {string.Join(", ", names.Select(VisitTypeName))}";

    internal override string OnlyOn(string weekdays) => $"only {OnWeekdays(weekdays)}";

    internal override string Except(string weekdays, IReadOnlyList<DateSpan> dates) =>
        $"except {List([.. weekdays == Weekdays.Weekend ? ["weekends"] : weekdays.Select(d => Long[d - '0'] + "s"), .. DateGroups(dates)], And)}";

    internal override string Validity(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) when first != last && SameMonth(first, last) => $"from {Day(first.Day)} to {Date(last)}",
        ({ } first, { } last) => $"from {Date(first, first.Year != last.Year)} to {Date(last)}",
        ({ } first, null) => $"from {Date(first)}",
        (null, { } last) => $"until {Date(last)}",
        _ => "",
    };

    internal override string Access(AccessRule rule)
    {
        var channels = List([.. rule.Channels.Select(Channel)], And);
        var said = rule.Kind switch
        {
            AccessKind.Only => $"only for {channels}",
            AccessKind.Closed => $"closed for {channels}",
            AccessKind.Opens => $"booking for {channels} opens {Many(rule.DaysBefore!.Value, "day")} in advance at {Time(rule.At ?? default)}",
            _ => $"{(rule.Channels is [Channels.Everyone] ? "" : $"for {channels} ")}at most {Quantity(rule)}",
        };
        var visits = rule.Visits == VisitKind.Any || rule.Count is not null ? "" : rule.Visits == VisitKind.First ? " (first visits)" : " (follow-up visits)";
        var release = rule.ReleaseHours is { } hours ? $", free time opens to everyone {Many(hours, "hour")} before" : "";
        return said + Part(rule.Part) + visits + release;
    }

    // "5:30" would be taken for the afternoon, and "10:00–9:00" for the same day.
    protected override string Time(TimeOnly time) => time.ToString(time.Hour is >= 1 and <= 6 ? Padded : "H:mm", CultureInfo.InvariantCulture);

    protected override string Stretch(WorkStretch stretch) => Times(stretch, "–");

    protected override string Month(int month) => Months[month];

    private static string OnWeekdays(string weekdays) => weekdays switch
    {
        Weekdays.All => "daily",
        Weekdays.Weekend => "weekends",
        [var one] => Long[one - '0'] + "s",
        _ => string.Join(", ", Runs(weekdays).Select(r => r.First == r.Last ? Short[r.First] : $"{Short[r.First]}–{Short[r.Last]}")),
    };

    private string Times(WorkStretch stretch, string to) => stretch.End < stretch.Start
        ? stretch.Start.ToString(Padded, CultureInfo.InvariantCulture) + to + stretch.End.ToString(Padded, CultureInfo.InvariantCulture)
        : Time(stretch.Start) + to + Time(stretch.End);

    private static string Many(int number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    private static string Nth(int day) => Number(day) + (day % 10, day) switch
    {
        (1, not 11) => "st",
        (2, not 12) => "nd",
        (3, not 13) => "rd",
        _ => "th",
    };

    private static string Quantity(AccessRule rule) => rule.Percent is { } percent ? $"{Number(percent)}% of the time" : rule.Visits switch
    {
        VisitKind.First => Many(rule.Count!.Value, "first visit"),
        VisitKind.Repeat => Many(rule.Count!.Value, "repeat visit"),
        _ => Many(rule.Count!.Value, "visit"),
    };

    private string Part(WorkStretch? part) => part switch
    {
        null => "",
        { Start.Ticks: 0, End.Ticks: > 0 } until => $" until {Time(until.End)}",
        { End.Ticks: 0, Start.Ticks: > 0 } after => $" after {Time(after.Start)}",
        { } between => " from " + Times(between, " to "),
    };

    private string Channel(string name) => name switch
    {
        Channels.Everyone => "everyone",
        Channels.AllPartners => "partners",
        _ when Channels.Names.IndexOf(name) is >= 0 and var known => ChannelNames[known],
        _ when name.StartsWith(Channels.Partner, StringComparison.Ordinal) => $"partner {Quoted(name[Channels.Partner.Length..])}",
        _ => $"channel {Quoted(name)}",
    };
}
