using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads one day of one site for the board, in a fixed number of queries, however many doctors and bookings there are.</summary>
public sealed class ReadBoardDay(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <param name="site">The site; null or unknown for the first there is.</param>
    /// <param name="date">The date on the site's clock; null for today.</param>
    /// <param name="fitting">Free starts for this visit type alone, for moving a booking; null for what each doctor offers.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<BoardDay>> Run(SiteId? site, DateOnly? date, VisitTypeId? fitting, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        if ((sites.Find(s => s.Id == site) ?? sites.FirstOrDefault()) is not { } place)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var shown = Within(date ?? place.LocalDate(now));
        var day = WallClock.Day(place.Zone, shown);
        var timetable = await timetables.For(day, cancel);
        var visits = (await Visits(db, place.Id, day, cancel)).ToLookup(v => v.Doctor.Id);
        var holds = await db.Holds.Where(h => h.SiteId == place.Id && h.Start < day.End && h.End > day.Start && h.ExpiresAt > now)
            .OrderBy(h => h.Start).ToListAsync(cancel);
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var specialties = await (
            from own in db.DoctorSpecialties
            join specialty in db.Set<Specialty>() on own.SpecialtyId equals specialty.Id
            orderby specialty.Id
            select new { own.DoctorId, specialty }).ToListAsync(cancel);
        var picture = new BoardPicture(place, day, timetable, visits, holds, rooms, specialties.ToLookup(s => s.DoctorId, s => s.specialty));
        var columns = picture.Columns(fitting, now);
        return new BoardDay(place, shown, day, Hours(place, columns), timetable.Facts.Rosters.IsClosed(place.Id, shown), timetable.Facts.Profile.Currency, columns, sites);
    }

    private static async Task<List<BookedVisit>> Visits(ClinicDb db, SiteId site, TimeRange day, CancellationToken cancel) => await (
        from booking in db.Bookings
        join doctor in db.Doctors on booking.DoctorId equals doctor.Id
        join type in db.VisitTypes on booking.VisitTypeId equals type.Id
        join card in db.Patients on booking.PatientId equals card.Id into cards
        from card in cards.DefaultIfEmpty()
        join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        join note in db.BookingNotes on booking.Id equals note.BookingId into notes
        from note in notes.DefaultIfEmpty()
        where booking.SiteId == site && booking.Start < day.End && booking.End > day.Start
            && booking.Status != BookingStatus.CancelledByPatient && booking.Status != BookingStatus.CancelledByClinic
        orderby booking.Start, booking.Id
        select new BookedVisit(booking, doctor, type.Name, card, contact, note.Text)).ToListAsync(cancel);

    /// <summary>Far dates only come from a mistyped address; the calendar arithmetic needs room on both sides.</summary>
    internal static DateOnly Within(DateOnly date)
    {
        var (first, last) = (new DateOnly(2000, 1, 1), new DateOnly(2199, 12, 31));
        return date < first ? first : date > last ? last : date;
    }

    internal static TimeRange Hours(Site site, List<BoardColumn> columns)
    {
        var ranges = columns.SelectMany(c => c.Shifts.Select(s => s.Range).Concat(c.Visits.Select(v => v.Range)).Concat(c.Holds.Select(h => h.Range))).ToList();
        if (ranges.Count == 0)
        {
            return default;
        }

        var (start, end) = (ranges.Min(r => r.Start), ranges.Max(r => r.End));
        return new(start.AddMinutes(-site.Local(start).Minute), end.AddMinutes((60 - site.Local(end).Minute) % 60));
    }
}

internal sealed record BookedVisit(Booking Booking, Doctor Doctor, LocalText VisitType, Patients.Patient? Card, Patients.Contact? Contact, string? Note);
