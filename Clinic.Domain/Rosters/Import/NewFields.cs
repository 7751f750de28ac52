using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Specialties and visit types of new doctors, so that their free time can be booked at once.</summary>
internal sealed class NewFields(ClinicDb db, RosterImportPlan plan, Actor actor, DateTime now)
{
    private readonly Dictionary<LocalText, Specialty> created = [];
    private readonly List<VisitType> added = [];
    private List<VisitType> types = [];

    public void AddSpecialties()
    {
        foreach (var name in plan.NewSpecialties)
        {
            created[name] = new() { Name = name };
        }

        db.AddRange(created.Values);
    }

    /// <summary>A specialty without a visit type gets one, as long as the roster says.</summary>
    public async Task AddVisitTypes(CancellationToken cancel)
    {
        types = await db.VisitTypes.OrderBy(t => t.SortOrder).ThenBy(t => t.Id).ToListAsync(cancel);
        var order = types.Count == 0 ? 0 : types[^1].SortOrder;
        foreach (var (id, name) in plan.NewDoctors.SelectMany(Fields).DistinctBy(f => f.Id))
        {
            if (!types.Exists(t => t.SpecialtyId == id))
            {
                added.Add(new() { Name = NameOf(name), SpecialtyId = id, SortOrder = ++order });
            }
        }

        types.AddRange(added);
        db.AddRange(added);
    }

    public void Offer(IReadOnlyDictionary<PlannedDoctor, Doctor> doctors)
    {
        foreach (var specialty in created.Values)
        {
            db.Record(actor, now, "import", nameof(Specialty), specialty.Id.ToString(), null, new { name = specialty.Name });
        }

        foreach (var type in added)
        {
            db.Record(actor, now, "import", nameof(VisitType), type.Id.ToString(), null, new { name = type.Name });
        }

        foreach (var (planned, doctor) in doctors)
        {
            var fields = Fields(planned).Select(f => f.Id).ToHashSet();
            db.AddRange(fields.Where(id => id is not null).Select(id => new DoctorSpecialty { DoctorId = doctor.Id, SpecialtyId = id!.Value }));
            db.AddRange(types.Where(t => fields.Contains(t.SpecialtyId)).Select(t => new DoctorVisitType { DoctorId = doctor.Id, VisitTypeId = t.Id }));
        }
    }

    private IEnumerable<(SpecialtyId? Id, LocalText? Name)> Fields(PlannedDoctor doctor) => doctor.Specialties.Count == 0
        ? [(null, null)]
        : doctor.Specialties.Select(s => ((SpecialtyId?)(s.Id ?? created[s.Name].Id), (LocalText?)s.Name));

    private static LocalText NameOf(LocalText? specialty) => new(In("ru", specialty?.Ru), In("en", specialty?.En), In("fr", specialty?.Fr));

    private static string In(string language, string? specialty)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return specialty switch
        {
            null => ImportTexts.Get("visit", culture),
            "" => "",
            _ => ImportTexts.Format("visit-of-specialty", culture, specialty),
        };
    }
}
