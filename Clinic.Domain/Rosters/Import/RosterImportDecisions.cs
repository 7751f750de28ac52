namespace Clinic.Domain.Rosters.Import;

/// <summary>What a person decided about the names that the database does not know for certain.</summary>
public sealed record RosterImportDecisions
{
    public static readonly RosterImportDecisions None = new();

    /// <summary>Create doctors whom nobody resembles and rooms that are unknown, unless decided otherwise by name.</summary>
    public bool CreateMissing { get; init; }

    /// <summary>By <see cref="DoctorQuestion.Key"/>.</summary>
    public IReadOnlyDictionary<string, DoctorDecision> Doctors { get; init; } = new Dictionary<string, DoctorDecision>();

    /// <summary>By <see cref="RoomQuestion.Key"/>: true creates the room, false takes the work without a room.</summary>
    public IReadOnlyDictionary<string, bool> Rooms { get; init; } = new Dictionary<string, bool>();
}

public enum DoctorChoice
{
    /// <summary>The name in the workbook means a doctor of the clinic.</summary>
    Same,

    /// <summary>Somebody new.</summary>
    New,

    /// <summary>The lines of this name are left out.</summary>
    Skip,
}

/// <param name="Choice">Who it is.</param>
/// <param name="Doctor">The doctor meant; for <see cref="DoctorChoice.Same"/> only.</param>
public sealed record DoctorDecision(DoctorChoice Choice, DoctorId? Doctor = null);

/// <summary>What becomes of a workbook with errors.</summary>
public enum RosterImportMode
{
    /// <summary>Any error refuses the whole workbook.</summary>
    AllOrNothing,

    /// <summary>The days of faulty cells and of names left open stay as they are; the rest is taken.</summary>
    WithoutFaultyCells,
}
