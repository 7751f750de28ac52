using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Free time under the rosters to come, as staff may book it.</summary>
internal sealed class PlanTimes(Timetable timetable, Standing standing, DateTime now)
{
    private readonly Asker asker = new(Channel.Registry, now);

    /// <summary>Free starts of the visit type, ordered by start; none where the doctor does not offer it.</summary>
    internal IReadOnlyList<Slot> Starts(DoctorId doctor, VisitTypeId type, TimeRange bounds) =>
        timetable.Facts.Offers[doctor].FirstOrDefault(o => o.Type.Id == type) is { } offer ? [.. timetable.Slots(offer, bounds, asker).Where(s => s.Range.Start >= now)] : [];

    /// <summary>How many visits of the doctor's usual type would still fit.</summary>
    internal int Count(DoctorId doctor, TimeRange bounds) => timetable.Facts.Offers[doctor].FirstOrDefault() is { } usual ? Starts(doctor, usual.Type.Id, bounds).Count(s => s.Range.Start < bounds.End) : 0;

    /// <summary>Where a visit would stand by the rosters; in the wished room if the shift has it, else in one that is free.</summary>
    internal Result<Placement> Place(SlotId id, RoomId? wish)
    {
        var placed = timetable.Place(id, asker);
        if (!placed.Ok)
        {
            return placed;
        }

        var place = placed.Value;
        var shift = timetable.Shifts(id.DoctorId, place.Slot.Range).First(s => s.Range.Contains(place.Slot.Range));
        var rooms = shift.Rooms.Ids.Where(r => !standing.IsOut(ResourceId.Room(r), place.Kept)).Select(r => In(place, r)).ToList();
        return rooms.Find(p => p.Slot.RoomId == wish && IsFree(p)) ?? rooms.Find(IsFree) ?? rooms.FirstOrDefault() ?? place;
    }

    internal bool IsFree(Placement place) =>
        timetable.IsFree(place, now) && !(place.Slot.RoomId is { } room && standing.IsOut(ResourceId.Room(room), place.Kept));

    internal void Occupy(Placement place) => timetable.Occupy(place);

    internal void Release(Placement place) => timetable.Release(place);

    private Placement In(Placement place, RoomId room) => place with
    {
        Slot = place.Slot with { RoomId = room },
        RoomCapacity = timetable.Facts.Rooms.GetValueOrDefault(room)?.Capacity ?? 1,
    };
}
