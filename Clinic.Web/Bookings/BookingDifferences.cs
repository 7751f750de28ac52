using Clinic.Domain.Bookings;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Bookings;

/// <summary>What of a booking differs from how somebody saw it, in words.</summary>
public static class BookingDifferences
{
    public static IEnumerable<string> Between(VisitDetails old, VisitDetails present, IStringLocalizer<BoardTexts> words, IStringLocalizer<Texts> statuses)
    {
        var (a, b) = (old.Booking, present.Booking);
        if (a.Status != b.Status)
        {
            yield return words["Differs", words["Status"], statuses[$"Status.{a.Status.Wire()}"], statuses[$"Status.{b.Status.Wire()}"]];
        }

        if (a.Start != b.Start)
        {
            yield return words["Differs", words["When"], old.Site.Date(a.Start, words["StampFormat"]), present.Site.Date(b.Start, words["StampFormat"])];
        }

        if (a.DoctorId != b.DoctorId)
        {
            yield return words["Differs", words["Doctor"], old.Doctor.Short, present.Doctor.Short];
        }

        if (a.VisitTypeId != b.VisitTypeId)
        {
            yield return words["Differs", words["VisitType"], old.VisitType, present.VisitType];
        }

        if (a.PatientId != b.PatientId)
        {
            yield return words["Differs", words["Patient"], old.Patient?.Name.Short ?? "—", present.Patient?.Name.Short ?? "—"];
        }
    }
}
