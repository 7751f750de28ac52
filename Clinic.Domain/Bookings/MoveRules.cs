using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The rules of a visit type for a patient who is booked already.</summary>
internal static class MoveRules
{
    /// <summary>
    /// Staff are told what the card and the cover say. The public host reads neither: by link a visit keeps its type, unless the other type has no such rule.
    /// </summary>
    internal static async Task<Problem?> Against(ClinicDb db, Booking booking, VisitTerms terms, bool byLink, DateTime start, CancellationToken cancel)
    {
        var (type, same) = (terms.Type, terms.Type.Id == booking.VisitTypeId);
        if (!same && PatientRules.AgainstPayment(type, booking.Payment) is { } payment)
        {
            return payment;
        }

        if (byLink)
        {
            return !same && (type.ReferralRequired || type.MinAge is not null || type.MaxAge is not null) ? new Problem(ProblemCodes.NotBookableOnline) : null;
        }

        if (!same && type.ReferralRequired)
        {
            var referral = await db.BookingCovers.Where(c => c.BookingId == booking.Id).Select(c => c.Referral).FirstOrDefaultAsync(cancel);
            if (PatientRules.AgainstReferral(type, referral) is { } missing)
            {
                return missing;
            }
        }

        if (type is { MinAge: null, MaxAge: null })
        {
            return null;
        }

        var born = await db.Patients.Where(p => p.Id == booking.PatientId).Select(p => p.BirthDate).FirstOrDefaultAsync(cancel)
            ?? await db.Contacts.Where(c => c.Id == booking.ContactId).Select(c => c.BirthDate).FirstOrDefaultAsync(cancel);
        return PatientRules.AgainstAge(type, born, terms.Site, start);
    }
}
