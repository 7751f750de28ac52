using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>The clinic as it is, as far as a workbook of certain dates concerns it.</summary>
internal sealed class ImportGround
{
    private readonly ILookup<DoctorId, RosterLine> lines;
    private readonly ILookup<DoctorId, Absence> absences;
    private readonly Dictionary<RoomId, string> roomNames = [];

    private ImportGround(IEnumerable<RosterLine> lines, IEnumerable<RosterException> exceptions, IEnumerable<Absence> absences)
    {
        this.lines = lines.ToLookup(l => l.DoctorId);
        Exceptions = exceptions.ToLookup(e => (e.DoctorId, e.Date));
        this.absences = absences.ToLookup(a => a.DoctorId);
    }

    public required Site Site { get; init; }

    public required DateTime Now { get; init; }

    public required IReadOnlyList<Doctor> Doctors { get; init; }

    public required IReadOnlyList<Specialty> Specialties { get; init; }

    public required ILookup<DoctorId, SpecialtyId> DoctorSpecialties { get; init; }

    /// <summary>Doctors with at least one visit type.</summary>
    public required IReadOnlySet<DoctorId> Bookable { get; init; }

    public required IReadOnlyList<Room> Rooms
    {
        get;
        init
        {
            field = value;
            roomNames = value.ToDictionary(r => r.Id, r => r.Name);
        }
    }

    public required IReadOnlyList<Closure> Closures { get; init; }

    public ILookup<(DoctorId Doctor, DateOnly Date), RosterException> Exceptions { get; }

    public required DateOnly Today { get; init; }

    public static async Task<ImportGround> Load(ClinicDb db, Site site, DateOnly from, DateOnly to, DateTime now, CancellationToken cancel) => new(
        await db.RosterLines.Where(l => l.SiteId == site.Id && l.ValidFrom <= to && (l.ValidTo == null || l.ValidTo >= from)).OrderBy(l => l.Id).ToListAsync(cancel),
        await db.RosterExceptions.Where(e => e.SiteId == site.Id && e.Date >= from && e.Date <= to).OrderBy(e => e.Id).ToListAsync(cancel),
        await db.Absences.Where(a => a.From <= to && a.To >= from).ToListAsync(cancel))
    {
        Site = site,
        Now = now,
        Today = site.LocalDate(now),
        Doctors = await db.Doctors.OrderBy(d => d.Id).ToListAsync(cancel),
        Specialties = await db.Specialties.OrderBy(s => s.Id).ToListAsync(cancel),
        DoctorSpecialties = (await db.DoctorSpecialties.ToListAsync(cancel)).ToLookup(s => s.DoctorId, s => s.SpecialtyId),
        Bookable = (await db.DoctorVisitTypes.Select(v => v.DoctorId).Distinct().ToListAsync(cancel)).ToHashSet(),
        Rooms = await db.Rooms.Where(r => r.SiteId == site.Id).OrderBy(r => r.Id).ToListAsync(cancel),
        Closures = await db.Closures.Where(c => c.SiteId == site.Id && c.From <= to && c.To >= from).ToListAsync(cancel),
    };

    /// <summary>What lines and exceptions say of the day.</summary>
    public DayPlan Day(DoctorId doctor, DateOnly date)
    {
        var special = Exceptions[(doctor, date)].ToList();
        if (special.Count == 0)
        {
            return DayOfLines(doctor, date);
        }

        var work = special.SelectMany(e => Pieces(e.Hours, e.Rooms.First, e.MinutesPerVisit)).ToList();
        return work.Count > 0 ? DayPlan.Of(work) : new([], special[0].Reason is DayReason.DayOff or DayReason.Hours ? null : special[0].Reason);
    }

    /// <summary>What the lines alone would say.</summary>
    public DayPlan DayOfLines(DoctorId doctor, DateOnly date) =>
        DayPlan.Of(lines[doctor].Where(l => l.Covers(date)).SelectMany(l => Pieces(l.Hours, l.Rooms.First, l.MinutesPerVisit)));

    public bool IsClosed(DateOnly date) => Closures.Any(c => c.From <= date && date <= c.To);

    public bool IsAbsent(DoctorId doctor, DateOnly date) => absences[doctor].Any(a => a.From <= date && date <= a.To);

    /// <summary>The roster with other exceptions, for comparing shifts.</summary>
    public RosterBook Book(IEnumerable<RosterException> exceptions) => new(
        new Dictionary<SiteId, Site> { [Site.Id] = Site }, lines.SelectMany(l => l), exceptions, absences.SelectMany(a => a), Closures);

    private IEnumerable<WorkPiece> Pieces(WorkHours hours, RoomId? room, int? minutes) =>
        hours.Stretches.Select(s => new WorkPiece(s, RoomOf(room), minutes));

    private PlannedRoom? RoomOf(RoomId? id) => id is { } known ? new(roomNames.GetValueOrDefault(known, "?"), id) : null;
}
