using Clinic.Domain.Database;
using Clinic.Domain.Rooms;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Demo;

/// <summary>The invented clinic itself: what it is called, where it is, its rooms and its consent text.</summary>
internal static class DemoPlace
{
    private const string Phone = "+79000000000";

    public static Site Site() => new()
    {
        Name = new("Клиника на Садовой", "Clinic on Sadovaya", "Clinique de la Sadovaïa"),
        Address = new("Москва, Садовая улица, 12", "12 Sadovaya Street, Moscow", "12, rue Sadovaïa, Moscou"),
        Directions = new(
            "От метро «Маяковская» 5 минут пешком: из выхода 2 направо, вдоль Садовой, мимо аптеки.\nВход со двора, под зелёным козырьком. Есть пандус и лифт.\nПарковка для пациентов: 10 мест, первые два часа бесплатно.",
            "5 minutes on foot from the Mayakovskaya metro station: exit 2, turn right, along Sadovaya, past the chemist's.\nThe entrance is in the yard, under the green canopy. There is a ramp and a lift.\nParking for patients: 10 places, the first two hours are free.",
            "À 5 minutes à pied du métro Maïakovskaïa : sortie 2, à droite, le long de la Sadovaïa, après la pharmacie.\nEntrée par la cour, sous l'auvent vert. Rampe et ascenseur.\nParking pour les patients : 10 places, deux premières heures gratuites."),
        Phone = Phone,
        TimeZone = "Europe/Moscow",
    };

    public static IReadOnlyList<Room> Rooms(Site site) =>
        [.. Enumerable.Range(101, 10).Select(number => new Room { SiteId = site.Id, Name = $"{number}" })];

    /// <summary>Names the clinic and sets the consent text in force; answers the Russian one.</summary>
    public static async Task<ConsentText> AddProfile(ClinicDb db, Site site, CancellationToken cancel)
    {
        var profile = await db.Profile.AsTracking().SingleOrDefaultAsync(cancel);
        if (profile is null)
        {
            db.Add(profile = new());
        }

        profile.Name = site.Name;
        profile.Phone = Phone;
        profile.Currency = "RUB";
        (profile.ConsentVersion, profile.MarketingVersion) = (ConsentTemplate.Version, ConsentTemplate.MarketingVersion);
        (profile.LeadMinutes, profile.HorizonDays, profile.CutOffMinutes, profile.HoldSeconds) = (60, 60, 180, 300);

        var texts = await db.ConsentTexts.Where(t => t.Version == ConsentTemplate.Version).ToListAsync(cancel);
        if (texts.Count == 0)
        {
            texts = [.. ConsentTemplate.Texts(ConsentKind.Processing, site.Name, site.Address, Phone)];
            db.AddRange(texts);
        }

        if (!await db.ConsentTexts.AnyAsync(t => t.Version == ConsentTemplate.MarketingVersion, cancel))
        {
            db.AddRange(ConsentTemplate.Texts(ConsentKind.Marketing, site.Name, site.Address, Phone));
        }

        return texts.Single(t => t.Language == "ru");
    }
}
