using Clinic.Domain.Availability;
using Clinic.Domain.Doctors;

namespace Clinic.Domain.Bookings;

/// <summary>About when a patient is to come again.</summary>
public enum FollowUpWhen
{
    Week,
    TwoWeeks,
    Month,
    Next,
}

/// <summary>The doctor's own free times for one patient to come again.</summary>
/// <param name="Patient">Who comes.</param>
/// <param name="Types">What can be booked, the usual one first; empty where the desk must see to it.</param>
/// <param name="Chosen">What the times are for; null where there is nothing to choose.</param>
/// <param name="Groups">The nearest times to each date, each time once; groups without a time are left out.</param>
/// <param name="Coming">When the patient comes to this doctor already.</param>
public sealed record FollowUpTimes(
    PersonName Patient, IReadOnlyList<FollowUpType> Types, VisitTypeId? Chosen, IReadOnlyList<FollowUpGroup> Groups, IReadOnlyList<DateTimeOffset> Coming);

/// <summary>A kind of visit the doctor offers.</summary>
public sealed record FollowUpType(VisitTypeId Id, LocalText Name);

/// <summary>Times about one date, by start.</summary>
public sealed record FollowUpGroup(FollowUpWhen When, IReadOnlyList<FollowUpTime> Times);

/// <summary>A free time with the offset in force at the site; the site is named where the doctor works at several.</summary>
public sealed record FollowUpTime(SlotId Slot, DateTimeOffset Start, DateTimeOffset End, LocalText? Site);
