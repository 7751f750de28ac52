namespace Clinic.Domain.Rosters.Planning;

/// <summary>One date of a doctor's roster as computed.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Shifts">By start; empty when there is none.</param>
/// <param name="Why">Why there is no shift; null when there is one.</param>
/// <param name="Reason">Of the absence or the date that differs, where that is why.</param>
/// <param name="ClosedFor">Of the closure, where that is why.</param>
/// <param name="OtherLines">Lines in force on the date whose pattern leaves it out; of new lines −1 and down, by their place among the new ones.</param>
/// <param name="Differs">The date is a row of its own.</param>
public sealed record RosterDay(
    DateOnly Date, IReadOnlyList<DayShift> Shifts, NoShift? Why, DayReason? Reason, string? ClosedFor, IReadOnlyList<int> OtherLines, bool Differs);

/// <summary>A shift of a date.</summary>
/// <param name="Start">Clinic time.</param>
/// <param name="Line">The line it comes from; of a new line −1 and down; null for a date that differs.</param>
public sealed record DayShift(
    SiteId Site, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<RoomId> Rooms, IReadOnlyList<VisitTypeId> VisitTypes, int? MinutesPerVisit, int? Line);

/// <summary>Computes the days of a month.</summary>
internal static class RosterDays
{
    internal static (DateOnly First, DateOnly Last) Month(DateOnly any)
    {
        var date = any < LineChecks.FirstDate ? LineChecks.FirstDate : any > LineChecks.LastDate ? LineChecks.LastDate : any;
        var first = new DateOnly(date.Year, date.Month, 1);
        return (first, first.AddMonths(1).AddDays(-1));
    }

    internal static IReadOnlyList<RosterDay> Of(RosterRows rows, DoctorId doctor, DateOnly month)
    {
        var book = rows.Book();
        var (first, last) = Month(month);
        var days = book.Shifts(doctor, first, last).ToLookup(s => s.Date);
        return [.. Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber).Select(date => Day(rows, book, doctor, date, [.. days[date]]))];
    }

    private static RosterDay Day(RosterRows rows, RosterBook book, DoctorId doctor, DateOnly date, List<Shift> shifts)
    {
        var special = rows.Exceptions.Where(e => e.DoctorId == doctor && e.Date == date).ToList();
        var off = rows.Absences.FirstOrDefault(a => a.DoctorId == doctor && a.From <= date && date <= a.To)?.Reason
            ?? special.Find(e => e.Hours == WorkHours.None)?.Reason;
        var sites = rows.Lines.Where(l => l.DoctorId == doctor && l.Covers(date)).Select(l => l.SiteId).Concat(special.Select(e => e.SiteId)).ToHashSet();
        var closure = rows.Closures.FirstOrDefault(c => sites.Contains(c.SiteId) && c.From <= date && date <= c.To);
        NoShift? why = shifts.Count > 0 ? null
            : book.WhyNot(doctor, date) is var found && found == NoShift.OutsideRoster && closure is not null ? NoShift.ClosedDay
            : found;
        return new(
            date,
            [.. shifts.Select(s => new DayShift(
                s.SiteId, rows.Sites[s.SiteId].Local(s.Range.Start), rows.Sites[s.SiteId].Local(s.Range.End), s.Rooms.Ids, s.VisitTypes.Ids, s.MinutesPerVisit, s.LineId))],
            why,
            shifts.Count == 0 && why != NoShift.ClosedDay ? off : null,
            why == NoShift.ClosedDay ? closure?.Reason : null,
            [.. rows.Lines.Where(l => l.DoctorId == doctor && l.ValidFrom <= date && (l.ValidTo is null || date <= l.ValidTo) && !l.Pattern.Covers(date)).Select(l => l.Id)],
            special.Count > 0);
    }
}
