using Clinic.Api.Bookings;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Problems;

namespace Clinic.Api.Callbacks;

/// <summary>The body of <c>POST /callbacks</c>: who is to be called, about what and when.</summary>
public sealed record CallbackRequest(
    PatientRequest? Patient, string? Site, string? Specialty, string? Doctor, string? VisitType, string? CallTime, string? Comment, ConsentRequest? Consent, string? Source)
{
    private const int MaxComment = 1000;
    private const int MaxSource = 200;

    /// <summary>Checks everything at once; the faults name their fields.</summary>
    internal Result<CallbackWish> Read(DateOnly today, string key, string? origin)
    {
        var errors = new List<FieldError>();
        var contact = PatientRequest.Contact(Patient, errors, today, wholeName: false);
        var wish = new CallbackWish
        {
            Contact = contact!,
            Site = errors.IdAt<SiteId>("/site", Site, SiteId.TryParse, ProblemCodes.UnknownSite),
            Specialty = errors.IdAt<SpecialtyId>("/specialty", Specialty, SpecialtyId.TryParse, ProblemCodes.BadValue),
            Doctor = errors.IdAt<DoctorId>("/doctor", Doctor, DoctorId.TryParse, ProblemCodes.UnknownDoctor),
            VisitType = errors.IdAt<VisitTypeId>("/visitType", VisitType, VisitTypeId.TryParse, ProblemCodes.UnknownVisitType),
            CallTime = When(errors),
            Comment = errors.Text("/comment", Comment, MaxComment),
            Source = errors.Text("/source", Source, MaxSource),
            Agreement = ConsentRequest.Read(Consent, errors, origin),
            IdempotencyKey = key.Length == 0 ? null : key,
        };
        return ConsentRequest.Fault(errors) is { } fault ? fault : wish;
    }

    private CallTime When(List<FieldError> errors)
    {
        switch (CallTime)
        {
            case null or "any":
                return Domain.Callbacks.CallTime.Any;
            case "morning":
                return Domain.Callbacks.CallTime.Morning;
            case "afternoon":
                return Domain.Callbacks.CallTime.Afternoon;
            case "evening":
                return Domain.Callbacks.CallTime.Evening;
            default:
                errors.Add(new("/callTime", ProblemCodes.BadValue));
                return default;
        }
    }
}
