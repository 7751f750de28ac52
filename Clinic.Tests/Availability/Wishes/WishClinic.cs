using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Demo;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;

namespace Clinic.Tests.Availability.Wishes;

/// <summary>The people, visits and places of the demo in memory, with a second site; and a wish told briefly. Today is Tuesday, 1 December 2026.</summary>
internal static class WishClinic
{
    internal static readonly DateOnly Today = new(2026, 12, 1);
    internal static readonly ClinicFacts Facts = Make();
    internal static readonly WishNames Names = new(Facts);

    private static readonly string[] Fields = ["gp", "cardio", "neuro", "paed", "surgery", "eye", "ent", "gyn", "skin"];

    internal static WishReading Read(string text, string language) => ReadWish.Read(text, new(language), Names, Today);

    /// <summary>"cardio doctor=Левин type=ЭКГ woman Vhi 2026-12-01..2026-12-06 days=15 17:00-20:00 ?[word]".</summary>
    internal static string Brief(WishReading reading)
    {
        var wish = reading.Wish;
        var said = new List<string>();
        said.AddRange(wish.Specialties.Ids.OrderBy(s => s.Value).Select(s => Fields[s.Value - 1]));
        said.AddRange(wish.Doctors.Ids.OrderBy(d => d.Value).Select(d => $"doctor={Facts.Doctors[d].Family}"));
        said.AddRange(wish.VisitTypes.Ids.OrderBy(t => t.Value).Select(t => $"type={Facts.Offers.SelectMany(o => o).First(o => o.Type.Id == t).Type.Name.Ru.Split(' ', ',')[0]}"));
        said.AddRange(wish.Sites.Ids.OrderBy(s => s.Value).Select(s => $"site={s}"));
        said.AddRange(wish.Rooms.Ids.OrderBy(r => r.Value).Select(r => $"room={Facts.Rooms[r].Name}"));
        said.Add(wish.Gender switch { Gender.Female => "woman", Gender.Male => "man", _ => "" });
        said.Add(wish.Payment?.ToString() ?? "");
        said.Add(wish.From is null && wish.To is null ? "" : wish.From == wish.To ? Day(wish.From) : $"{Day(wish.From)}..{Day(wish.To)}");
        said.Add(wish.Weekdays.Length == 0 ? "" : $"days={wish.Weekdays}");
        said.Add(wish.Earliest is null && wish.Latest is null ? "" : $"{Time(wish.Earliest)}-{Time(wish.Latest)}");
        said.AddRange(reading.Unknown.Select(u => $"?[{u}]"));
        return string.Join(' ', said.Where(s => s.Length > 0));
    }

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static ClinicFacts Make()
    {
        var specialties = DemoStaff.Specialties();
        var doctors = DemoStaff.Doctors();
        var types = DemoVisitTypes.All();
        foreach (var (specialty, i) in specialties.Values.Select((s, i) => (s, i)))
        {
            specialty.Id = new(i + 1);
        }

        foreach (var (doctor, i) in doctors.Select((d, i) => (d.Row, i)))
        {
            doctor.Id = new(i + 1);
        }

        foreach (var (type, i) in types.Select((t, i) => (t.Row, i)))
        {
            type.Id = new(i + 1);
        }

        var site = DemoPlace.Site();
        site.Id = new(1);
        var other = new Site { Id = new(2), Name = new("Филиал на Ленинском", "Leninsky branch", "Antenne Leninski"), Address = new("Москва, Ленинский проспект, 40"), TimeZone = "Europe/Moscow" };
        var rooms = DemoPlace.Rooms(site).Select((r, i) => new Room { Id = new(i + 1), SiteId = site.Id, Name = r.Name, Active = true }).ToDictionary(r => r.Id);
        var byId = types.ToDictionary(t => t.Row.Id, t => t.Row);
        return new()
        {
            Profile = new(),
            Consents = new Dictionary<string, ConsentText>(),
            Rosters = new(new Dictionary<SiteId, Site> { [site.Id] = site, [other.Id] = other }, [], [], [], []),
            Doctors = doctors.ToDictionary(d => d.Row.Id, d => d.Row),
            Offers = DemoVisitTypes.Offered(doctors, types).ToLookup(o => o.DoctorId, o => new Offer(o.DoctorId, byId[o.VisitTypeId], null, null, true)),
            Specialties = doctors.ToLookup(d => d.Row.Id, d => specialties[d.Field].Id),
            SpecialtyNames = specialties.Values.ToDictionary(s => s.Id, s => s.Name),
            Rooms = rooms,
            Devices = Array.Empty<Device>().ToLookup(d => (d.SiteId, d.Kind)),
            Outages = Array.Empty<Outage>().ToLookup(o => o.ResourceId),
        };
    }
}
