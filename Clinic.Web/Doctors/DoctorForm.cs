using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Doctors;

/// <summary>A doctor being edited, with what can be chosen. Lines of types that are not offered keep what was typed until the form is left.</summary>
public sealed record DoctorForm(DoctorDetails Details, IReadOnlyList<DoctorForm.SpecialtyLine> Specialties, IReadOnlyList<DoctorForm.OfferLine> Types, string Currency, int Upcoming)
{
    /// <summary>The hash of the photo, which is saved by itself; null without one.</summary>
    public string? Photo { get; set; }

    /// <summary>What the use case is to save.</summary>
    public DoctorDetails Filled() => Details with
    {
        Specialties = [.. Specialties.Where(s => s.Chosen).Select(s => s.Id)],
        Offers = [.. Types.Where(t => t.Chosen).Select(t => new OfferDetails { VisitType = t.Id, Minutes = t.Minutes, Price = t.Price })],
    };

    /// <summary>Null where there is no such doctor.</summary>
    public static async Task<DoctorForm?> Load(ClinicDb db, DoctorId? id, DateTime now)
    {
        var doctor = id is null ? new() : await db.Doctors.FirstOrDefaultAsync(d => d.Id == id);
        if (doctor is null)
        {
            return null;
        }

        var mine = await db.DoctorSpecialties.Where(s => s.DoctorId == id).Select(s => s.SpecialtyId).ToListAsync();
        var offers = await db.DoctorVisitTypes.Where(o => o.DoctorId == id).ToDictionaryAsync(o => o.VisitTypeId);
        var specialties = await db.Specialties.ToListAsync();
        var types = await db.VisitTypes.OrderBy(t => t.SortOrder).ThenBy(t => t.Id).ToListAsync();
        return new(
            new()
            {
                Id = id,
                Family = doctor.Family,
                Given = doctor.Given,
                Middle = doctor.Middle,
                Gender = doctor.Gender,
                BookableOnline = doctor.BookableOnline,
                Active = doctor.Active,
                Version = doctor.Version,
            },
            [.. specialties.Select(s => new SpecialtyLine { Id = s.Id, Name = s.Name.ToString(), Chosen = mine.Contains(s.Id) }).OrderBy(s => s.Name, StringComparer.CurrentCulture)],
            [.. types.OrderByDescending(t => offers.ContainsKey(t.Id)).Select(t => new OfferLine
            {
                Id = t.Id,
                Name = t.Name.ToString(),
                Chosen = offers.ContainsKey(t.Id),
                Minutes = offers.GetValueOrDefault(t.Id)?.Minutes,
                Price = offers.GetValueOrDefault(t.Id)?.Price,
                UsualMinutes = t.Minutes,
                UsualPrice = t.Price,
            })],
            await db.Profile.Select(p => p.Currency).SingleAsync(),
            await db.Bookings.CountAsync(b => b.DoctorId == id && b.Start > now && b.Status != Domain.Bookings.BookingStatus.CancelledByClinic && b.Status != Domain.Bookings.BookingStatus.CancelledByPatient))
        {
            Photo = doctor.Photo,
        };
    }

    /// <summary>A specialty to tick.</summary>
    public sealed record SpecialtyLine
    {
        public SpecialtyId Id { get; set; }

        public string Name { get; set; } = "";

        public bool Chosen { get; set; }
    }

    /// <summary>A visit type to tick, with a length and price of the doctor's own.</summary>
    public sealed record OfferLine
    {
        public VisitTypeId Id { get; set; }

        public string Name { get; set; } = "";

        public bool Chosen { get; set; }

        public int? Minutes { get; set; }

        public decimal? Price { get; set; }

        public int? UsualMinutes { get; set; }

        public decimal? UsualPrice { get; set; }
    }
}
