using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>What slots are looked for; null means any. Without a visit type each doctor's first one counts.</summary>
public sealed record SlotQuery
{
    public VisitTypeId? VisitType { get; init; }

    public DoctorId? Doctor { get; init; }

    public SpecialtyId? Specialty { get; init; }

    public SiteId? Site { get; init; }

    /// <summary>The instants wanted; cut to what the asker may book.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>Staff see slots beyond lead time and horizon and doctors not offered online.</summary>
    public bool Staff { get; init; }
}

/// <summary>Finds free slots, ordered by start and doctor.</summary>
public sealed class FindSlots(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public async Task<FoundSlots> Run(SlotQuery query, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var timetable = await Timetable.Load(db, Doctors(db, query), query.Window, now, cancel);
        var open = query.Staff ? new(now, DateTime.MaxValue.ToUniversalTime()) : timetable.OpenToStrangers(now);
        var bounds = Intersect(query.Window, open);
        if (bounds.Length == TimeSpan.Zero)
        {
            return new([], timetable.Rosters.Sites, timetable.Profile.Currency);
        }

        var slots = timetable.Doctors.Keys
            .SelectMany(d => Wanted(timetable.Offers(d), query))
            .SelectMany(o => timetable.Slots(o, bounds))
            .Where(s => query.Site is null || s.SiteId == query.Site)
            .OrderBy(s => s.Range.Start).ThenBy(s => s.DoctorId.Value)
            .ToList();
        return new(slots, timetable.Rosters.Sites, timetable.Profile.Currency);
    }

    private static IQueryable<Doctor> Doctors(ClinicDb db, SlotQuery query)
    {
        var doctors = db.Doctors.AsQueryable();
        if (query.Doctor is { } doctor)
        {
            doctors = doctors.Where(d => d.Id == doctor);
        }

        if (query.Specialty is { } specialty)
        {
            doctors = doctors.Where(d => db.DoctorSpecialties.Any(s => s.DoctorId == d.Id && s.SpecialtyId == specialty));
        }

        if (query.VisitType is { } type)
        {
            doctors = doctors.Where(d => db.DoctorVisitTypes.Any(v => v.DoctorId == d.Id && v.VisitTypeId == type));
        }

        return doctors;
    }

    private static IEnumerable<Offer> Wanted(IEnumerable<Offer> offers, SlotQuery query)
    {
        var allowed = offers.Where(o => query.Staff || o.Online);
        return query.VisitType is { } type ? allowed.Where(o => o.Type.Id == type)
            : query.Specialty is { } specialty ? allowed.OrderByDescending(o => o.Type.SpecialtyId == specialty).Take(1)
            : allowed.Take(1);
    }

    private static TimeRange Intersect(TimeRange a, TimeRange b)
    {
        var start = a.Start > b.Start ? a.Start : b.Start;
        var end = a.End < b.End ? a.End : b.End;
        return start < end ? new(start, end) : new(start, start);
    }
}

/// <summary>Slots, the sites they are at and the currency of their prices.</summary>
public sealed record FoundSlots(IReadOnlyList<Slot> Slots, IReadOnlyDictionary<SiteId, Sites.Site> Sites, string Currency);
