using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Who may stand in for whom: doctors of a common specialty (or both of none) who offer the same visit type.</summary>
internal sealed class Colleagues
{
    private readonly Dictionary<(DoctorId Doctor, VisitTypeId Type), IReadOnlyList<DoctorId>> known = [];
    private readonly ILookup<DoctorId, SpecialtyId> specialties;
    private readonly ILookup<VisitTypeId, DoctorId> offering;

    private Colleagues(ILookup<DoctorId, SpecialtyId> specialties, ILookup<VisitTypeId, DoctorId> offering)
    {
        this.specialties = specialties;
        this.offering = offering;
    }

    internal static async Task<Colleagues> Load(ClinicDb db, CancellationToken cancel)
    {
        var specialties = await db.DoctorSpecialties.ToListAsync(cancel);
        var offers = await db.DoctorVisitTypes.Where(o => db.Doctors.Any(d => d.Id == o.DoctorId && d.Active)).OrderBy(o => o.DoctorId).ToListAsync(cancel);
        return new(specialties.ToLookup(s => s.DoctorId, s => s.SpecialtyId), offers.ToLookup(o => o.VisitTypeId, o => o.DoctorId));
    }

    internal IReadOnlyList<DoctorId> Of(DoctorId doctor, VisitTypeId type)
    {
        if (!known.TryGetValue((doctor, type), out var found))
        {
            var own = specialties[doctor].ToHashSet();
            known[(doctor, type)] = found = [.. offering[type].Where(d => d != doctor
                && (own.Count == 0 ? !specialties[d].Any() : specialties[d].Any(own.Contains)))];
        }

        return found;
    }
}
