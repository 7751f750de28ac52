using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>Reads a table of patients or visits (.xlsx, .xls or .csv) by its headings in Russian, English or French.</summary>
public static class PatientTable
{
    /// <summary>Never throws because of what the file contains: whatever cannot be read becomes a problem.</summary>
    /// <param name="file">Read to its end or to <see cref="WorkbookLimits.FileBytes"/>, synchronously.</param>
    /// <param name="fileName">For messages; the kind of file is told by the content.</param>
    /// <param name="kind">What the rows are; null goes by the headings: with doctor, date and time they are visits.</param>
    /// <param name="now">The present: nobody is born later, which tells the century of a year of two digits.</param>
    public static PatientTableReading Read(Stream file, string fileName, PatientTableKind? kind, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fileName);
        var grids = FileGrids.From(file, fileName, GridLimits.Table);
        var problems = new ProblemList();
        foreach (var problem in grids.Problems)
        {
            problems.Add(problem);
        }

        var sheets = grids.Sheets.Where(g => !g.IsBlank).Select(g => (Grid: g, Header: TableHeader.Find(g))).ToList();
        var has = sheets.Exists(s => s.Header?.HasVisits == true);
        var chosen = kind ?? (has ? PatientTableKind.Visits : PatientTableKind.Cards);
        var rows = new List<PatientRow>();
        foreach (var (grid, header) in sheets)
        {
            if (header is null)
            {
                // A sheet of notes beside a good table is left out with a word.
                problems.Add(new(grid.Name, "", grid.Name, WorkbookProblemCodes.NoTableHeader, sheets.Exists(s => s.Header is not null) ? ProblemSeverity.Warning : ProblemSeverity.Error));
            }
            else if (header.Missing(chosen).ToList() is { Count: > 0 } missing)
            {
                missing.ForEach(code => problems.Error(grid.Name, SheetGrid.RowName(header.Row), "", code));
            }
            else
            {
                ReadSheet(grid, header, chosen, now, rows, problems);
            }
        }

        if (rows.Count == 0 && problems.All.All(p => p.Severity != ProblemSeverity.Error))
        {
            problems.Error("", "", fileName, sheets.Count == 0 ? WorkbookProblemCodes.EmptyFile : WorkbookProblemCodes.NoTableRows);
        }
        else if (rows.Count > GridLimits.Table.Rows)
        {
            rows.Clear();
            problems.Error("", "", fileName, WorkbookProblemCodes.TooManyRows, GridLimits.Table.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return new(chosen, has, rows, problems.All);
    }

    private static void ReadSheet(SheetGrid grid, TableHeader header, PatientTableKind kind, DateTime now, List<PatientRow> rows, ProblemList problems)
    {
        if (header.Unknown.Count > 0)
        {
            problems.Warning(grid.Name, SheetGrid.RowName(header.Row), string.Join(", ", header.Unknown), WorkbookProblemCodes.ColumnsLeftOut);
        }

        for (var row = header.Row + 1; row < grid.RowCount; row++)
        {
            if (header.Columns.Values.All(column => grid.At(row, column).IsEmpty))
            {
                continue;
            }

            if (grid.HiddenRows.Contains(row))
            {
                problems.Warning(grid.Name, SheetGrid.RowName(row), "", WorkbookProblemCodes.HiddenRowLeftOut);
                continue;
            }

            rows.Add(new RowReader(grid, header, row, now).Read(kind));
        }
    }
}
