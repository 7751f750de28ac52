using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads the day of a doctor, a room or a whole site for paper, in a fixed number of queries.</summary>
public sealed class ReadDayList(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <summary>Answers the lists, or <c>forbidden</c> (a doctor has the own list and no other), <c>not-found</c>.</summary>
    public async Task<Result<DayLists>> Run(DayListWish wish, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone) && !(actor.Can(Rights.RunOwnVisits) && wish is { Doctor: { } own, Room: null } && own == actor.DoctorId))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var timetable = await timetables.Current(cancel);
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, cancel);
        if (Site(timetable, wish, rooms, now) is not { } site || (wish.Room is { } door && !rooms.ContainsKey(door)) || (wish.Doctor is { } who && !await db.Doctors.AnyAsync(d => d.Id == who, cancel)))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var date = wish.Date ?? site.LocalDate(now);
        var day = WallClock.Day(site.Zone, date);
        timetable = await timetables.For(day, cancel);
        var names = rooms.ToDictionary(r => r.Key, r => r.Value.Name);
        var doctors = await db.Doctors.ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var lines = await Lines(db, site, day, wish, actor, names, cancel);
        var shifts = timetable.Facts.Doctors.Keys.SelectMany(d => timetable.Shifts(d, day)).Where(s => s.SiteId == site.Id).ToLookup(s => s.DoctorId);
        if (wish.Room is { } room)
        {
            var inside = shifts.SelectMany(s => s).Where(s => s.RoomId == room).OrderBy(s => s.Range.Start).Select(s => Shift(s, names)).ToList();
            return new DayLists(timetable.Facts.Profile.Name, site, date, [new(null, [], names[room], inside, [.. lines.SelectMany(l => l).OrderBy(l => l.Range.Start)])]);
        }

        var practised = await DoctorWords.Specialties(db, cancel);
        var listed = wish.Doctor is { } one ? [one] : shifts.Select(s => s.Key).Concat(lines.Select(l => l.Key)).Distinct().OrderBy(d => doctors[d].Full, StringComparer.CurrentCulture).ToList();
        return new DayLists(timetable.Facts.Profile.Name, site, date, [.. listed.Select(d => new DayList(doctors[d], [.. practised[d]], null, [.. shifts[d].Select(s => Shift(s, names))], [.. lines[d]]))]);
    }

    private static BoardShift Shift(Shift shift, Dictionary<RoomId, string> rooms) => new(shift.Range, shift.RoomId is { } room ? rooms.GetValueOrDefault(room) : null);

    private static Site? Site(Timetable timetable, DayListWish wish, Dictionary<RoomId, Rooms.Room> rooms, DateTime now)
    {
        var sites = timetable.Facts.Sites;
        var wanted = wish.Room is { } room ? rooms.GetValueOrDefault(room)?.SiteId
            : wish.Site ?? (wish.Doctor is { } doctor ? sites.Values.OrderBy(s => s.Id.Value).FirstOrDefault(s => Works(timetable, doctor, s, wish.Date ?? s.LocalDate(now)))?.Id : null);
        return wanted is { } id && sites.TryGetValue(id, out var found) ? found : sites.Values.MinBy(s => s.Id.Value);
    }

    private static bool Works(Timetable timetable, DoctorId doctor, Site site, DateOnly date) =>
        timetable.Facts.Rosters.Shifts(doctor, date, date).Any(s => s.SiteId == site.Id);

    private static async Task<ILookup<DoctorId, DayLine>> Lines(
        ClinicDb db, Site site, TimeRange day, DayListWish wish, Actor actor, Dictionary<RoomId, string> rooms, CancellationToken cancel)
    {
        var (id, doctor, room, phones) = (site.Id, wish.Doctor, wish.Room, actor.Can(Rights.BookForAnyone));
        var rows = await (
            from booking in db.Bookings
            join practitioner in db.Doctors on booking.DoctorId equals practitioner.Id
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join card in db.Patients on booking.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join typed in db.Contacts on booking.ContactId equals typed.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            join written in db.BookingNotes on booking.Id equals written.BookingId into notes
            from note in notes.DefaultIfEmpty()
            join paid in db.BookingCovers on booking.Id equals paid.BookingId into covers
            from cover in covers.DefaultIfEmpty()
            where booking.SiteId == id && booking.Start < day.End && booking.End > day.Start
                && booking.Status != BookingStatus.CancelledByPatient && booking.Status != BookingStatus.CancelledByClinic
                && (doctor == null || booking.DoctorId == doctor) && (room == null || booking.RoomId == room)
            orderby booking.Start, booking.Id
            select new { booking, practitioner, type.Name, card, contact, Note = note.Text, cover.Insurer }).ToListAsync(cancel);
        return rows.ToLookup(r => r.booking.DoctorId, r => new DayLine
        {
            Range = r.booking.Range,
            Status = r.booking.Status,
            Doctor = r.practitioner.Name,
            VisitType = r.Name,
            Patient = r.card?.Name ?? r.contact?.Name,
            BirthDate = r.card?.BirthDate ?? r.contact?.BirthDate,
            Phone = phones ? r.card?.Phone ?? r.contact?.Phone : null,
            Room = r.booking.RoomId is { } where ? rooms.GetValueOrDefault(where) : null,
            Payment = r.booking.Payment,
            Insurer = r.Insurer,
            Comment = r.Note,
        });
    }
}

/// <summary>What stands beside a doctor's name on paper.</summary>
internal static class DoctorWords
{
    internal static async Task<ILookup<DoctorId, LocalText>> Specialties(ClinicDb db, CancellationToken cancel) => (await (
        from own in db.DoctorSpecialties
        join specialty in db.Specialties on own.SpecialtyId equals specialty.Id
        orderby specialty.Id
        select new { own.DoctorId, specialty.Name }).ToListAsync(cancel)).ToLookup(s => s.DoctorId, s => s.Name);
}
