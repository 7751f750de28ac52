using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Demo;

/// <summary>
/// Fills an empty database with an invented clinic: people, rosters and visits around the present day. The same day gives the same clinic.
/// </summary>
public sealed class SeedDemo(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    private const int Seed = 20_261;

    /// <summary>Answers whether it seeded; a database that knows a doctor or a site already is left as it is. All or nothing.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (contacts, links) = (await keys.Get(InstallationKeys.Contacts, cancel), await keys.Get(InstallationKeys.Links, cancel));
        var result = await factory.Transact<bool>(
            async (db, token) =>
            {
                if (await db.Doctors.AnyAsync(token) || await db.Sites.AnyAsync(token))
                {
                    return false;
                }

                await Fill(db, contacts, links, token);
                return true;
            },
            cancel);
        return result.Value;
    }

    private async Task Fill(ClinicDb db, byte[] contacts, byte[] links, CancellationToken cancel)
    {
        var random = new Random(Seed);
        var now = clock.GetUtcNow().UtcDateTime;
        var site = DemoPlace.Site();
        var today = site.LocalDate(now);
        var consent = await DemoPlace.AddProfile(db, site, cancel);
        var doctors = DemoStaff.Doctors();
        var specialties = DemoStaff.Specialties();
        var people = new DemoPeople(random, today, now, contacts);
        db.Add(site);
        db.AddRange(specialties.Values);
        db.AddRange(doctors.Select(d => d.Row));
        db.AddRange(people.Cards);
        await db.SaveChangesAsync(cancel);

        // What follows names the keys that the database has just given.
        var rooms = DemoPlace.Rooms(site);
        var types = DemoVisitTypes.All();
        foreach (var type in types)
        {
            type.Row.SpecialtyId = type.Field is { } field ? specialties[field].Id : null;
        }

        db.AddRange(rooms);
        db.AddRange(types.Select(t => t.Row));
        db.AddRange(doctors.Select(d => new Doctors.DoctorSpecialty { DoctorId = d.Row.Id, SpecialtyId = specialties[d.Field].Id }));
        await db.SaveChangesAsync(cancel);

        var rosters = AddRosters(db, today, site, doctors, rooms);
        var offers = AddOffers(db, doctors, types);
        db.Record(Actor.System, now, "seed", nameof(Site), site.Id.ToString(), null, new { doctors = doctors.Count, rooms = rooms.Count, visitTypes = types.Count });
        db.AddRange(new Change { At = now, Kind = ChangeKind.Reference }, new Change { At = now, Kind = ChangeKind.Roster });
        var plans = new DemoPlans(today, rosters, doctors, offers, random).Choose();
        new DemoBookings(db, people, new(now, site, random), consent, links, random).Add(plans);
        await db.SaveChangesAsync(cancel);
    }

    private static RosterBook AddRosters(ClinicDb db, DateOnly today, Site site, IReadOnlyList<DemoDoctor> doctors, IReadOnlyList<Room> rooms)
    {
        var demo = new DemoRosters(today, site, doctors, rooms);
        var (lines, closure) = (demo.Lines(), demo.Closure());
        var (shortDay, vacation) = (demo.ShortDay(closure), demo.Vacation());
        db.AddRange(lines);
        db.AddRange(shortDay, vacation, closure);
        return new(new Dictionary<SiteId, Site> { [site.Id] = site }, lines, [shortDay], [vacation], [closure]);
    }

    private static ILookup<DoctorId, DemoOffer> AddOffers(ClinicDb db, IReadOnlyList<DemoDoctor> doctors, IReadOnlyList<DemoVisitType> types)
    {
        var offered = DemoVisitTypes.Offered(doctors, types).ToList();
        db.AddRange(offered);
        var byId = types.ToDictionary(t => t.Row.Id);
        return offered.ToLookup(o => o.DoctorId, o =>
        {
            var type = byId[o.VisitTypeId];
            return new DemoOffer(new(o.DoctorId, type.Row, o.Minutes, o.Price ?? type.Row.Price, type.Row.BookableOnline), type.Weight);
        });
    }
}
