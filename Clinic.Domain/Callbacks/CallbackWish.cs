using Clinic.Domain.Patients;

namespace Clinic.Domain.Callbacks;

/// <summary>Who asks to be called, about what and when. What is null is any.</summary>
public sealed record CallbackWish
{
    public required ContactDetails Contact { get; init; }

    public SiteId? Site { get; init; }

    public SpecialtyId? Specialty { get; init; }

    public DoctorId? Doctor { get; init; }

    public VisitTypeId? VisitType { get; init; }

    public CallTime CallTime { get; init; }

    public string? Comment { get; init; }

    /// <summary>Where on the web the patient came from.</summary>
    public string? Source { get; init; }

    public required Agreement Agreement { get; init; }

    /// <summary>The caller's key: the same key and wish never make a second request.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>What a stranger agreed to.</summary>
/// <param name="Version">Version of the consent text; must be the one in force.</param>
/// <param name="Language">ru, en or fr: what the patient was reading.</param>
/// <param name="Origin">Origin of the page with the widget.</param>
public sealed record Agreement(string? Version, string Language, string? Origin);
