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

        // Who comes as a group stays one.
        var waiting = change.Hits.Select(h => h.Booking).GroupBy(b => b.GroupId ?? b.Id.Value).Select(g => g.ToList()).ToList();
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

    private bool Move(List<Booking> party, Dictionary<BookingId, (PlaceKind Kind, Placement Place)> found)
    {
        party.ForEach(times.Leave);
        if (Best(party) is not { } best)
        {
            party.ForEach(times.Return);
            return false;
        }

        foreach (var booking in party)
        {
            times.Occupy(best.Place);
            patients.Move(booking, booking.Range, best.Place.Slot.Range);
            found[booking.Id] = best;
        }

        return true;
    }

    private (PlaceKind Kind, Placement Place)? Best(List<Booking> party)
    {
        var booking = party[0];
        var own = Fitting(party, SlotId.Of(booking.DoctorId, booking.VisitTypeId, booking.Start));
        if (own is not null && own.Slot.SiteId == booking.SiteId && booking.Start >= bounds.Start)
        {
            return (PlaceKind.OtherRoom, own);
        }

        if (Nearest(party, [booking.DoctorId]) is { } time)
        {
            return (PlaceKind.OtherTime, time);
        }

        return Nearest(party, change.Colleagues.Of(booking.DoctorId, booking.VisitTypeId)) is { } colleague ? (PlaceKind.Colleague, colleague) : null;
    }

    private Placement? Nearest(List<Booking> party, IReadOnlyList<DoctorId> doctors) =>
        Nearest(party, doctors, sameSite: true) ?? Nearest(party, doctors, sameSite: false);

    private Placement? Nearest(List<Booking> party, IReadOnlyList<DoctorId> doctors, bool sameSite)
    {
        var booking = party[0];
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

                if ((slot.SiteId == booking.SiteId) == sameSite && Fitting(party, slot.Id) is { } place)
                {
                    best = (distance, place);
                    break;
                }
            }
        }

        return best?.Place;
    }

    private Placement? Fitting(List<Booking> party, SlotId slot) =>
        times.Place(slot, null) is { Ok: true, Value: { } place } && times.Seats(place) >= party.Count && party.TrueForAll(b => patients.IsFree(b, place.Slot.Range)) ? place : null;

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
