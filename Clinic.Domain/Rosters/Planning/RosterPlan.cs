using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>What a change of rosters would do. Nothing has been saved yet.</summary>
public sealed record RosterPlan
{
    public required RosterChange Change { get; init; }

    /// <summary>Of the doctor's roster that the plan was made from; null where the change is of no doctor.</summary>
    public required int? RosterVersion { get; init; }

    /// <summary>The visits hit, by start; personal data, for staff only.</summary>
    public required IReadOnlyList<PlannedVisit> Visits { get; init; }

    /// <summary>The instants in which free time was counted; null when nothing differs from now on.</summary>
    public required TimeRange? Counted { get; init; }

    /// <summary>Free slots of the doctors concerned as it is.</summary>
    public required int FreeBefore { get; init; }

    /// <summary>The same once the plan is committed as proposed.</summary>
    public required int FreeAfter { get; init; }

    /// <summary>The plan as proposed: each visit to its new place, those without one to the list.</summary>
    public RosterOrder Order() => new(Change, RosterVersion, [.. Visits.Select(v => v.Proposal is null ? v.Displace() : v.MoveTo(v.Proposal.Slot, v.Proposal.Room))]);
}

/// <summary>A visit that cannot stay where it is.</summary>
/// <param name="Reason">A code of <see cref="Problems.ProblemCodes"/>.</param>
/// <param name="Start">Clinic time.</param>
/// <param name="Proposal">The best new place; null when none was found.</param>
public sealed record PlannedVisit(
    BookingId Booking, string Code, int Version, BookingStatus Status, string Reason, DoctorId DoctorId, PersonName Doctor, PersonName? Patient, string? Phone,
    LocalText VisitType, DateTimeOffset Start, DateTimeOffset End, string? Room, PlannedPlace? Proposal)
{
    /// <summary>It moves to the slot, in the room if one is named.</summary>
    public VisitChoice MoveTo(SlotId slot, RoomId? room) => new(Booking, Version, VisitFate.Move, slot, room);

    /// <summary>It stays where it is all the same; somebody has seen to it.</summary>
    public VisitChoice Keep() => new(Booking, Version, VisitFate.Keep, null, null);

    /// <summary>It stays for now and is listed as without a place.</summary>
    public VisitChoice Displace() => new(Booking, Version, VisitFate.Displace, null, null);
}

/// <summary>A new place for a visit.</summary>
/// <param name="Start">Clinic time.</param>
public sealed record PlannedPlace(
    PlaceKind Kind, SlotId Slot, RoomId? Room, string? RoomName, PersonName Doctor, LocalText Site, DateTimeOffset Start, DateTimeOffset End);

/// <summary>What becomes of a visit that is hit.</summary>
public enum VisitFate
{
    Move,
    Keep,
    Displace,
}

/// <summary>What was chosen for one visit, as it was seen.</summary>
public sealed record VisitChoice(BookingId Booking, int Version, VisitFate Fate, SlotId? To, RoomId? Room);

/// <summary>A change to be saved, with a choice for every visit it hits.</summary>
public sealed record RosterOrder(RosterChange Change, int? RosterVersion, IReadOnlyList<VisitChoice> Choices);

/// <summary>What was saved.</summary>
/// <param name="Moved">Visits with a new place.</param>
/// <param name="Kept">Visits that stay all the same.</param>
/// <param name="Displaced">Visits on the list of those without a place.</param>
/// <param name="RosterVersion">Of the doctor's roster from now on; null where the change is of no doctor.</param>
/// <param name="Batch">By which it can be taken back; null where nothing was saved or the asker gave none.</param>
public sealed record CommittedPlan(int Moved, int Kept, int Displaced, int? RosterVersion, Guid? Batch);
