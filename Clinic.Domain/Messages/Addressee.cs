using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Messages;

/// <summary>Whom letters about a booking go to: what the patient typed for it, else what stands on the card; whoever booked for the patient, and nobody else, where there is one.</summary>
internal static class Addressee
{
    internal static string? Of(Contact? booker, Contact? typed, Patient? card) => booker is not null ? booker.Email : typed?.Email ?? card?.Email;

    internal static async Task<string?> Of(ClinicDb db, Booking booking, CancellationToken cancel)
    {
        var proxies = from proxy in db.BookingProxies join contact in db.Contacts on proxy.ContactId equals contact.Id where proxy.BookingId == booking.Id select contact;
        if (await proxies.FirstOrDefaultAsync(cancel) is { } booker)
        {
            return booker.Email;
        }

        var typed = booking.ContactId is { } id ? await db.Contacts.Where(c => c.Id == id).Select(c => c.Email).FirstOrDefaultAsync(cancel) : null;
        return typed ?? (booking.PatientId is { } card ? (await KeptCards.Of(db, card, cancel))?.Email : null);
    }
}
