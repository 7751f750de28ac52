using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Doctors;

/// <summary>A doctor as typed.</summary>
public sealed record DoctorDetails
{
    /// <summary>Null for a new one.</summary>
    public DoctorId? Id { get; set; }

    public string? Family { get; set; }

    public string? Given { get; set; }

    public string? Middle { get; set; }

    /// <summary>Null where it is not said.</summary>
    public Gender? Gender { get; set; }

    public bool BookableOnline { get; set; } = true;

    public bool Active { get; set; } = true;

    public IReadOnlyList<SpecialtyId> Specialties { get; set; } = [];

    /// <summary>The visit types that the doctor sees patients for.</summary>
    public IReadOnlyList<OfferDetails> Offers { get; set; } = [];

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    internal PersonName? Check(FieldChecks checks)
    {
        var name = (Family: checks.Name("/family", Family, required: true), Given: checks.Name("/given", Given, required: true), Middle: checks.Name("/middle", Middle, required: false));
        foreach (var offer in Offers)
        {
            checks.Minutes($"/offers/{offer.VisitType}/minutes", offer.Minutes, VisitTypeDetails.Length);
            checks.Price($"/offers/{offer.VisitType}/price", offer.Price);
        }

        return name is ({ } family, { } given, _) ? new(family, given, name.Middle) : null;
    }
}

/// <summary>A visit type that a doctor offers; null takes what the visit type says.</summary>
public sealed record OfferDetails
{
    public VisitTypeId VisitType { get; set; }

    public int? Minutes { get; set; }

    public decimal? Price { get; set; }
}
