using Clinic.Domain.Availability;
using Clinic.Domain.Patients;

namespace Clinic.Domain.Bookings;

/// <summary>A wish to book: a slot or a hold of one, and for whom.</summary>
public sealed record BookCommand
{
    public SlotId? Slot { get; init; }

    public HoldId? Hold { get; init; }

    /// <summary>What was typed; strangers always, staff for a patient without a card.</summary>
    public ContactDetails? Contact { get; init; }

    /// <summary>The card, for staff.</summary>
    public PatientId? Patient { get; init; }

    /// <summary>Version of the consent text agreed to; strangers must name the one in force.</summary>
    public string? ConsentVersion { get; init; }

    public string? ConsentLanguage { get; init; }

    /// <summary>Origin of the page with the widget.</summary>
    public string? Origin { get; init; }

    public PaymentKind Payment { get; init; }

    public string? Comment { get; init; }

    public string? Source { get; init; }

    /// <summary>The caller's key: the same key and wish never make a second booking.</summary>
    public string? IdempotencyKey { get; init; }
}
