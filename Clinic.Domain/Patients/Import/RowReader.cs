using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>Takes one row of a table apart.</summary>
internal sealed class RowReader(SheetGrid grid, TableHeader header, int row, DateTime now)
{
    // A visit is planned for this century.
    private const int LastYearOfVisits = 2099;
    private static readonly string[] SelfPay = ["платно", "наличн", "самооплата", "за свой счет", "собственные средства", "карта", "self", "cash", "private pay", "card", "personnel", "especes", "cb", "hors convention", "a la charge du patient"];
    private static readonly string[] Vhi = ["дмс", "страхов", "vhi", "insur", "private", "assur", "mutuelle", "avm"];
    private static readonly string[] Oms = ["омс", "бюджет", "бесплатно", "oms", "state", "public", "national", "amo", "secu", "assurance maladie"];
    private readonly List<(string Code, TableField Field)> faults = [];

    internal PatientRow Read(PatientTableKind kind)
    {
        var (family, given, middle) = Name();
        var details = new PatientDetails
        {
            Contact = new() { Family = family, Given = given, Middle = middle, Phone = Text(TableField.Phone), BirthDate = Date(TableField.Born, now.Year), Email = Text(TableField.Email) },
            CardNumber = Text(TableField.CardNumber),
        };
        var visit = kind == PatientTableKind.Visits ? Visit() : null;
        var read = new PatientRow(grid.Name, row + 1, details, visit)
        {
            Oms = Text(TableField.Oms),
            Vhi = Text(TableField.Vhi),
            Insurer = Text(TableField.Insurer),
            Cells = header.Columns.ToDictionary(c => c.Key, c => new RowCell(SheetGrid.Address(row, c.Value), grid.At(row, c.Value).Text)),
        };
        return read with { Faults = [.. faults.Select(f => read.Problem(f.Code, ProblemSeverity.Error, null, f.Field))] };
    }

    private (string? Family, string? Given, string? Middle) Name()
    {
        if (!header.Has(TableField.Name) && !header.Has(TableField.NameFamilyFirst))
        {
            return (Cased(TableField.Family), Cased(TableField.Given), Cased(TableField.Middle));
        }

        var text = Text(TableField.NameFamilyFirst) ?? Text(TableField.Name);
        if (text is null)
        {
            return (Cased(TableField.Family), Cased(TableField.Given), Cased(TableField.Middle));
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // What the heading says about the order counts; in Russian it is plain by the words themselves.
        var ordered = header.Has(TableField.NameFamilyFirst) && !CellText.HasCyrillic(text) && !text.Contains(',') && words.Length > 1
            ? $"{words[0]}, {string.Join(' ', words[1..])}" : text;
        return NameText.Read(ordered) is { } name
            ? (name.Family, name.Given, name.Middle)
            : (words[0], words.ElementAtOrDefault(1), words.Length > 2 ? string.Join(' ', words[2..]) : null);
    }

    private RowVisit? Visit()
    {
        var doctor = Text(TableField.Doctor);
        var (date, time) = header.Has(TableField.DateTime) && !Cell(TableField.DateTime).IsEmpty
            ? MomentText.Both(Cell(TableField.DateTime), LastYearOfVisits)
            : (MomentText.Date(Cell(TableField.Date), LastYearOfVisits), MomentText.Time(Cell(TableField.Time)));
        if (doctor is null && new[] { TableField.DateTime, TableField.Date, TableField.Time }.All(f => Cell(f).IsEmpty))
        {
            return null;
        }

        if (doctor is null)
        {
            faults.Add((ProblemCodes.Required, TableField.Doctor));
        }

        Missed(date is null, TableField.Date, ProblemCodes.BadDate);
        Missed(time is null, TableField.Time, WorkbookProblemCodes.BadTime);
        return new(doctor ?? "", date, time, Text(TableField.VisitType), Text(TableField.Site), Payment(), Comment());
    }

    private void Missed(bool missed, TableField own, string code)
    {
        if (missed)
        {
            var field = header.Has(own) && Cell(TableField.DateTime).IsEmpty ? own : TableField.DateTime;
            faults.Add((Cell(field).IsEmpty ? ProblemCodes.Required : code, field));
        }
    }

    private PaymentKind Payment()
    {
        if (Text(TableField.Payment) is not { } text)
        {
            return PaymentKind.SelfPay;
        }

        var folded = CellText.Fold(text);
        foreach (var (kind, words) in new[] { (PaymentKind.Oms, Oms), (PaymentKind.SelfPay, SelfPay), (PaymentKind.Vhi, Vhi) })
        {
            if (words.Any(w => folded.StartsWith(CellText.Fold(w), StringComparison.Ordinal)))
            {
                return kind;
            }
        }

        faults.Add((WorkbookProblemCodes.UnknownPayment, TableField.Payment));
        return PaymentKind.SelfPay;
    }

    private DateOnly? Date(TableField field, int latest)
    {
        if (Cell(field).IsEmpty)
        {
            return null;
        }

        var date = MomentText.Date(Cell(field), latest);
        if (date is null)
        {
            faults.Add((ProblemCodes.BadDate, field));
        }

        return date;
    }

    private string? Cased(TableField field) => Text(field) is { } text ? string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NameText.Case)) : null;

    private string? Text(TableField field) => CellText.Clean(Cell(field).Text) is { Length: > 0 } text ? text.Replace('\n', ' ') : null;

    /// <summary>As somebody wrote it, signs and all.</summary>
    private string? Comment() => Cell(TableField.Comment).Text.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;

    private GridCell Cell(TableField field) => header.Columns.TryGetValue(field, out var column) ? grid.At(row, column) : new("");
}
