using Clinic.Domain.Database;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>The stored rows that shifts follow from, for some doctors and dates.</summary>
internal sealed record RosterRows(
    IReadOnlyDictionary<SiteId, Site> Sites,
    IReadOnlyList<RosterLine> Lines,
    IReadOnlyList<RosterException> Exceptions,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Closure> Closures,
    IReadOnlyList<Outage> Outages)
{
    private static readonly DateOnly Ever = DateOnly.MaxValue;

    public RosterBook Book() => new(Sites, Lines, Exceptions, Absences, Closures);

    /// <summary>Without absences and closures: where the doctor would be if nothing came between.</summary>
    public RosterBook Wishes() => new(Sites, Lines, Exceptions, [], []);

    /// <summary>Rows of the doctors that touch the dates, both included; one doctor's rows are wanted from a date on, all of them.</summary>
    public static async Task<RosterRows> Load(ClinicDb db, IReadOnlyCollection<DoctorId> doctors, DateOnly from, DateOnly? until, CancellationToken cancel)
    {
        var to = until ?? Ever;
        var first = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var last = to == Ever ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var ids = doctors.ToList();
        return new(
            await db.Sites.ToDictionaryAsync(s => s.Id, cancel),
            await db.RosterLines.Where(l => EF.Parameter(ids).Contains(l.DoctorId) && l.ValidFrom <= to && (l.ValidTo == null || l.ValidTo >= from)).OrderBy(l => l.Id).ToListAsync(cancel),
            await db.RosterExceptions.Where(e => EF.Parameter(ids).Contains(e.DoctorId) && e.Date >= from && e.Date <= to).OrderBy(e => e.Id).ToListAsync(cancel),
            await db.Absences.Where(a => EF.Parameter(ids).Contains(a.DoctorId) && a.From <= to && a.To >= from).OrderBy(a => a.Id).ToListAsync(cancel),
            await db.Closures.Where(c => c.From <= to && c.To >= from).OrderBy(c => c.Id).ToListAsync(cancel),
            await db.Outages.Where(o => o.From < last && o.To > first).OrderBy(o => o.Id).ToListAsync(cancel));
    }
}
