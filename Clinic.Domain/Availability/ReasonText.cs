using System.Globalization;
using System.Resources;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Words;

namespace Clinic.Domain.Availability;

/// <summary>Says a reason in the reader's language, with the rule it follows from: for staff. Strangers are told the text of the code.</summary>
public sealed class ReasonText(ClinicFacts facts, TimeZoneInfo zone, CultureInfo culture)
{
    private static readonly ResourceManager Texts = new("Clinic.Domain.Availability.ReasonTexts", typeof(ReasonText).Assembly);

    public string Of(Reason reason) => reason switch
    {
        { Line: { } line } => Format("outside-roster", Words(line)),
        { Exception: { } other } => Exception(other, reason.Code),
        { Absence: { } away } => Format("absent", Date(away.From), Date(away.To), Why(away.Reason)),
        { Closure: { Reason: "" } closed } => Format("closed-day", Date(closed.From), Date(closed.To)),
        { Closure: { } closed } => Format("closed-why", Date(closed.From), Date(closed.To), closed.Reason),
        { Code: ProblemCodes.ChannelClosed, Rule: { } rule } => Format("channel-closed", Words(rule)),
        { Code: ProblemCodes.NotYetReleased, Rule: { } rule, Until: { } at } => Format("not-yet-released", Time(at), Words(rule)),
        { Code: ProblemCodes.Quota, Rule: { } rule } => Format("quota", Words(rule), reason.Used!, reason.Of!),
        { Code: ProblemCodes.RoomBusy, Outage: { } outage } => Format("room-out", Time(outage.To), outage.Reason),
        { Code: ProblemCodes.DeviceBusy, Outage: { } outage } => Format("device-out", reason.Device!, Time(outage.To), outage.Reason),
        { Code: ProblemCodes.DeviceBusy } => Format("device-busy", reason.Device!),
        { Code: ProblemCodes.OutsideRoster } => Format("no-roster"),
        { Code: ProblemCodes.LeadTime } => Format("lead-time", facts.Profile.LeadMinutes),
        { Code: ProblemCodes.Horizon } => Format("horizon", facts.Profile.HorizonDays),
        { Code: ProblemCodes.TooShort, MinutesLeft: { } minutes } => Format("too-short", minutes),
        { Code: ProblemCodes.Held, Until: { } until } => Format("held", Time(until)),
        { Code: ProblemCodes.Taken or ProblemCodes.RoomBusy or ProblemCodes.TypeNotOffered } => Format(reason.Code),
        _ => Problem.Text(reason.Code, culture),
    };

    private string Exception(RosterException other, string code) =>
        other.Hours != WorkHours.None ? Format("other-hours", Date(other.Date), other.Hours.ToString().Replace(",", ", ", StringComparison.Ordinal).Replace('-', '–'))
        : code == ProblemCodes.Absent ? Format("absent-day", Date(other.Date), Why(other.Reason))
        : Format("day-off", Date(other.Date));

    /// <summary>When the line works: what else it says is no reason here.</summary>
    private string Words(RosterLine line)
    {
        var rule = new RosterRule { Pattern = line.Pattern, Hours = line.Hours, From = line.ValidFrom, To = line.ValidTo };
        return rule.Faults.Count == 0 ? RosterWords.Write([rule], RosterWords.LanguageOf(culture)) : $"{line.Pattern} {line.Hours}";
    }

    private string Why(DayReason reason) => Format($"why-{reason}");

    private string Words(AccessRule rule) => RosterWords.Write(rule, RosterWords.LanguageOf(culture));

    private string Date(DateOnly date) => date.ToString("d", culture);

    private string Time(DateTime instant) => TimeZoneInfo.ConvertTimeFromUtc(instant, zone).ToString("g", culture);

    private string Format(string key, params object[] values) => string.Format(culture, Texts.GetString(key, culture) ?? key, values);
}
