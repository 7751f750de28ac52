using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Callbacks;

/// <summary>What a stranger's request is about must be what strangers are shown.</summary>
internal static class RequestSubject
{
    internal static void Check(FieldChecks checks, ClinicFacts facts, SiteId? site, SpecialtyId? specialty, DoctorId? doctor, VisitTypeId? type)
    {
        if (site is { } place && !facts.Sites.ContainsKey(place))
        {
            checks.Add("/site", ProblemCodes.UnknownSite);
        }

        var known = doctor is not { } one || (facts.Doctors.TryGetValue(one, out var found) && found.BookableOnline);
        if (!known)
        {
            checks.Add("/doctor", ProblemCodes.UnknownDoctor);
        }

        var doctors = (doctor is { } asked ? known ? [asked] : [] : facts.Doctors.Values.Where(d => d.BookableOnline).Select(d => d.Id)).ToList();
        if (specialty is { } branch && known && !doctors.Exists(d => facts.Specialties[d].Contains(branch)))
        {
            checks.Add("/specialty", ProblemCodes.BadValue);
        }

        if (type is { } kind && known && !doctors.Exists(d => facts.Offers[d].Any(o => o.Online && o.Type.Id == kind)))
        {
            checks.Add("/visitType", doctor is null ? ProblemCodes.UnknownVisitType : ProblemCodes.TypeNotOffered);
        }
    }

    /// <summary>Free text; null where there is none.</summary>
    internal static string? Words(FieldChecks checks, string pointer, string? text, int max)
    {
        var tidy = text?.Trim();
        if (tidy?.Length > max)
        {
            checks.Add(pointer, ProblemCodes.TooLong);
        }
        else if (tidy?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            checks.Add(pointer, ProblemCodes.BadCharacters);
        }

        return string.IsNullOrEmpty(tidy) ? null : tidy;
    }
}
