using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What a doctor sees of a day: the own visits and nobody else's.</summary>
public sealed class ReadDoctorDay(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <param name="doctor">Whose day.</param>
    /// <param name="date">Local date; today when null.</param>
    /// <param name="actor">Must be that doctor; anybody else is refused with <c>forbidden</c>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<DoctorDay>> Run(DoctorId doctor, DateOnly? date, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.RunOwnVisits) || actor.DoctorId != doctor)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = await Zone(db, doctor, cancel);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        var day = date ?? today;
        var window = WallClock.Day(zone, day);
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var timetable = await timetables.For(window, cancel);
        var shifts = timetable.Shifts(doctor, window)
            .Select(s => new DoctorShift(Local(timetable, s.SiteId, s.Range.Start), Local(timetable, s.SiteId, s.Range.End), s.RoomId is { } r ? rooms.GetValueOrDefault(r) : null))
            .ToList();
        return new DoctorDay(
            day, today, WallClock.FirstInstant(zone, today.AddDays(1)), shifts, shifts.Count > 0 ? null : timetable.Facts.Rosters.WhyNot(doctor, day),
            await Visits(db, doctor, window, timetable, rooms, cancel));
    }

    private static async Task<IReadOnlyList<DoctorVisit>> Visits(
        ClinicDb db, DoctorId doctor, TimeRange window, Timetable timetable, Dictionary<RoomId, string> rooms, CancellationToken cancel)
    {
        var rows = await (
            from booking in db.Bookings
            where booking.DoctorId == doctor && booking.Start >= window.Start && booking.Start < window.End
                && booking.Status != BookingStatus.CancelledByPatient && booking.Status != BookingStatus.CancelledByClinic
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join patient in db.Patients on booking.PatientId equals (PatientId?)patient.Id into cards
            from card in cards.DefaultIfEmpty()
            join typed in db.Contacts on booking.ContactId equals (Guid?)typed.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            join written in db.BookingNotes on booking.Id equals written.BookingId into notes
            from note in notes.DefaultIfEmpty()
            orderby booking.Start, booking.Id
            select new { booking, type.Name, card, contact, Note = note.Text }).ToListAsync(cancel);
        return
        [
            .. rows.Select(r => new DoctorVisit
            {
                Id = r.booking.Id,
                Version = r.booking.Version,
                Status = r.booking.Status,
                Start = Local(timetable, r.booking.SiteId, r.booking.Start),
                End = Local(timetable, r.booking.SiteId, r.booking.End),
                Patient = r.card?.Name ?? r.contact?.Name ?? new PersonName("", ""),
                BirthDate = r.card?.BirthDate ?? r.contact?.BirthDate,
                VisitType = r.Name,
                Room = r.booking.RoomId is { } room ? rooms.GetValueOrDefault(room) : null,
                Comment = r.Note,
                ArrivedAt = r.booking.ArrivedAt,
                StartedAt = r.booking.StartedAt,
            }),
        ];
    }

    private static DateTimeOffset Local(Timetable timetable, SiteId site, DateTime instant) => timetable.Facts.Rosters.Sites[site].Local(instant);

    /// <summary>The day begins and ends by the clock of the site the doctor works at, the latest roster first.</summary>
    private static async Task<TimeZoneInfo> Zone(ClinicDb db, DoctorId doctor, CancellationToken cancel)
    {
        var name = await db.RosterLines.Where(l => l.DoctorId == doctor).OrderByDescending(l => l.ValidFrom).ThenBy(l => l.Id)
                .Join(db.Sites, l => l.SiteId, s => s.Id, (_, s) => s.TimeZone).FirstOrDefaultAsync(cancel)
            ?? await db.Sites.OrderBy(s => s.Id).Select(s => s.TimeZone).FirstOrDefaultAsync(cancel);
        return name is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(name);
    }
}
