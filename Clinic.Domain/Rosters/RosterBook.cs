using Clinic.Domain.Sites;

namespace Clinic.Domain.Rosters;

/// <summary>Rosters, exceptions, absences and closures of a set of doctors, from which shifts are computed.</summary>
public sealed class RosterBook(
    IReadOnlyDictionary<SiteId, Site> sites,
    IEnumerable<RosterLine> lines,
    IEnumerable<RosterException> exceptions,
    IEnumerable<Absence> absences,
    IEnumerable<Closure> closures)
{
    private readonly Dictionary<SiteId, TimeZoneInfo> zones = sites.ToDictionary(s => s.Key, s => s.Value.Zone);
    private readonly ILookup<DoctorId, RosterLine> lines = lines.ToLookup(l => l.DoctorId);
    private readonly ILookup<(DoctorId, DateOnly), RosterException> exceptions = exceptions.ToLookup(e => (e.DoctorId, e.Date));
    private readonly ILookup<DoctorId, Absence> absences = absences.ToLookup(a => a.DoctorId);
    private readonly ILookup<SiteId, Closure> closures = closures.ToLookup(c => c.SiteId);

    public IReadOnlyDictionary<SiteId, Site> Sites => sites;

    public IReadOnlyList<RosterLine> Lines(DoctorId doctor) => [.. lines[doctor]];

    /// <summary>The access rules that any line or exception has.</summary>
    internal IEnumerable<(DoctorId Doctor, SiteId Site, AccessRules Access)> Access() =>
        lines.SelectMany(l => l).Select(l => (l.DoctorId, l.SiteId, l.Access))
            .Concat(exceptions.SelectMany(e => e).Where(e => e.Access is not null).Select(e => (e.DoctorId, e.SiteId, e.Access!)));

    public IReadOnlyList<RosterException> Exceptions(DoctorId doctor, DateOnly date) => [.. exceptions[(doctor, date)]];

    public IEnumerable<Absence> Absences(DoctorId doctor, DateOnly date) => absences[doctor].Where(a => a.From <= date && date <= a.To);

    public IEnumerable<Closure> Closures(SiteId site, DateOnly date) => closures[site].Where(c => c.From <= date && date <= c.To);

    public TimeZoneInfo Zone(SiteId site) => zones[site];

    /// <summary>The doctor's shifts that begin on the local dates from–to (both included), ordered by start.</summary>
    public IReadOnlyList<Shift> Shifts(DoctorId doctor, DateOnly from, DateOnly to)
    {
        var shifts = new List<Shift>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            AddShifts(shifts, doctor, date);
        }

        shifts.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return shifts;
    }

    /// <summary>Why the doctor does not work at all on the date; for dates without a shift.</summary>
    public NoShift WhyNot(DoctorId doctor, DateOnly date) =>
        IsAbsent(doctor, date) || exceptions[(doctor, date)].Any(e => e.Hours == WorkHours.None && e.Reason != DayReason.DayOff) ? NoShift.Absent
        : lines[doctor].Any(l => l.Covers(date) && IsClosed(l.SiteId, date)) ? NoShift.ClosedDay
        : NoShift.OutsideRoster;

    public bool IsClosed(SiteId site, DateOnly date) => Closures(site, date).Any();

    /// <summary>The shifts that lines and exceptions plan for the date, were nobody absent and nothing closed.</summary>
    internal IReadOnlyList<Shift> Planned(DoctorId doctor, DateOnly date)
    {
        var shifts = new List<Shift>();
        var special = exceptions[(doctor, date)].ToLookup(e => e.SiteId);
        foreach (var exception in special.SelectMany(e => e))
        {
            var access = exception.Access ?? lines[doctor].FirstOrDefault(l => l.SiteId == exception.SiteId && l.Covers(date))?.Access ?? AccessRules.None;
            Add(shifts, new(doctor, exception.SiteId, exception.Rooms, date, default, exception.MinutesPerVisit) { VisitTypes = exception.VisitTypes, Access = access, ExceptionId = exception.Id }, exception.Hours);
        }

        foreach (var line in lines[doctor].Where(l => l.Covers(date) && !special.Contains(l.SiteId)))
        {
            Add(shifts, new(doctor, line.SiteId, line.Rooms, date, default, line.MinutesPerVisit) { VisitTypes = line.VisitTypes, Access = line.Access, LineId = line.Id }, line.Hours);
        }

        return shifts;
    }

    private void AddShifts(List<Shift> shifts, DoctorId doctor, DateOnly date)
    {
        if (!IsAbsent(doctor, date))
        {
            shifts.AddRange(Planned(doctor, date).Where(s => !IsClosed(s.SiteId, date)));
        }
    }

    private void Add(List<Shift> shifts, Shift like, WorkHours hours) =>
        shifts.AddRange(hours.Stretches.SelectMany(s => WallClock.ToUtc(zones[like.SiteId], like.Date, s)).Select(range => like with { Range = range }));

    private bool IsAbsent(DoctorId doctor, DateOnly date) => Absences(doctor, date).Any();
}
