using Clinic.Domain.Doctors;

namespace Clinic.Domain.Bookings;

/// <summary>A booking as a card of the board, with what is asked of it at a glance.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Range">The visit, without buffers.</param>
/// <param name="Kept">The visit with the buffers that the doctor and the room are kept for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Patient">Who comes: the card's name, else what was typed; null where neither is known.</param>
/// <param name="Phone">E.164.</param>
/// <param name="VisitType">What for.</param>
/// <param name="Identified">Whether the patient's card is known.</param>
/// <param name="Channel">How the booking came in.</param>
/// <param name="Comment">A note.</param>
public sealed record BoardVisit(
    BookingId Id, TimeRange Range, TimeRange Kept, BookingStatus Status, PersonName? Patient, string? Phone, LocalText VisitType, bool Identified, Channel Channel, string? Comment)
{
    /// <summary>Guards against changing what somebody else changed meanwhile.</summary>
    public int Version { get; init; }

    public DoctorId DoctorId { get; init; }

    public PersonName? Doctor { get; init; }

    public RoomId? RoomId { get; init; }

    public string? Room { get; init; }

    public DateOnly? BirthDate { get; init; }

    public PaymentKind Payment { get; init; }

    public decimal? Price { get; init; }

    public string? Insurer { get; init; }

    /// <summary>Number of the insurer's guarantee letter, once it has come.</summary>
    public string? GuaranteeLetter { get; init; }

    /// <summary>Why staff booked it over something else; empty where no reason is known, null where it stands in nobody's way.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>When the patient is likely to be called in, where the doctor runs late and the visit is still ahead.</summary>
    public DateTime? Expected { get; init; }

    /// <summary>The user who booked; null for patients and partners.</summary>
    public string? BookedBy { get; init; }

    public DateTime BookedAt { get; init; }

    public DateTime? ArrivedAt { get; init; }

    public DateTime? CalledAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? DoneAt { get; init; }

    /// <summary>The insurer's guarantee letter is still to come.</summary>
    public bool AwaitsGuarantee => Status == BookingStatus.Pending;
}
