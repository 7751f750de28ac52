using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>A visit after which the doctor books again, with all that the next one takes over from it.</summary>
internal sealed record FollowUpVisit(Booking Booking, Patient? Card, Contact? Contact, BookingCover? Cover)
{
    internal DateOnly? Born => Card?.BirthDate ?? Contact?.BirthDate;

    /// <summary>The visit, if it is the doctor's own; null for any other.</summary>
    internal static async Task<FollowUpVisit?> Of(ClinicDb db, BookingId visit, DoctorId me, CancellationToken cancel)
    {
        var row = await (
            from booking in db.Bookings
            where booking.Id == visit && booking.DoctorId == me
            join patient in db.Patients on booking.PatientId equals (PatientId?)patient.Id into cards
            from card in cards.DefaultIfEmpty()
            join typed in db.Contacts on booking.ContactId equals (Guid?)typed.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            join paid in db.BookingCovers on booking.Id equals paid.BookingId into covers
            from cover in covers.DefaultIfEmpty()
            select new { booking, card, contact, cover }).FirstOrDefaultAsync(cancel);
        return row is null ? null : new(row.booking, row.card, row.contact, row.cover);
    }

    /// <summary>Whether the visit type can follow as the patient pays, at the patient's age, and without a referral of its own.</summary>
    internal bool Fits(VisitType type, DateTime about, ClinicFacts facts) =>
        !type.ReferralRequired && PatientRules.AgainstPayment(type, Booking.Payment) is null && PatientRules.AgainstAge(type, Born, facts.Sites[Booking.SiteId], about) is null;

    /// <summary>The wish to see the same patient again, paid as before; the faults of what the patient once typed where that can no longer be booked with.</summary>
    internal Result<BookCommand> Again(SlotId slot, string key, DateOnly today)
    {
        var command = new BookCommand
        {
            Slot = slot,
            Patient = Card?.Id,
            Payment = Booking.Payment,
            Insurer = Cover?.Insurer,
            Policy = Cover?.Policy,
            IdempotencyKey = key,
        };
        if (Card is not null)
        {
            return command;
        }

        var typed = ContactDetails.Check(
            new() { Family = Contact?.Family, Given = Contact?.Given, Middle = Contact?.Middle, Phone = Contact?.Phone, BirthDate = Contact?.BirthDate, Email = Contact?.Email },
            today, "/patient");
        return typed.Ok ? command with { Contact = typed.Value } : typed.Problem;
    }
}
