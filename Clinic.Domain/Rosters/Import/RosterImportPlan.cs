using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>What an import would do. Nothing has been saved yet.</summary>
public sealed record RosterImportPlan
{
    public required SiteId Site { get; init; }

    /// <summary>First and last date of the workbook; null when it holds no roster.</summary>
    public (DateOnly First, DateOnly Last)? Dates { get; init; }

    /// <summary>The doctors whose lines are taken, in the order of the workbook.</summary>
    public IReadOnlyList<PlannedDoctor> Doctors { get; init; } = [];

    /// <summary>Days that would differ, by doctor and date; past ones among them stay as they are.</summary>
    public IReadOnlyList<DayChange> Days { get; init; } = [];

    /// <summary>Days that are already as the workbook says.</summary>
    public int Unchanged { get; init; }

    /// <summary>Days with a cell that was not understood or contradicts another: left as they are.</summary>
    public int Faulty { get; init; }

    public IReadOnlyList<DoctorQuestion> DoctorQuestions { get; init; } = [];

    public IReadOnlyList<RoomQuestion> RoomQuestions { get; init; } = [];

    /// <summary>Specialties that come with new doctors.</summary>
    public IReadOnlyList<LocalText> NewSpecialties { get; init; } = [];

    /// <summary>Those of the reader and of the comparison, in that order.</summary>
    public IReadOnlyList<WorkbookProblem> Problems { get; init; } = [];

    /// <summary>Booked visits that would no longer lie inside a shift; personal data, for staff only.</summary>
    public IReadOnlyList<AffectedBooking> AffectedBookings { get; init; } = [];

    /// <summary>Stands for all of the above; differs as soon as anything of it does.</summary>
    public string Fingerprint { get; init; } = "";

    public bool HasErrors => Problems.Any(p => p.Severity == ProblemSeverity.Error);

    public IEnumerable<DayChange> Changes => Days.Where(d => d.Kind != DayChangeKind.Past);

    public IEnumerable<PlannedDoctor> NewDoctors => Doctors.Where(d => d.IsNew);

    public IEnumerable<RoomQuestion> NewRooms => RoomQuestions.Where(r => r.Create == true);

    /// <summary>Nothing to do: the roster is as the workbook says.</summary>
    public bool IsEmpty => !Changes.Any() && !NewDoctors.Any() && !NewRooms.Any() && !Doctors.Any(d => d.Returns);

    public int Count(DayChangeKind kind) => Days.Count(d => d.Kind == kind);
}

/// <summary>A doctor of the workbook. Two names in it may be one doctor.</summary>
/// <param name="Key">Of the first name in the workbook.</param>
/// <param name="Id">Null for a doctor to be created.</param>
/// <param name="Name">As the clinic has it; of a new doctor, as the workbook has it.</param>
/// <param name="Specialties">Of a new doctor, as written, with the language of the sheet.</param>
/// <param name="Returns">The doctor had left and works again.</param>
public sealed record PlannedDoctor(string Key, DoctorId? Id, PersonName Name, IReadOnlyList<PlannedSpecialty> Specialties, bool Returns)
{
    public bool IsNew => Id is null;
}

/// <param name="Name">The clinic's own name of it, or as the workbook has it.</param>
/// <param name="Id">Null for one to be created.</param>
public sealed record PlannedSpecialty(LocalText Name, SpecialtyId? Id);

/// <summary>A name that no doctor of the clinic bears exactly. Without candidates it is simply unknown and offered for creation.</summary>
/// <param name="Key">Names the question in <see cref="RosterImportDecisions"/>.</param>
/// <param name="Written">As the workbook has it.</param>
/// <param name="Rows">Lines of the sheet.</param>
/// <param name="Answer">Null while open: the lines are left out.</param>
public sealed record DoctorQuestion(
    string Key, string Written, string? Specialty, string Sheet, IReadOnlyList<int> Rows, IReadOnlyList<DoctorCandidate> Candidates, DoctorDecision? Answer);

/// <param name="Active">False for a doctor who left; taken as the same, the doctor works again.</param>
public sealed record DoctorCandidate(DoctorId Id, PersonName Name, IReadOnlyList<LocalText> Specialties, bool Active);

/// <summary>A room that the site does not have.</summary>
/// <param name="Create">Null while open: the cells are left out.</param>
public sealed record RoomQuestion(string Key, string Name, bool? Create);

public enum DayChangeKind
{
    /// <summary>No work so far, work from now on.</summary>
    Created,

    /// <summary>Other hours, room or minutes, or another reason not to work.</summary>
    Changed,

    /// <summary>Work so far, none from now on.</summary>
    Removed,

    /// <summary>The date has passed: left as it was.</summary>
    Past,
}

public sealed record DayChange(PlannedDoctor Doctor, DateOnly Date, DayChangeKind Kind, DayPlan Before, DayPlan After)
{
    /// <summary>The roster lines alone say so: no exception is needed.</summary>
    internal bool AsLinesSay { get; init; }
}

/// <summary>A booked visit that would lose its shift.</summary>
/// <param name="Start">Clinic time.</param>
public sealed record AffectedBooking(
    BookingId Id, string Code, PersonName Doctor, DateTimeOffset Start, DateTimeOffset End, LocalText VisitType, PersonName? Patient, string? Phone, int Version);
