namespace Clinic.Domain.Doctors;

/// <summary>A branch of medicine as the clinic names it to patients.</summary>
public sealed class Specialty
{
    public SpecialtyId Id { get; set; }

    public LocalText Name { get; set; } = new("");
}
