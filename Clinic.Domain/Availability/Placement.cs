using Clinic.Domain.Bookings;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Availability;

/// <summary>Where a booking would stand: the slot, what is kept around it and what else it needs.</summary>
public sealed record Placement(Slot Slot, int BufferBefore, int BufferAfter)
{
    /// <summary>When the doctor is needed.</summary>
    public VisitParts DoctorParts { get; init; } = VisitParts.Whole;

    /// <summary>How many visits the room takes at once.</summary>
    public int RoomCapacity { get; init; } = 1;

    /// <summary>The devices chosen, each with how many visits it takes at once.</summary>
    public IReadOnlyList<(DeviceId Id, int Capacity)> Devices { get; init; } = [];

    /// <summary>How many patients share the visit; 1 for all but group visits.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>Places of quotas that the booking takes.</summary>
    public IReadOnlyList<PlaceClaim> Quotas { get; init; } = [];

    /// <summary>The site's roster version that the place was planned on; null where no roster is asked: over the rules, or held before.</summary>
    public int? RosterVersion { get; init; }

    /// <summary>What the doctor and the room are busy for.</summary>
    public TimeRange Kept => Slot.Range.Widen(TimeSpan.FromMinutes(BufferBefore), TimeSpan.FromMinutes(BufferAfter));
}

/// <summary>So many of the numbered places of a quota on one date.</summary>
/// <param name="Key">The quota, of kind <see cref="ResourceKind.Places"/>.</param>
/// <param name="Cell">The local date, as the cell of its midnight UTC.</param>
/// <param name="Capacity">How many places there are.</param>
/// <param name="Count">How many of them are taken.</param>
public sealed record PlaceClaim(ResourceId Key, int Cell, int Capacity, int Count);
