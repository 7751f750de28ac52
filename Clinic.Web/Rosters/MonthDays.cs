using Clinic.Domain;
using Clinic.Domain.Rosters.Planning;

namespace Clinic.Web.Rosters;

/// <summary>How a date would differ from what is in force.</summary>
public enum DayMark
{
    None,
    Added,
    Removed,
    Changed,
}

/// <summary>A date of the preview.</summary>
/// <param name="Then">As it would be, or as it is while nothing is changed.</param>
/// <param name="Was">As it is, where it would differ.</param>
public sealed record MonthDay(DateOnly Date, DayMark Mark, RosterDay Then, RosterDay? Was)
{
    /// <summary>Compares a month as it is with the month as it would be.</summary>
    public static IReadOnlyList<MonthDay> Compare(IReadOnlyList<RosterDay> now, IReadOnlyList<RosterDay>? then)
    {
        if (then is null)
        {
            return [.. now.Select(d => new MonthDay(d.Date, DayMark.None, d, null))];
        }

        var before = now.ToDictionary(d => d.Date);
        return [.. then.Select(d => Compare(before.GetValueOrDefault(d.Date) ?? d, d))];
    }

    private static MonthDay Compare(RosterDay now, RosterDay then) =>
        Work(now) == Work(then) ? new(then.Date, DayMark.None, then, null)
        : new(then.Date, now.Shifts.Count == 0 ? DayMark.Added : then.Shifts.Count == 0 ? DayMark.Removed : DayMark.Changed, then, now);

    private static string Work(RosterDay day) => string.Join(';', day.Shifts.Select(s => $"{s.Site} {s.Start:O} {s.End:O} {IdList.Of(s.Rooms)} {IdList.Of(s.VisitTypes)} {s.MinutesPerVisit}"));
}
