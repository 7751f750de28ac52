using Clinic.Domain.Availability;
using Clinic.Domain.Codes;
using Clinic.Domain.Patients;

namespace Clinic.Domain.Bookings;

/// <summary>A wish to book: a slot or a hold of one, and for whom.</summary>
public sealed record BookCommand
{
    public SlotId? Slot { get; init; }

    public HoldId? Hold { get; init; }

    /// <summary>What was typed; strangers always, staff for a patient without a card.</summary>
    public ContactDetails? Contact { get; init; }

    /// <summary>Strangers: who books, where that is not the patient.</summary>
    public Booker? BookedBy { get; init; }

    /// <summary>Strangers: the code that was sent to the address, where the clinic asks for one.</summary>
    public CodeAnswer? ContactCode { get; init; }

    /// <summary>The card, for staff.</summary>
    public PatientId? Patient { get; init; }

    /// <summary>Version of the consent text agreed to; strangers must name the one in force.</summary>
    public string? ConsentVersion { get; init; }

    public string? ConsentLanguage { get; init; }

    /// <summary>Version of the text about advertising agreed to; null where the patient did not, which changes nothing else.</summary>
    public string? MarketingVersion { get; init; }

    /// <summary>Staff: the patient signed the text in force on paper, in <see cref="ConsentLanguage"/>.</summary>
    public bool ConsentOnPaper { get; init; }

    /// <summary>Origin of the page with the widget.</summary>
    public string? Origin { get; init; }

    public PaymentKind Payment { get; init; }

    /// <summary>Voluntary insurance: the company.</summary>
    public string? Insurer { get; init; }

    /// <summary>Insurance of either kind: the number on the card.</summary>
    public string? Policy { get; init; }

    /// <summary>Number of the referral.</summary>
    public string? Referral { get; init; }

    /// <summary>Staff: the reason to book over whatever is there and beyond quotas, limits and roster.</summary>
    public string? Override { get; init; }

    /// <summary>With an override: even where the patient has another visit at the time.</summary>
    public bool OverridePatient { get; init; }

    public string? Comment { get; init; }

    public string? Source { get; init; }

    /// <summary>The caller's key: the same key and wish never make a second booking.</summary>
    public string? IdempotencyKey { get; init; }
}
