using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What a board shows that is not in the timetable, as it was read.</summary>
internal sealed record BoardRows(ILookup<DoctorId, BookedVisit> Visits, IReadOnlyList<Hold> Holds, IReadOnlyDictionary<(DoctorId, DateOnly), int> Delays)
{
    /// <param name="db">A context; nothing is tracked.</param>
    /// <param name="site">The site.</param>
    /// <param name="doctor">The one doctor wanted; null for all.</param>
    /// <param name="window">The instants wanted.</param>
    /// <param name="dates">The first and the last date of the window at the site.</param>
    /// <param name="now">Holds that expired by then are none.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<BoardRows> Read(ClinicDb db, SiteId site, DoctorId? doctor, TimeRange window, (DateOnly First, DateOnly Last) dates, DateTime now, CancellationToken cancel)
    {
        var (bookings, holds, delays) = (db.Bookings.AsQueryable(), db.Holds.AsQueryable(), db.DoctorDelays.AsQueryable());
        if (doctor is { } one)
        {
            (bookings, holds, delays) = (bookings.Where(b => b.DoctorId == one), holds.Where(h => h.DoctorId == one), delays.Where(d => d.DoctorId == one));
        }

        var visits = await Booked(db, bookings.Where(b => b.SiteId == site && b.Start < window.End && b.End > window.Start)).ToListAsync(cancel);
        return new(
            visits.ToLookup(v => v.Doctor.Id),
            await holds.Where(h => h.SiteId == site && h.Start < window.End && h.End > window.Start && h.ExpiresAt > now).OrderBy(h => h.Start).ToListAsync(cancel),
            await delays.Where(d => d.Date >= dates.First && d.Date <= dates.Last && d.Minutes > 0).ToDictionaryAsync(d => (d.DoctorId, d.Date), d => d.Minutes, cancel));
    }

    private static IQueryable<BookedVisit> Booked(ClinicDb db, IQueryable<Booking> bookings) =>
        from booking in bookings
        join doctor in db.Doctors on booking.DoctorId equals doctor.Id
        join type in db.VisitTypes on booking.VisitTypeId equals type.Id
        join card in db.Patients on booking.PatientId equals card.Id into cards
        from card in cards.DefaultIfEmpty()
        join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        join note in db.BookingNotes on booking.Id equals note.BookingId into notes
        from note in notes.DefaultIfEmpty()
        join cover in db.BookingCovers on booking.Id equals cover.BookingId into covers
        from cover in covers.DefaultIfEmpty()
        join user in db.Users on booking.CreatedBy equals user.UserName into users
        from user in users.DefaultIfEmpty()
        where booking.Status != BookingStatus.CancelledByPatient && booking.Status != BookingStatus.CancelledByClinic
        orderby booking.Start, booking.Id
        select new BookedVisit(booking, doctor, type.Name, card, contact, note.Text, cover, user.DisplayName);
}

internal sealed record BookedVisit(
    Booking Booking, Doctor Doctor, LocalText VisitType, Patients.Patient? Card, Patients.Contact? Contact, string? Note, BookingCover? Cover = null, string? CreatedBy = null);
