using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Free time under the rosters to come, as staff may book it; what the plan gives away is taken.</summary>
internal sealed class PlanTimes(Timetable timetable, Asker asker)
{
    private readonly Dictionary<SlotId, int> seated = [];

    /// <summary>Free starts of the visit type, ordered by start; none where the doctor does not offer it.</summary>
    internal IReadOnlyList<Slot> Starts(DoctorId doctor, VisitTypeId type, TimeRange bounds) =>
        timetable.Facts.Offers[doctor].FirstOrDefault(o => o.Type.Id == type) is { } offer ? [.. timetable.Slots(offer, bounds, asker).Where(s => s.Range.Start >= asker.Now)] : [];

    /// <summary>How many visits of the doctor's usual type would still fit.</summary>
    internal int Count(DoctorId doctor, TimeRange bounds) =>
        timetable.Facts.Offers[doctor].FirstOrDefault() is { } usual ? Starts(doctor, usual.Type.Id, bounds).Count(s => s.Range.Start < bounds.End) : 0;

    /// <summary>Where a visit would stand by rosters and rules: in the wished room if the shift has it, else in one that is free.</summary>
    internal Result<Placement> Place(SlotId id, RoomId? wish)
    {
        var placed = timetable.Place(id, asker);
        if (!placed.Ok || wish is not { } room || placed.Value.Slot.RoomId == room)
        {
            return placed;
        }

        var place = placed.Value;
        var (from, to) = Cell.Span(place.Kept);
        var rooms = timetable.Shifts(id.DoctorId, place.Slot.Range).Where(s => s.Range.Contains(place.Slot.Range)).SelectMany(timetable.Rooms);
        return rooms.FirstOrDefault(r => r.Id == room) is { } there && timetable.Outage(ResourceId.Room(room), from, to) is null
            ? place with { Slot = place.Slot with { RoomId = room }, RoomCapacity = there.Capacity }
            : new Problem(ProblemCodes.RoomBusy);
    }

    /// <summary>How many visits the place still takes: one or none, but for group visits.</summary>
    internal int Seats(Placement place)
    {
        var taken = Seated(place);
        return taken > 0 ? place.GroupSize - taken : timetable.IsFree(place, asker.Now) ? place.GroupSize : 0;
    }

    internal void Occupy(Placement place)
    {
        if (Seated(place) == 0)
        {
            timetable.Occupy(place);
        }

        seated[place.Slot.Id] = seated.GetValueOrDefault(place.Slot.Id) + 1;
    }

    /// <summary>A booking leaves its place, if it is its own: what staff booked over something else shares its cells, what a group has stays with the group.</summary>
    internal void Leave(Booking booking) => Own(booking, timetable.Release);

    internal void Return(Booking booking) => Own(booking, timetable.Occupy);

    private static void Own(Booking booking, Action<Placement> mark)
    {
        if (!booking.Override && booking.GroupId is null)
        {
            mark(booking.Placement());
        }
    }

    private int Seated(Placement place) => place.GroupSize == 1 ? 0
        : seated.GetValueOrDefault(place.Slot.Id)
            + timetable.Taken(GroupVisit.Seats(place.Slot.DoctorId, place.Slot.VisitTypeId, place.Slot.Id.Cell), place.Slot.Id.Cell, asker.Now);
}
