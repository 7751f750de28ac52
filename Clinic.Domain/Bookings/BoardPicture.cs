using Clinic.Domain.Availability;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Bookings;

/// <summary>Puts what was read together as columns.</summary>
internal sealed class BoardPicture(
    Site site,
    TimeRange day,
    Timetable timetable,
    ILookup<DoctorId, BookedVisit> visits,
    IReadOnlyList<Hold> holds,
    IReadOnlyDictionary<RoomId, string> rooms,
    ILookup<DoctorId, Specialty> specialties)
{
    internal List<BoardColumn> Columns(VisitTypeId? fitting, DateTime now)
    {
        // Whoever left the clinic is no longer in the timetable but may still be booked.
        var doctors = timetable.Facts.Doctors.Values.Concat(visits.Select(v => v.First().Doctor)).DistinctBy(d => d.Id);
        return [.. doctors
            .Select(d => Column(d, fitting, now))
            .Where(c => c.Shifts.Count + c.Visits.Count + c.Holds.Count > 0)
            .OrderBy(c => c.Name.Full, StringComparer.Ordinal).ThenBy(c => c.DoctorId.Value)];
    }

    private BoardColumn Column(Doctor doctor, VisitTypeId? fitting, DateTime now)
    {
        var shifts = timetable.Shifts(doctor.Id, day).Where(s => s.SiteId == site.Id).ToList();
        return new(
            doctor.Id,
            doctor.Name,
            [.. specialties[doctor.Id]],
            [.. shifts.Select(s => new BoardShift(s.Range, s.RoomId is { } room ? rooms.GetValueOrDefault(room) : null))],
            [.. visits[doctor.Id].Select(Visit)],
            [.. holds.Where(h => h.DoctorId == doctor.Id).Select(h => new BoardHold(h.Id, new(h.Start, h.End), h.ExpiresAt, h.Channel))],
            Free(doctor.Id, fitting, now),
            [.. shifts.SelectMany(RoomTaken)]);
    }

    private static BoardVisit Visit(BookedVisit visit) => new(
        visit.Booking.Id,
        visit.Booking.Range,
        visit.Booking.Placement().Kept,
        visit.Booking.Status,
        visit.Card?.Name ?? visit.Contact?.Name,
        visit.Card?.Phone ?? visit.Contact?.Phone,
        visit.VisitType,
        visit.Card is not null,
        visit.Booking.Channel,
        visit.Note);

    /// <summary>The starts of the doctor's first visit type; where it does not fit, those of the longest that does.</summary>
    private List<BoardFree> Free(DoctorId doctor, VisitTypeId? fitting, DateTime now)
    {
        var today = WallClock.FirstInstant(site.Zone, site.LocalDate(now));
        if (day.Start < today)
        {
            return [];
        }

        var asker = new Asker(Channel.Registry, now);
        var free = new List<BoardFree>();
        var offers = timetable.Facts.Offers[doctor].Where(o => fitting is null || o.Type.Id == fitting);
        foreach (var offer in offers)
        {
            // An offer's slots end within the shift, so those of a night shift may reach over midnight.
            var slots = timetable.Slots(offer, new(day.Start, day.End.AddMinutes(-Cell.Minutes)), asker).Where(s => s.SiteId == site.Id).ToList();
            free.AddRange(slots.Where(s => !free.Any(f => f.Range.Overlaps(s.Range))).Select(s => new BoardFree(s.Range, s.VisitTypeId)).ToList());
        }

        free.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return free;
    }

    private IEnumerable<TimeRange> RoomTaken(Shift shift) => visits
        .Where(others => others.Key != shift.DoctorId)
        .SelectMany(others => others)
        .Where(v => shift.RoomId is not null && v.Booking.RoomId == shift.RoomId)
        .Select(v => v.Booking.Placement().Kept)
        .Where(kept => kept.Overlaps(shift.Range))
        .Select(kept => new TimeRange(
            kept.Start > shift.Range.Start ? kept.Start : shift.Range.Start,
            kept.End < shift.Range.End ? kept.End : shift.Range.End));
}
