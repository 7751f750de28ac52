using System.Globalization;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Words;

internal sealed class FrenchPhrasing() : Phrasing(WordsLanguage.Fr)
{
    private static readonly string[] Names = ["", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    private static readonly string[] Months = ["", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] Ordinals = ["dernier", "premier", "deuxième", "troisième", "quatrième", "cinquième"];
    private static readonly string[] ChannelNames = ["le secrétariat", "le centre d’appels", "le médecin", "le site", "la borne", "internet", "l’import"];

    internal override string And => "et";

    protected override string Or => "ou";

    protected override char OpenQuote => '«';

    internal override string Semicolon => " ; ";

    protected override string Break => "pause";

    protected override string Breaks => "pauses";

    protected override string RoundTheClock => "24 h/24";

    internal override string Days(RosterPattern pattern) => pattern.Kind switch
    {
        PatternKind.EvenDates => "les jours pairs",
        PatternKind.OddDates => "les jours impairs",
        PatternKind.Rotation => pattern is { On: 1, Off: 1 } ? "un jour sur deux" : $"{Many(pattern.On, "jour")} sur {Number(pattern.On + pattern.Off)}",
        PatternKind.AlternateWeeks => pattern.Weekdays is [var one] ? $"un {Names[one - '0']} sur deux" : $"une semaine sur deux, {OnWeekdays(pattern.Weekdays)}",
        PatternKind.NthWeekdays => $"{List([.. pattern.Ordinals.Select(o => "le " + Ordinals[Math.Max(o, 0)])], And)} {List([.. pattern.Weekdays.Select(d => Names[d - '0'])], And)} du mois",
        PatternKind.MonthDays => pattern.Days is [var one] && one.From == one.To ? $"le {Day(one.From)} du mois" : $"les {List([.. pattern.Days.Select(d => Range(d.From, d.To))], And)} du mois",
        PatternKind.Dates => List([.. DateGroups(pattern.Dates).Select(WithArticle)], And),
        _ => OnWeekdays(pattern.Weekdays),
    };

    internal override string WeekOfTwo(bool second) => second ? "semaine B" : "semaine A";

    internal override string Counted(DateOnly from) => $"en comptant du {Date(from)}";

    internal override string Minutes(int minutes) => $"{Number(minutes)} minutes par visite";

    internal override string Rooms(IReadOnlyList<string> names) => names.Count == 1 ? $"cabinet {RoomName(names[0])}" : $"cabinets {List([.. names.Select(RoomName)], Or)}";

    internal override string VisitTypes(IReadOnlyList<string> names) => $"uniquement {string.Join(", ", names.Select(VisitTypeName))}";

    internal override string OnlyOn(string weekdays) => $"uniquement {OnWeekdays(weekdays)}";

    internal override string Except(string weekdays, IReadOnlyList<DateSpan> dates) => weekdays.Length == 0 && dates is [var span] && span.From != span.To
        ? $"sauf {Between(span.From, span.To)}"
        : $"sauf {List([.. weekdays == Weekdays.Weekend ? ["le week-end"] : weekdays.Select(d => "le " + Names[d - '0']), .. DateGroups(dates).Select(WithArticle)], And)}";

    internal override string Validity(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => Between(first, last),
        ({ } first, null) => $"à partir du {Date(first)}",
        (null, { } last) => $"jusqu’au {Date(last)}",
        _ => "",
    };

    internal override string Access(AccessRule rule)
    {
        var channels = List([.. rule.Channels.Select(Channel)], And);
        var said = rule.Kind switch
        {
            AccessKind.Only => $"uniquement pour {channels}",
            AccessKind.Closed => $"fermé pour {channels}",
            AccessKind.Opens => $"pour {channels}, la réservation ouvre {Many(rule.DaysBefore!.Value, "jour")} avant à {Time(rule.At ?? default)}",
            _ => $"{(rule.Channels is [Channels.Everyone] ? "" : $"pour {channels}, ")}au plus {Quantity(rule)}",
        };
        var visits = rule.Visits == VisitKind.Any || rule.Count is not null ? "" : rule.Visits == VisitKind.First ? " (premières visites)" : " (visites de suivi)";
        var release = rule.ReleaseHours is { } hours ? $", le temps libre s’ouvre à tous {Many(hours, "heure")} avant" : "";
        return said + Part(rule.Part) + visits + release;
    }

    protected override string Time(TimeOnly time) => time.ToString(time.Minute == 0 ? "H'h'" : "H'h'mm", CultureInfo.InvariantCulture);

    protected override string Month(int month) => Months[month];

    protected override string Day(int day) => day == 1 ? "1er" : Number(day);

    private static string OnWeekdays(string weekdays) => weekdays switch
    {
        Weekdays.All => "tous les jours",
        Weekdays.Weekend => "le week-end",
        [var one] => $"le {Names[one - '0']}",
        _ when Runs(weekdays).All(r => r.First == r.Last) => $"les {List([.. weekdays.Select(d => Names[d - '0'] + "s")], "et")}",
        _ => List([.. Runs(weekdays).Select(r => r.First == r.Last ? $"le {Names[r.First]}" : $"du {Names[r.First]} au {Names[r.Last]}")], "et"),
    };

    // In French none and one alike are singular.
    private static string Many(int number, string what) => $"{Number(number)} {what}{(number < 2 ? "" : "s")}";

    private static string Quantity(AccessRule rule) => rule.Percent is { } percent ? $"{Number(percent)} % du temps" : (rule.Visits, rule.Count!.Value) switch
    {
        (VisitKind.First, < 2 and var few) => $"{Number(few)} première visite",
        (VisitKind.First, var many) => $"{Number(many)} premières visites",
        (VisitKind.Repeat, var some) => $"{Many(some, "visite")} de suivi",
        (_, var some) => Many(some, "visite"),
    };

    private static string WithArticle(string dates) =>
        dates.Contains(" – ", StringComparison.Ordinal) ? dates
        : dates.Contains('–') || dates.Contains(" et ", StringComparison.Ordinal) ? "les " + dates
        : "le " + dates;

    private string Between(DateOnly from, DateOnly to) => (from.Year, from.Month) == (to.Year, to.Month)
        ? $"du {Day(from.Day)} au {Date(to)}"
        : $"du {Date(from, from.Year != to.Year)} au {Date(to)}";

    private string Part(WorkStretch? part) => part switch
    {
        null => "",
        { Start.Ticks: 0, End.Ticks: > 0 } until => $" jusqu’à {Time(until.End)}",
        { End.Ticks: 0, Start.Ticks: > 0 } after => $" après {Time(after.Start)}",
        { } between => $" de {Time(between.Start)} à {Time(between.End)}",
    };

    private string Channel(string name) => name switch
    {
        Channels.Everyone => "tous",
        Channels.AllPartners => "les partenaires",
        _ when Channels.Names.IndexOf(name) is >= 0 and var known => ChannelNames[known],
        _ when name.StartsWith(Channels.Partner, StringComparison.Ordinal) => $"le partenaire {Quoted(name[Channels.Partner.Length..])}",
        _ => $"le canal {Quoted(name)}",
    };
}
