using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads the bookings that a change of rosters left without a place and nobody has dealt with yet, by start.</summary>
public sealed class ListDisplaced(IDbContextFactory<ClinicDb> factory)
{
    public async Task<Result<IReadOnlyList<DisplacedVisit>>> Run(Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var rows = await (
            from displaced in db.DisplacedBookings
            join booking in db.Bookings on displaced.BookingId equals booking.Id
            join doctor in db.Doctors on booking.DoctorId equals doctor.Id
            join site in db.Sites on booking.SiteId equals site.Id
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join card in db.Patients on booking.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            where displaced.ResolvedAt == null
                && (booking.Status == BookingStatus.Pending || booking.Status == BookingStatus.Booked || booking.Status == BookingStatus.Confirmed)
            orderby booking.Start, booking.Id
            select new { displaced, booking, doctor, site, Type = type.Name, card, contact }).ToListAsync(cancel);
        var names = await db.Staff(rows.Select(r => r.displaced.By), cancel);
        return Result.Of<IReadOnlyList<DisplacedVisit>>([.. rows.Select(r => new DisplacedVisit(
            r.booking.Id, r.booking.Code, r.booking.Version, r.booking.DoctorId, r.doctor.Name, r.card?.Name ?? r.contact?.Name, r.card?.Phone ?? r.contact?.Phone, r.Type,
            r.site.Local(r.booking.Start), r.site.Local(r.booking.End), r.displaced.Reason, r.site.Local(r.displaced.At), names.GetValueOrDefault(r.displaced.By, r.displaced.By)))]);
    }
}

/// <summary>A booking without a place; personal data, for staff only.</summary>
/// <param name="Start">Clinic time.</param>
/// <param name="Reason">Why it cannot stay, a code of <see cref="ProblemCodes"/>.</param>
/// <param name="Since">When the change was made, clinic time.</param>
/// <param name="By">Who made it, as colleagues call them.</param>
public sealed record DisplacedVisit(
    BookingId Booking, string Code, int Version, DoctorId DoctorId, PersonName Doctor, PersonName? Patient, string? Phone, LocalText VisitType,
    DateTimeOffset Start, DateTimeOffset End, string Reason, DateTimeOffset Since, string By);
