using Clinic.Domain.Availability;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Bookings;

/// <summary>Puts what was read of one date together as columns.</summary>
internal sealed class BoardPicture(Site site, DateOnly date, Timetable timetable, BoardRows rows, ILookup<DoctorId, Specialty> specialties, Asker asker)
{
    private readonly TimeRange day = WallClock.Day(site.Zone, date);
    private readonly ReservedTimes reserved = new(timetable, asker);

    internal List<BoardColumn> Columns(VisitTypeId? fitting)
    {
        // Whoever left the clinic is no longer in the timetable but may still be booked.
        var doctors = timetable.Facts.Doctors.Values.Concat(rows.Visits.Select(v => v.First().Doctor)).DistinctBy(d => d.Id);
        return [.. doctors
            .Select(d => Column(d, fitting))
            .Where(c => c.Shifts.Count + c.Visits.Count + c.Holds.Count > 0)
            .OrderBy(c => c.Name.Full, StringComparer.Ordinal).ThenBy(c => c.DoctorId.Value)];
    }

    internal BoardColumn Column(Doctor doctor, VisitTypeId? fitting)
    {
        var shifts = timetable.Shifts(doctor.Id, day).Where(s => s.SiteId == site.Id).ToList();
        var offers = timetable.Facts.Offers[doctor.Id].Where(o => fitting is null || o.Type.Id == fitting).ToList();
        var delay = rows.Delays.GetValueOrDefault((doctor.Id, date));
        return new(
            doctor.Id,
            doctor.Name,
            [.. specialties[doctor.Id]],
            [.. shifts.Select(s => new BoardShift(s.Range, Name(s.RoomId)) { RoomId = s.RoomId, DoctorId = doctor.Id, Doctor = doctor.Name })],
            [.. rows.Visits[doctor.Id].Where(v => v.Booking.Range.Overlaps(day)).Select(v => Visit(v, delay))],
            [.. rows.Holds.Where(h => h.DoctorId == doctor.Id && h.Start < day.End && h.End > day.Start)
                .Select(h => new BoardHold(h.Id, new(h.Start, h.End), h.ExpiresAt, h.Channel) { DoctorId = doctor.Id, RoomId = h.RoomId })],
            Free(offers),
            [.. shifts.SelectMany(RoomTaken)])
        {
            Reserved = IsPast ? [] : [.. shifts.SelectMany(s => reserved.Of(s, offers))],
            Offers = [.. timetable.Facts.Offers[doctor.Id].Select(o => o.Type.Id)],
            DelayMinutes = delay,
            Photo = doctor.Photo,
        };
    }

    private bool IsPast => day.Start < WallClock.FirstInstant(site.Zone, site.LocalDate(asker.Now));

    private string? Name(RoomId? room) => room is { } id ? timetable.Facts.Rooms.GetValueOrDefault(id)?.Name : null;

    private BoardVisit Visit(BookedVisit visit, int delay)
    {
        var booking = visit.Booking;
        return new(
            booking.Id,
            booking.Range,
            booking.Placement().Kept,
            booking.Status,
            visit.Card?.Name ?? visit.Contact?.Name,
            visit.Card?.Phone ?? visit.Contact?.Phone,
            visit.VisitType,
            visit.Card is not null,
            booking.Channel,
            visit.Note)
        {
            Version = booking.Version,
            DoctorId = booking.DoctorId,
            Doctor = visit.Doctor.Name,
            RoomId = booking.RoomId,
            Room = Name(booking.RoomId),
            BirthDate = visit.Card?.BirthDate ?? visit.Contact?.BirthDate,
            Payment = booking.Payment,
            Price = booking.Price,
            Insurer = visit.Cover?.Insurer,
            GuaranteeLetter = visit.Cover?.GuaranteeLetter,
            OverrideReason = booking.Override ? visit.Cover?.OverrideReason ?? "" : null,
            Expected = delay > 0 && (booking.Status.IsOpen() || booking.Status == BookingStatus.Arrived) ? booking.Start.AddMinutes(delay) : null,
            BookedBy = booking.Channel.IsStaff ? visit.CreatedBy is { Length: > 0 } name ? name : booking.CreatedBy : null,
            BookedAt = booking.CreatedAt,
            ArrivedAt = booking.ArrivedAt,
            CalledAt = booking.CalledAt,
            StartedAt = booking.StartedAt,
            DoneAt = booking.DoneAt,
        };
    }

    /// <summary>The starts of the doctor's first visit type; where it does not fit, those of the longest that does.</summary>
    private List<BoardFree> Free(IReadOnlyList<Offer> offers)
    {
        if (IsPast)
        {
            return [];
        }

        var free = new List<BoardFree>();
        foreach (var offer in offers)
        {
            // An offer's slots end within the shift, so those of a night shift may reach over midnight.
            var slots = timetable.Slots(offer, new(day.Start, day.End.AddMinutes(-Cell.Minutes)), asker).Where(s => s.SiteId == site.Id).ToList();
            free.AddRange(slots.Where(s => !free.Any(f => f.Range.Overlaps(s.Range))).Select(s => new BoardFree(s.Range, s.VisitTypeId, s.DoctorId, s.RoomId)).ToList());
        }

        free.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return free;
    }

    private IEnumerable<TimeRange> RoomTaken(Shift shift) => rows.Visits
        .Where(others => others.Key != shift.DoctorId)
        .SelectMany(others => others)
        .Where(v => shift.RoomId is not null && v.Booking.RoomId == shift.RoomId)
        .Select(v => v.Booking.Placement().Kept)
        .Where(kept => kept.Overlaps(shift.Range))
        .Select(kept => new TimeRange(
            kept.Start > shift.Range.Start ? kept.Start : shift.Range.Start,
            kept.End < shift.Range.End ? kept.End : shift.Range.End));
}
