using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>What each row of a table is.</summary>
public enum PatientTableKind
{
    /// <summary>A patient's card.</summary>
    Cards,

    /// <summary>A visit of a patient, with what the card needs; a row without doctor, date and time is a card alone.</summary>
    Visits,
}

/// <summary>A table of patients or visits as it was read, before the clinic is asked anything.</summary>
/// <param name="Kind">What was read.</param>
/// <param name="MayHaveVisits">The heading names two of doctor, date and time.</param>
/// <param name="Rows">In the order of the file, without blank ones.</param>
/// <param name="Problems">Of the file and its headings.</param>
public sealed record PatientTableReading(PatientTableKind Kind, bool MayHaveVisits, IReadOnlyList<PatientRow> Rows, IReadOnlyList<WorkbookProblem> Problems)
{
    /// <summary>There is nothing to import: the first problems say why.</summary>
    public bool IsUnusable => Rows.Count == 0;
}

/// <summary>A row as it was read.</summary>
/// <param name="Sheet">The name of its sheet.</param>
/// <param name="Number">Its number in the sheet, from 1.</param>
/// <param name="Details">The card as typed, checked with the clinic's other cards.</param>
/// <param name="Visit">Null for a card alone.</param>
public sealed record PatientRow(string Sheet, int Number, PatientDetails Details, RowVisit? Visit)
{
    /// <summary>Number of the compulsory insurance.</summary>
    public string? Oms { get; init; }

    /// <summary>Number of the voluntary insurance, and the company.</summary>
    public string? Vhi { get; init; }

    public string? Insurer { get; init; }

    /// <summary>What could not be read of it.</summary>
    public IReadOnlyList<WorkbookProblem> Faults { get; init; } = [];

    internal IReadOnlyDictionary<TableField, RowCell> Cells { get; init; } = new Dictionary<TableField, RowCell>();

    /// <summary>A fault of the row: in the first of the fields that it has, else of the row as a whole.</summary>
    internal WorkbookProblem Problem(string code, ProblemSeverity severity, string? expected, params TableField[] fields)
    {
        foreach (var field in fields)
        {
            if (Cells.TryGetValue(field, out var cell))
            {
                return new(Sheet, cell.Address, CellText.Quote(cell.Text), code, severity, expected);
            }
        }

        return new(Sheet, SheetGrid.RowName(Number - 1), "", code, severity, expected);
    }
}

/// <summary>A visit as written; the names are looked up at the clinic.</summary>
/// <param name="Date">Null where it could not be read.</param>
/// <param name="Time">Clinic time; null where it could not be read.</param>
/// <param name="VisitType">Null for the doctor's usual one.</param>
/// <param name="Site">Null for the one chosen for the file.</param>
public sealed record RowVisit(string Doctor, DateOnly? Date, TimeOnly? Time, string? VisitType, string? Site, PaymentKind Payment, string? Comment);

/// <summary>A cell of a row, for those who have to find it again.</summary>
internal readonly record struct RowCell(string Address, string Text);
