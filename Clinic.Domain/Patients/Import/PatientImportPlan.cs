using Clinic.Domain.Availability;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>What becomes of a row that has no fault.</summary>
public enum RowFate
{
    /// <summary>A card is opened, or one that is there completed; its visit is booked, where it has one.</summary>
    Import,

    /// <summary>The file has said the same in a row above: nothing to do.</summary>
    Repeated,

    /// <summary>The visit is in the clinic's book already, or was and has been cancelled by the patient: nothing to do.</summary>
    Booked,
}

/// <summary>A row against the clinic as it is.</summary>
/// <param name="Row">As read.</param>
/// <param name="Fate">What becomes of it, unless it is at fault.</param>
/// <param name="Fault">Code of the first of its faults; null for none.</param>
/// <param name="Card">The patient's card; null for one to be opened.</param>
/// <param name="Visit">Doctor, visit type and start; null for none or for one that could not be read.</param>
public sealed record PlannedRow(PatientRow Row, RowFate Fate, string? Fault, PatientId? Card, SlotId? Visit)
{
    /// <summary>The doctor of the visit as the clinic has the name.</summary>
    public PersonName? Doctor { get; init; }

    /// <summary>Only time and rules stand against it: the names and the card are clear.</summary>
    internal bool LostPlace { get; init; }

    public bool IsGood => Fault is null;

    /// <summary>Whether a person who saw the other would be surprised by this one: a place that is gone meanwhile is told in its own way.</summary>
    internal bool IsAsSeen(PlannedRow seen) =>
        (Fate, Card, Visit) == (seen.Fate, seen.Card, seen.Visit) && (Fault == seen.Fault || (seen.IsGood && LostPlace)) && Row.Number == seen.Row.Number && Row.Sheet == seen.Row.Sheet;
}

/// <summary>What an import would do. Nothing has been saved yet; personal data, for staff only.</summary>
public sealed record PatientImportPlan
{
    public required PatientTableKind Kind { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<PlannedRow> Rows { get; init; } = [];

    /// <summary>Those of the file, then those of the rows.</summary>
    public IReadOnlyList<WorkbookProblem> Problems { get; init; } = [];

    /// <summary>People without a card, by the good rows.</summary>
    public int NewCards { get; init; }

    /// <summary>People whose card is there, by the good rows.</summary>
    public int FoundCards { get; init; }

    public int Visits => Rows.Count(r => r is { IsGood: true, Fate: RowFate.Import, Visit: not null });

    /// <summary>Visits that are in the book already.</summary>
    public int Booked => Rows.Count(r => r is { IsGood: true, Fate: RowFate.Booked });

    public int Repeated => Rows.Count(r => r is { IsGood: true, Fate: RowFate.Repeated });

    public int Faulty => Rows.Count(r => !r.IsGood);

    /// <summary>Rows are at fault, or a sheet of the file could not be read.</summary>
    public bool HasErrors => Faulty > 0 || Problems.Any(p => p.Severity == ProblemSeverity.Error);

    /// <summary>Nothing to do: cards and visits are as the table says.</summary>
    public bool IsEmpty => NewCards == 0 && Visits == 0 && !Completes;

    /// <summary>A card that is there gets what it has not.</summary>
    public bool Completes { get; init; }

    internal bool IsAsSeen(PatientImportPlan seen) => Kind == seen.Kind && Site == seen.Site && Rows.Count == seen.Rows.Count && Rows.Zip(seen.Rows).All(r => r.First.IsAsSeen(r.Second));
}
