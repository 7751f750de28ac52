using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>How near a new place is to the old one, best first.</summary>
public enum PlaceKind
{
    /// <summary>Same doctor, same time, another room.</summary>
    OtherRoom,

    /// <summary>Same doctor, another time.</summary>
    OtherTime,

    /// <summary>Another doctor of the specialty.</summary>
    Colleague,
}

/// <summary>
/// Finds each visit the best new place, each place used once: the own time in another room, then the same doctor's nearest time, then the nearest
/// of a colleague; at the same site before another. A place given up by a visit that moves is open to the next ones.
/// </summary>
internal sealed class NewPlaces(WhatIf change, PlanTimes times, PatientTimes patients, TimeRange bounds)
{
    // A second round for those who can take what others left; it ends early when nothing moves.
    private const int Rounds = 3;
    private readonly Dictionary<(DoctorId, VisitTypeId), List<Slot>> starts = [];

    internal IReadOnlyDictionary<BookingId, (PlaceKind Kind, Placement Place)> Find()
    {
        var found = new Dictionary<BookingId, (PlaceKind Kind, Placement Place)>();

        // A place of a group belongs to the group, and with it moves only the whole.
        var waiting = change.Hits.Select(h => h.Booking).Where(b => b.GroupId is null).ToList();
        for (var round = 0; round < Rounds && waiting.Count > 0; round++)
        {
            starts.Clear();
            if (waiting.RemoveAll(b => Move(b, found)) == 0)
            {
                break;
            }
        }

        return found;
    }

    private bool Move(Booking booking, Dictionary<BookingId, (PlaceKind Kind, Placement Place)> found)
    {
        // What staff booked over something else shares its cells: they are not free when it leaves.
        var old = booking.Override ? null : booking.Placement();
        if (old is not null)
        {
            times.Release(old);
        }

        if (Best(booking) is not { } best)
        {
            if (old is not null)
            {
                times.Occupy(old);
            }

            return false;
        }

        times.Occupy(best.Place);
        patients.Move(booking, booking.Range, best.Place.Slot.Range);
        found[booking.Id] = best;
        return true;
    }

    private (PlaceKind Kind, Placement Place)? Best(Booking booking)
    {
        var own = Fitting(booking, SlotId.Of(booking.DoctorId, booking.VisitTypeId, booking.Start));
        if (own is not null && own.Slot.SiteId == booking.SiteId && booking.Start >= bounds.Start)
        {
            return (PlaceKind.OtherRoom, own);
        }

        if (Nearest(booking, [booking.DoctorId]) is { } time)
        {
            return (PlaceKind.OtherTime, time);
        }

        return Nearest(booking, change.Colleagues.Of(booking.DoctorId, booking.VisitTypeId)) is { } colleague ? (PlaceKind.Colleague, colleague) : null;
    }

    private Placement? Nearest(Booking booking, IReadOnlyList<DoctorId> doctors) =>
        Nearest(booking, doctors, sameSite: true) ?? Nearest(booking, doctors, sameSite: false);

    private Placement? Nearest(Booking booking, IReadOnlyList<DoctorId> doctors, bool sameSite)
    {
        (TimeSpan Distance, Placement Place)? best = null;
        foreach (var doctor in doctors)
        {
            foreach (var slot in Around(Starts(doctor, booking.VisitTypeId), booking.Start))
            {
                var distance = (slot.Range.Start - booking.Start).Duration();
                if (best is { } nearest && nearest.Distance <= distance)
                {
                    break;
                }

                if ((slot.SiteId == booking.SiteId) == sameSite && Fitting(booking, slot.Id) is { } place)
                {
                    best = (distance, place);
                    break;
                }
            }
        }

        return best?.Place;
    }

    private Placement? Fitting(Booking booking, SlotId slot) =>
        times.Place(slot, booking.RoomId) is { Ok: true, Value: { } place } && times.IsFree(place) && patients.IsFree(booking, place.Slot.Range) ? place : null;

    private List<Slot> Starts(DoctorId doctor, VisitTypeId type)
    {
        if (!starts.TryGetValue((doctor, type), out var list))
        {
            starts[(doctor, type)] = list = [.. times.Starts(doctor, type, bounds)];
        }

        return list;
    }

    /// <summary>The slots from the nearest to the furthest.</summary>
    private static IEnumerable<Slot> Around(List<Slot> slots, DateTime start)
    {
        var right = slots.FindIndex(s => s.Range.Start >= start) is >= 0 and var index ? index : slots.Count;
        for (var left = right - 1; left >= 0 || right < slots.Count;)
        {
            var later = right < slots.Count && (left < 0 || slots[right].Range.Start - start <= start - slots[left].Range.Start);
            yield return later ? slots[right++] : slots[left--];
        }
    }
}
