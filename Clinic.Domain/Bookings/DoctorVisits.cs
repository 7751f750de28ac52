using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads the visits of one doctor that are not cancelled, in one query.</summary>
internal static class DoctorVisits
{
    /// <param name="db">A context; nothing is tracked.</param>
    /// <param name="doctor">Whose visits.</param>
    /// <param name="window">The instants at which they start.</param>
    /// <param name="timetable">Knows the clocks of the sites.</param>
    /// <param name="rooms">Names of the rooms.</param>
    /// <param name="late">Minutes by which the doctor runs late in the window.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<IReadOnlyList<DoctorVisit>> Read(
        ClinicDb db, DoctorId doctor, TimeRange window, Timetable timetable, IReadOnlyDictionary<RoomId, string> rooms, int late, CancellationToken cancel)
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
                Expected = late > 0 && (r.booking.Status.IsOpen() || r.booking.Status == BookingStatus.Arrived)
                    ? Local(timetable, r.booking.SiteId, r.booking.Start.AddMinutes(late)) : null,
                Patient = r.card?.Name ?? r.contact?.Name ?? new PersonName("", ""),
                BirthDate = r.card?.BirthDate ?? r.contact?.BirthDate,
                VisitType = r.Name,
                Room = r.booking.RoomId is { } room ? rooms.GetValueOrDefault(room) : null,
                Comment = r.Note,
                ArrivedAt = r.booking.ArrivedAt,
                CalledAt = r.booking.CalledAt,
                StartedAt = r.booking.StartedAt,
            }),
        ];
    }

    internal static DateTimeOffset Local(Timetable timetable, SiteId site, DateTime instant) => timetable.Facts.Rosters.Sites[site].Local(instant);

    /// <summary>The doctor's shifts that touch the window, as the doctor sees them.</summary>
    internal static IReadOnlyList<DoctorShift> Shifts(Timetable timetable, DoctorId doctor, TimeRange window, IReadOnlyDictionary<RoomId, string> rooms) =>
    [
        .. timetable.Shifts(doctor, window).Select(s => new DoctorShift(
            Local(timetable, s.SiteId, s.Range.Start), Local(timetable, s.SiteId, s.Range.End), s.RoomId is { } r ? rooms.GetValueOrDefault(r) : null)),
    ];
}
