using System.Globalization;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Words;

internal sealed class RussianPhrasing() : Phrasing(WordsLanguage.Ru)
{
    private static readonly string[] Short = ["", "пн", "вт", "ср", "чт", "пт", "сб", "вс"];
    private static readonly string[] Nominative = ["", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
    private static readonly string[] Genitive = ["", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"];
    private static readonly string[] Dative = ["", "понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям"];
    private static readonly string[] Months = ["", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
    private static readonly string[] Stems = ["последн", "перв", "втор", "трет", "четвёрт", "пят"];
    private static readonly string[] ChannelNames = ["регистратуры", "колл-центра", "врача", "сайта", "киоска", "интернета", "импорта"];

    private enum Gender
    {
        He,
        She,
        It,
    }

    internal override string And => "и";

    protected override string Or => "или";

    protected override char OpenQuote => '«';

    protected override string Break => "перерыв";

    protected override string Breaks => "перерывы";

    protected override string RoundTheClock => "круглосуточно";

    internal override string Days(RosterPattern pattern) => pattern.Kind switch
    {
        PatternKind.EvenDates => "по чётным",
        PatternKind.OddDates => "по нечётным",
        PatternKind.Rotation => pattern is { On: 1, Off: 1 } ? "через день" : $"{Number(pattern.On)} через {Number(pattern.Off)}",
        PatternKind.AlternateWeeks => $"через неделю {ByWeekdays(pattern.Weekdays)}",
        PatternKind.NthWeekdays => string.Join(", ", pattern.Weekdays.Select(d => $"{List([.. pattern.Ordinals.Select(o => Ordinal(o, d - '0'))], And)} {Nominative[d - '0']}")) + " месяца",
        PatternKind.MonthDays => List([.. pattern.Days.Select(d => Range(d.From, d.To))], And) + " числа каждого месяца",
        PatternKind.Dates => List(DateGroups(pattern.Dates), And),
        _ => OnWeekdays(pattern.Weekdays),
    };

    internal override string? DayShifts(int daysOff) => daysOff switch
    {
        1 => "сутки через сутки",
        2 => "сутки через двое",
        3 => "сутки через трое",
        4 => "сутки через четверо",
        _ => null,
    };

    internal override string WeekOfTwo(bool second) => second ? "неделя Б" : "неделя А";

    internal override string Counted(DateOnly from) => $"считая с {Date(from)}";

    internal override string Minutes(int minutes) => $"приём {Number(minutes)} минут";

    internal override string Rooms(IReadOnlyList<string> names) => names.Count == 1 ? $"каб. {RoomName(names[0])}" : $"кабинеты {List([.. names.Select(RoomName)], Or)}";

    internal override string VisitTypes(IReadOnlyList<string> names) => $"только {string.Join(", ", names.Select(VisitTypeName))}";

    internal override string OnlyOn(string weekdays) => $"только {OnWeekdays(weekdays)}";

    internal override string Except(string weekdays, IReadOnlyList<DateSpan> dates) =>
        $"кроме {List([.. weekdays == Weekdays.Weekend ? ["выходных"] : weekdays.Select(d => Genitive[d - '0']), .. DateGroups(dates)], And)}";

    internal override string Validity(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) when first != last && SameMonth(first, last) => $"с {Day(first.Day)} по {Date(last)}",
        ({ } first, { } last) => $"с {Date(first, first.Year != last.Year)} по {Date(last)}",
        ({ } first, null) => $"с {Date(first)}",
        (null, { } last) => $"по {Date(last)}",
        _ => "",
    };

    internal override string Access(AccessRule rule)
    {
        var channels = List([.. rule.Channels.Select(Channel)], And);
        var said = rule.Kind switch
        {
            AccessKind.Only => $"только для {channels}",
            AccessKind.Closed => $"закрыто для {channels}",
            AccessKind.Opens => $"для {channels} запись открывается за {Number(rule.DaysBefore!.Value)} {Plural(rule.DaysBefore.Value, "день", "дня", "дней")} в {Time(rule.At ?? default)}",
            _ => $"{(rule.Channels is [Channels.Everyone] ? "" : $"для {channels} ")}не более {Quantity(rule)}",
        };
        var visits = rule.Visits == VisitKind.Any || rule.Count is not null ? "" : rule.Visits == VisitKind.First ? " (первичные приёмы)" : " (повторные приёмы)";
        var release = rule.ReleaseHours is { } hours ? $", за {Number(hours)} {Plural(hours, "час", "часа", "часов")} свободное открывается всем" : "";
        return said + Part(rule.Part) + visits + release;
    }

    protected override string Time(TimeOnly time) => time.ToString("H:mm", CultureInfo.InvariantCulture);

    protected override string Month(int month) => Months[month];

    protected override string Year(int year) => $"{Number(year)} года";

    private static string OnWeekdays(string weekdays) => weekdays switch
    {
        Weekdays.All => "ежедневно",
        Weekdays.Weekend => "по выходным",
        [var one] => $"по {Dative[one - '0']}",
        _ => string.Join(", ", Runs(weekdays).Select(r => r.First == r.Last ? Short[r.First] : $"{Short[r.First]}–{Short[r.Last]}")),
    };

    private string ByWeekdays(string weekdays) => weekdays switch
    {
        Weekdays.All => "ежедневно",
        Weekdays.Working => "по будням",
        Weekdays.Weekend => "по выходным",
        _ => $"по {List([.. weekdays.Select(d => Dative[d - '0'])], And)}",
    };

    private static string Ordinal(int ordinal, int weekday)
    {
        var gender = weekday is 3 or 5 or 6 ? Gender.She : weekday == 7 ? Gender.It : Gender.He;
        return Stems[Math.Max(ordinal, 0)] + (ordinal, gender) switch
        {
            (-1, Gender.He) => "ий",
            (-1, Gender.She) => "яя",
            (-1, _) => "ее",
            (2, Gender.He) => "ой",
            (3, Gender.He) => "ий",
            (3, Gender.She) => "ья",
            (3, _) => "ье",
            (_, Gender.He) => "ый",
            (_, Gender.She) => "ая",
            _ => "ое",
        };
    }

    private static string Quantity(AccessRule rule) => rule.Percent is { } percent ? $"{Number(percent)} % времени" : Number(rule.Count!.Value) + " " + (rule.Visits, One(rule.Count.Value)) switch
    {
        (VisitKind.First, true) => "первичного",
        (VisitKind.First, _) => "первичных",
        (VisitKind.Repeat, true) => "повторного",
        (VisitKind.Repeat, _) => "повторных",
        (_, true) => "приёма",
        _ => "приёмов",
    };

    private static bool One(int number) => number % 10 == 1 && number % 100 != 11;

    private static string Plural(int number, string one, string few, string many) =>
        One(number) ? one : number % 10 is >= 2 and <= 4 && number % 100 is not (>= 12 and <= 14) ? few : many;

    private string Part(WorkStretch? part) => part switch
    {
        null => "",
        { Start.Ticks: 0, End.Ticks: > 0 } until => $" до {Time(until.End)}",
        { End.Ticks: 0, Start.Ticks: > 0 } after => $" после {Time(after.Start)}",
        { } between => $" с {Time(between.Start)} до {Time(between.End)}",
    };

    private string Channel(string name) => name switch
    {
        Channels.Everyone => "всех",
        Channels.AllPartners => "партнёров",
        _ when Channels.Names.IndexOf(name) is >= 0 and var known => ChannelNames[known],
        _ when name.StartsWith(Channels.Partner, StringComparison.Ordinal) => $"партнёра {Quoted(name[Channels.Partner.Length..])}",
        _ => $"канала {Quoted(name)}",
    };
}
