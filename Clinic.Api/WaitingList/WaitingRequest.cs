using Clinic.Api.Bookings;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Problems;
using Clinic.Domain.WaitingList;

namespace Clinic.Api.WaitingList;

/// <summary>The body of <c>POST /waiting-list</c>: who waits, and for what.</summary>
public sealed record WaitingRequest(
    PatientRequest? Patient, string? Doctor, string? Specialty, string? VisitType, string? Site, string? From, string? To, string? Earliest, string? Latest, string? Payment, string? Comment,
    ConsentRequest? Consent)
{
    private const int MaxComment = 1000;

    /// <summary>Checks everything at once; the faults name their fields.</summary>
    internal Result<(WaitingWish Wish, Agreement Agreement)> Read(DateOnly today, string? origin)
    {
        var errors = new List<FieldError>();
        var contact = PatientRequest.Contact(Patient, errors, today);
        var wish = new Wish
        {
            Doctors = One(errors.IdAt<DoctorId>("/doctor", Doctor, DoctorId.TryParse, ProblemCodes.UnknownDoctor)),
            Specialties = One(errors.IdAt<SpecialtyId>("/specialty", Specialty, SpecialtyId.TryParse, ProblemCodes.BadValue)),
            VisitTypes = One(errors.IdAt<VisitTypeId>("/visitType", VisitType, VisitTypeId.TryParse, ProblemCodes.UnknownVisitType)),
            Sites = One(errors.IdAt<SiteId>("/site", Site, SiteId.TryParse, ProblemCodes.UnknownSite)),
            From = errors.DateAt("/from", From),
            To = errors.DateAt("/to", To),
            Earliest = errors.TimeAt("/earliest", Earliest),
            Latest = errors.TimeAt("/latest", Latest),
            Payment = PaymentRequest.Of(Payment, "/payment", errors),
        };
        var comment = errors.Text("/comment", Comment, MaxComment);
        var agreement = ConsentRequest.Read(Consent, errors, origin);
        return ConsentRequest.Fault(errors) is { } fault ? fault : (new WaitingWish { Wish = wish, Contact = contact, Comment = comment }, agreement);
    }

    private static IdList<T> One<T>(T? id)
        where T : struct => id is { } known ? IdList.Of(known) : IdList<T>.None;
}
