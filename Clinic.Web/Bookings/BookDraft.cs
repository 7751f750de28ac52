using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>What the server knows of a panel that is being filled in, kept in the browser's tab beside what is typed there, so that a lost server loses nothing.</summary>
/// <param name="Key">The panel's idempotency key: whatever was sent before the server was lost is not booked twice.</param>
/// <param name="Doctor">What the panel was opened for.</param>
/// <param name="Site">The same.</param>
/// <param name="Start">The same.</param>
public sealed record BookDraft(string Key, int Doctor, int Site, DateTime Start)
{
    public int? Type { get; init; }

    /// <summary>The visit type was chosen by hand.</summary>
    public bool TypeChosen { get; init; }

    /// <summary>With whom and when, where an alternative was taken.</summary>
    public int? OtherDoctor { get; init; }

    public DateTime? At { get; init; }

    public string? Hold { get; init; }

    /// <summary>The card.</summary>
    public int? Patient { get; init; }

    /// <summary>The form of a new patient is open.</summary>
    public bool NewPatient { get; init; }

    public PaymentKind Payment { get; init; }

    /// <summary>Where it stands in the browser.</summary>
    public string Place => $"{Doctor}-{Site}-{Start:yyyyMMddHHmm}";
}
