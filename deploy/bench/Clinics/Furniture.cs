using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Clinics;

/// <summary>A clinic of so many doctors, each with a room, a visit type of half an hour and, where wanted, one of ten devices of a kind it needs.</summary>
public sealed record Furniture(Site Site, IReadOnlyList<DoctorId> Doctors, IReadOnlyList<RoomId> Rooms, IReadOnlyList<VisitTypeId> Types, IReadOnlyList<DeviceId> Devices)
{
    public const int Minutes = 30;
    public const string Consent = "bench-1";
    public const string Hours = "08:00-20:00";
    private const int DevicesOfAKind = 10;

    public VisitTypeId TypeOf(int doctor) => Types[doctor % Types.Count];

    /// <summary>The device that this doctor's visits would take first, were all as busy as the doctor.</summary>
    public DeviceId? DeviceOf(int doctor) => Devices.Count == 0 ? null : Devices[doctor];

    public static async Task<Furniture> Put(Place place, int doctors, int days, bool devices, int holdSeconds = 300)
    {
        await using var db = await place.Factory.CreateDbContextAsync();
        await Profile(db, days, holdSeconds);
        var kinds = devices ? Math.Max(1, doctors / DevicesOfAKind) : 1;
        var site = new Site { Name = new("Клиника"), Address = new("Садовая, 1"), TimeZone = "Europe/Moscow" };
        var types = Enumerable.Range(0, kinds).Select(k => new VisitType { Name = new($"Приём {k}"), Minutes = Minutes, Price = 2500, Needs = devices ? [Kind(k)] : [] }).ToList();
        var people = Enumerable.Range(0, doctors).Select(i => new Doctor { Family = $"Врачев{i:000}", Given = "Пётр", Middle = "Сергеевич" }).ToList();
        db.Add(site);
        db.AddRange(types);
        db.AddRange(people);
        await db.SaveChangesAsync();
        var rooms = Enumerable.Range(0, doctors).Select(i => new Room { SiteId = site.Id, Name = $"{i + 100}" }).ToList();
        var machines = Enumerable.Range(0, devices ? doctors : 0).Select(i => new Device { SiteId = site.Id, Name = $"Аппарат {i}", Kind = Kind(i % kinds) }).ToList();
        db.AddRange(rooms);
        db.AddRange(machines);
        await db.SaveChangesAsync();
        db.AddRange(people.Select((d, i) => new DoctorVisitType { DoctorId = d.Id, VisitTypeId = types[i % kinds].Id }));
        db.AddRange(people.Select((d, i) => new RosterLine
        {
            DoctorId = d.Id,
            SiteId = site.Id,
            Rooms = IdList.Of(rooms[i].Id),
            Pattern = RosterPattern.OnWeekdays("1234567"),
            Hours = WorkHours.Of(Hours),
            ValidFrom = new(2020, 1, 1),
        }));
        await db.SaveChangesAsync();
        return new(site, [.. people.Select(p => p.Id)], [.. rooms.Select(r => r.Id)], [.. types.Select(t => t.Id)], [.. machines.Select(m => m.Id)]);
    }

    private static string Kind(int number) => $"вид {number}";

    private static async Task Profile(ClinicDb db, int days, int holdSeconds)
    {
        var profile = await db.Profile.AsTracking().SingleAsync();
        (profile.Name, profile.ConsentVersion, profile.LeadMinutes, profile.HorizonDays, profile.CutOffMinutes, profile.HoldSeconds) = (new("Клиника"), Consent, 0, days, 0, holdSeconds);
        db.AddRange(LocalText.Languages.Select(l => new ConsentText { Version = Consent, Language = l, Text = "Согласие", Hash = "00" }));
        await db.SaveChangesAsync();
    }
}
