using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>Which columns are wanted; null for all.</summary>
public sealed record BoardFilter(SpecialtyId? Specialty = null, DoctorId? Doctor = null)
{
    public bool Shows(BoardColumn column) =>
        (Specialty is null || column.Specialties.Any(s => s.Id == Specialty)) && (Doctor is null || column.DoctorId == Doctor);
}
