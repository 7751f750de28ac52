using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Messages;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Patients;

/// <summary>A card with everything the desk wants to know of the patient, but for the visits, which are read by pages.</summary>
public sealed record PatientCard
{
    public required Patient Card { get; init; }

    public IReadOnlyList<PatientPolicy> Policies { get; init; } = [];

    public IReadOnlyList<PatientNote> Notes { get; init; } = [];

    public IReadOnlyList<Consent> Consents { get; init; } = [];

    /// <summary>Version of the consent text in force.</summary>
    public string ConsentVersion { get; init; } = "";

    /// <summary>What was written to the patient of the visits, the latest first, up to <see cref="ReadPatientCard.Messages"/>; a doctor's own visits for a doctor.</summary>
    public IReadOnlyList<CardMessage> Messages { get; init; } = [];

    /// <summary>False where no mail server is named: messages wait.</summary>
    public bool CanSend { get; init; }

    /// <summary>Others under the same telephone number.</summary>
    public IReadOnlyList<Person> Family { get; init; } = [];

    /// <summary>Merges that may be undone, the latest first.</summary>
    public IReadOnlyList<CardMerge> Merges { get; init; } = [];

    /// <summary>How often the patient did not come.</summary>
    public int NoShows { get; init; }

    /// <summary>How many visits took place.</summary>
    public int Done { get; init; }

    /// <summary>What happened to the card, the latest first.</summary>
    public IReadOnlyList<CardStep> History { get; init; } = [];

    /// <summary>IANA name of the clock by which times of the card are told: that of the first site.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What colleagues call those of the staff that the card speaks of, by their names for signing in.</summary>
    public IReadOnlyDictionary<string, string> Staff { get; init; } = new Dictionary<string, string>();

    /// <summary>False for a doctor, who reads.</summary>
    public bool MayEdit { get; init; }

    /// <summary>As colleagues call somebody.</summary>
    public string NameOf(string login) => Staff.GetValueOrDefault(login, login);
}

/// <summary>A duplicate that was merged into the card.</summary>
public sealed record CardMerge(Guid Id, PatientId Merged, PersonName Name, DateTime At, string By);

/// <summary>One step in the life of a card. Which fields, never what was in them.</summary>
public sealed record CardStep(DateTime At, string Actor, string Action, IReadOnlyList<string> Fields);

/// <summary>A message with the start of the visit that it tells of, and the clock of its site.</summary>
public sealed record CardMessage(Message Message, DateTime Start, string TimeZone);

/// <summary>A visit as a line of the card.</summary>
public sealed record CardVisit(BookingId Id, TimeRange Range, Site Site, PersonName Doctor, LocalText VisitType, string? Room, BookingStatus Status);

/// <summary>A page of visits.</summary>
/// <param name="Visits">Those of the page.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record CardVisits(IReadOnlyList<CardVisit> Visits, int Total);
