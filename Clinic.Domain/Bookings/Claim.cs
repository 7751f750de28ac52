using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>A wish for places of one resource in each cell of a stretch.</summary>
/// <param name="Resource">Who or what.</param>
/// <param name="From">The first cell.</param>
/// <param name="To">The cell after the last.</param>
/// <param name="Refusal">The code to answer where there is no place.</param>
internal sealed record Claim(ResourceId Resource, int From, int To, string Refusal)
{
    /// <summary>How many places there are: the lanes from 0 up.</summary>
    internal int Capacity { get; init; } = 1;

    /// <summary>How many of them are wanted.</summary>
    internal int Count { get; init; } = 1;

    /// <summary>When the place is free again by itself; null where the owner's own time counts.</summary>
    internal DateTime? Until { get; init; }

    /// <summary>Staff override: a lane above is as good where there is no place.</summary>
    internal bool Forced { get; init; }

    /// <summary>One place of one: the primary key alone decides, nothing needs to be looked at.</summary>
    internal bool IsPlain => Capacity == 1 && Count == 1 && !Forced;
}

/// <summary>What each kind of owner claims. The order is that in which a refusal is told.</summary>
internal static class Claims
{
    /// <summary>The doctor for the parts of the visit that need one, the room and the devices for as long as it is kept.</summary>
    internal static IEnumerable<Claim> OfPlace(Placement place)
    {
        var (start, stop) = Cell.Span(place.Slot.Range);
        foreach (var (first, end) in place.DoctorParts.Cells(stop - start, Cell.Count(place.BufferBefore), Cell.Count(place.BufferAfter)))
        {
            yield return new(ResourceId.Doctor(place.Slot.DoctorId), start + first, start + end, ProblemCodes.SlotTaken);
        }

        var (from, to) = Cell.Span(place.Kept);
        if (place.Slot.RoomId is { } room)
        {
            yield return new(ResourceId.Room(room), from, to, ProblemCodes.RoomBusy) { Capacity = place.RoomCapacity };
        }

        foreach (var (device, capacity) in place.Devices)
        {
            yield return new(ResourceId.Device(device), from, to, ProblemCodes.DeviceBusy) { Capacity = capacity };
        }
    }

    /// <summary>
    /// The patient for the visit alone: on the card where one is known, and on the contact key where one is known. Both, for a stranger is known
    /// by the key alone, and the desk may have booked the same person by the card.
    /// </summary>
    internal static IEnumerable<Claim> OfPerson(ResourceId? patient, long? contactKey, TimeRange visit)
    {
        var (from, to) = Cell.Span(visit);
        var contact = contactKey is { } key ? ResourceId.Contact(key) : (ResourceId?)null;
        return new[] { patient, contact }.OfType<ResourceId>().Distinct().Select(r => new Claim(r, from, to, ProblemCodes.PatientOverlap));
    }

    internal static IEnumerable<Claim> OfQuotas(Placement place) =>
        place.Quotas.Select(q => new Claim(q.Key, q.Cell, q.Cell + 1, ProblemCodes.Quota) { Capacity = q.Capacity, Count = q.Count });

    /// <summary>A seat in a group visit, by its number.</summary>
    internal static Claim OfSeat(Placement place)
    {
        var start = Cell.Of(place.Slot.Range.Start);
        return new(GroupVisit.Seats(place.Slot.DoctorId, place.Slot.VisitTypeId, start), start, start + 1, ProblemCodes.SlotTaken) { Capacity = place.GroupSize };
    }

    /// <summary>What a booking that stands owns in time: the place unless a group has it, and the person; up to the instant at which the rest was given back.</summary>
    internal static IEnumerable<Claim> Of(Booking booking)
    {
        var all = OfPerson(booking.PatientResource, booking.ContactKey, booking.Range);
        if (booking.GroupId is null)
        {
            all = OfPlace(booking.Placement()).Concat(all);
        }

        return booking.ReleasedAt is { } released ? all.Select(c => c with { To = Math.Min(c.To, Cell.AtOrAfter(released)) }).Where(c => c.From < c.To) : all;
    }

    internal static IEnumerable<Claim> Of(Hold hold) => hold.GroupId is null ? OfPlace(hold.Placement()) : [];

    internal static IEnumerable<Claim> Of(GroupVisit group) => OfPlace(group.Placement());
}
