using Clinic.Domain.Problems;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Bookings;

/// <summary>Rules of a visit type that cannot be told without the patient.</summary>
internal static class PatientRules
{
    /// <summary>All of them; an override leaves only the payment.</summary>
    internal static Problem? Against(BookCommand command, VisitTerms visit, DateOnly? born, BookingCover? cover, DateTime start) => AgainstPayment(visit.Type, command.Payment)
        ?? (command.Override is not null ? null : AgainstAge(visit.Type, born, visit.Site, start) ?? AgainstReferral(visit.Type, cover?.Referral));

    /// <summary>Whether the visit may be paid so.</summary>
    internal static Problem? AgainstPayment(VisitType type, PaymentKind kind) =>
        type.Payments.HasFlag((PaymentKinds)(1 << (int)kind)) ? null : Problem.Field("/payment/kind", ProblemCodes.PaymentNotOffered);

    internal static Problem? AgainstReferral(VisitType type, string? referral) => !type.ReferralRequired || referral is not null ? null
        : new Problem(ProblemCodes.ReferralRequired) { Errors = [new("/referral", ProblemCodes.Required)] };

    /// <summary>Age in whole years on the local date of the visit.</summary>
    internal static Problem? AgainstAge(VisitType type, DateOnly? born, Site site, DateTime start) =>
        type is { MinAge: null, MaxAge: null } ? null
        : born is not { } birthday ? Problem.Field("/patient/birthDate", ProblemCodes.Required)
        : Age(birthday, site.LocalDate(start)) is var age && (age < type.MinAge || age > type.MaxAge)
            ? new Problem(ProblemCodes.Age) { Errors = [new("/patient/birthDate", ProblemCodes.Age)] }
        : null;

    /// <summary>Who was born on 29 February is a year older on 1 March of other years.</summary>
    internal static int Age(DateOnly born, DateOnly on) => on.Year - born.Year - ((on.Month, on.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
}
