using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>A visit type as one doctor offers it.</summary>
public sealed record Offer(DoctorId DoctorId, VisitType Type, int? OwnMinutes, decimal? Price, bool Online)
{
    private const int DefaultMinutes = 30;

    /// <summary>Length of a visit: the doctor's own, else the type's, else the roster's, else half an hour.</summary>
    public TimeSpan Length(Shift shift) => TimeSpan.FromMinutes(Minutes(shift));

    /// <summary>The same in cells.</summary>
    internal int Cells(Shift shift) => Cell.Count(Minutes(shift));

    /// <summary>Cells of the buffers.</summary>
    internal int Before => Cell.Count(Type.BufferBefore);

    internal int After => Cell.Count(Type.BufferAfter);

    /// <summary>The cells in which the doctor is busy with a visit of so many cells, counted from its first, buffers included.</summary>
    internal IEnumerable<(int From, int To)> DoctorCells(int length) => Type.DoctorParts.Cells(length, Before, After);

    private int Minutes(Shift shift) => OwnMinutes ?? Type.Minutes ?? shift.MinutesPerVisit ?? DefaultMinutes;
}

/// <summary>Everything that free time follows from but who is booked: the clinic, its people and things, rosters and rules.</summary>
public sealed class ClinicFacts
{
    public required ClinicProfile Profile { get; init; }

    /// <summary>The consent texts in force, by language.</summary>
    public required IReadOnlyDictionary<string, ConsentText> Consents { get; init; }

    /// <summary>The texts about advertising in force, by language; empty where nobody is asked.</summary>
    public IReadOnlyDictionary<string, ConsentText> Marketing { get; init; } = new Dictionary<string, ConsentText>();

    public required RosterBook Rosters { get; init; }

    /// <summary>Doctors who work here.</summary>
    public required IReadOnlyDictionary<DoctorId, Doctor> Doctors { get; init; }

    /// <summary>What each doctor offers, the default first.</summary>
    public required ILookup<DoctorId, Offer> Offers { get; init; }

    public required ILookup<DoctorId, SpecialtyId> Specialties { get; init; }

    public required IReadOnlyDictionary<SpecialtyId, LocalText> SpecialtyNames { get; init; }

    public required IReadOnlyDictionary<RoomId, Room> Rooms { get; init; }

    /// <summary>Devices in use, by site and kind.</summary>
    public required ILookup<(SiteId Site, string Kind), Device> Devices { get; init; }

    public required ILookup<ResourceId, Outage> Outages { get; init; }

    public IReadOnlyDictionary<SiteId, Site> Sites => Rosters.Sites;

    /// <summary>The site whose clock counts where the doctor does not work: that of the latest roster line, else the first.</summary>
    internal SiteId? SiteOf(DoctorId doctor) => Rosters.Lines(doctor).MaxBy(l => l.ValidFrom)?.SiteId
        ?? Sites.Keys.OrderBy(s => s.Value).Select(s => (SiteId?)s).FirstOrDefault();

    /// <summary>The earliest and latest instants strangers may book.</summary>
    public TimeRange OpenToStrangers(DateTime now) => new(now.AddMinutes(Profile.LeadMinutes), now.AddDays(Profile.HorizonDays));

    internal ClinicFacts With(RosterBook rosters, IEnumerable<Outage>? outages) => new()
    {
        Profile = Profile,
        Consents = Consents,
        Marketing = Marketing,
        Rosters = rosters,
        Doctors = Doctors,
        Offers = Offers,
        Specialties = Specialties,
        SpecialtyNames = SpecialtyNames,
        Rooms = Rooms,
        Devices = Devices,
        Outages = outages?.ToLookup(o => o.ResourceId) ?? Outages,
    };

    /// <param name="db">A context; nothing is tracked.</param>
    /// <param name="doctors">The doctors wanted; inactive ones are left out.</param>
    /// <param name="window">The instants wanted.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<ClinicFacts> Load(ClinicDb db, IQueryable<Doctor> doctors, TimeRange window, CancellationToken cancel)
    {
        var sites = await ReadSites(db, cancel);
        return await Load(db, doctors, window, () => ReadRosters(db, sites, doctors, window, cancel), cancel);
    }

    /// <summary>Everybody's, over two connections: in a program that has just started its queries take longer to compile than to run.</summary>
    internal static async Task<ClinicFacts> Load(IDbContextFactory<ClinicDb> factory, ClinicDb db, TimeRange window, CancellationToken cancel)
    {
        var sites = await ReadSites(db, cancel);
        await using var other = await factory.CreateDbContextAsync(cancel);
        var rosters = Task.Run(() => ReadRosters(other, sites, other.Doctors, window, cancel), cancel);
        var facts = Load(db, db.Doctors, window, () => rosters, cancel);
        await Task.WhenAll(rosters, facts);
        return await facts;
    }

    private static async Task<ClinicFacts> Load(ClinicDb db, IQueryable<Doctor> doctors, TimeRange window, Func<Task<RosterBook>> rosters, CancellationToken cancel)
    {
        var wanted = await doctors.Where(d => d.Active).ToDictionaryAsync(d => d.Id, cancel);
        var working = doctors.Where(d => d.Active).Select(d => d.Id);

        // A type is one object however many offer it: it carries whole texts.
        var offered = await (
            from own in db.DoctorVisitTypes
            join type in db.VisitTypes on own.VisitTypeId equals type.Id
            where type.Active && working.Contains(own.DoctorId)
            orderby type.SortOrder, type.Id
            select new { own, type }).AsNoTrackingWithIdentityResolution().ToListAsync(cancel);
        var texts = (await db.ConsentTexts.Where(t => db.Profile.Any(p => p.ConsentVersion == t.Version || p.MarketingVersion == t.Version)).ToListAsync(cancel)).ToLookup(t => t.Kind);
        return new()
        {
            Profile = await db.Profile.SingleAsync(cancel),
            Consents = texts[ConsentKind.Processing].ToDictionary(t => t.Language),
            Marketing = texts[ConsentKind.Marketing].ToDictionary(t => t.Language),
            Doctors = wanted,
            Offers = offered.ToLookup(
                o => o.own.DoctorId,
                o => new Offer(o.own.DoctorId, o.type, o.own.Minutes, o.own.Price ?? o.type.Price, wanted[o.own.DoctorId].BookableOnline && o.type.BookableOnline)),
            Specialties = (await db.DoctorSpecialties.OrderBy(s => s.SpecialtyId).ToListAsync(cancel)).ToLookup(s => s.DoctorId, s => s.SpecialtyId),
            SpecialtyNames = await db.Specialties.ToDictionaryAsync(s => s.Id, s => s.Name, cancel),
            Rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, cancel),
            Devices = (await db.Devices.Where(d => d.Active).OrderBy(d => d.Id).ToListAsync(cancel)).ToLookup(d => (d.SiteId, d.Kind)),
            Outages = (await db.Outages.Where(o => o.From < window.End && o.To > window.Start).ToListAsync(cancel)).ToLookup(o => o.ResourceId),
            Rosters = await rosters(),
        };
    }

    /// <summary>Before anything else: the roster version of a site may be older than what is read after it, never newer.</summary>
    private static Task<Dictionary<SiteId, Site>> ReadSites(ClinicDb db, CancellationToken cancel) => db.Sites.ToDictionaryAsync(s => s.Id, cancel);

    private static async Task<RosterBook> ReadRosters(ClinicDb db, Dictionary<SiteId, Site> sites, IQueryable<Doctor> doctors, TimeRange window, CancellationToken cancel)
    {
        var (from, to) = Timetable.Dates(window);
        var working = doctors.Where(d => d.Active).Select(d => d.Id);
        return new(
            sites,
            await db.RosterLines.Where(l => working.Contains(l.DoctorId) && l.ValidFrom <= to && (l.ValidTo == null || l.ValidTo >= from)).ToListAsync(cancel),
            await db.RosterExceptions.Where(e => working.Contains(e.DoctorId) && e.Date >= from && e.Date <= to).ToListAsync(cancel),
            await db.Absences.Where(a => working.Contains(a.DoctorId) && a.From <= to && a.To >= from).ToListAsync(cancel),
            await db.Closures.Where(c => c.From <= to && c.To >= from).ToListAsync(cancel));
    }
}
