namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Reads the month roster that a clinic keeps in a spreadsheet (.xlsx, .xls or .csv; Russian, English or French).</summary>
public static class RosterWorkbook
{
    /// <summary>Never throws because of what the file contains: whatever cannot be read becomes a problem.</summary>
    /// <param name="file">Read to its end or to <see cref="WorkbookLimits.FileBytes"/>, synchronously.</param>
    /// <param name="fileName">For messages, and as the last place to look for the month; the kind is told by the content.</param>
    public static WorkbookReading Read(Stream file, string fileName)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fileName);

        var grids = FileGrids.From(file, fileName, GridLimits.Roster);
        var problems = new ProblemList();
        foreach (var problem in grids.Problems)
        {
            problems.Add(problem);
        }

        var sheets = new List<RosterSheet>();
        var headless = new List<SheetGrid>();
        foreach (var grid in grids.Sheets.Where(grid => !grid.IsBlank))
        {
            if (new SheetReader(grid, fileName, problems).Read() is { } found)
            {
                sheets.AddRange(found);
            }
            else
            {
                headless.Add(grid);
            }
        }

        // A sheet of notes beside good rosters is left out with a word; when no sheet is a roster, that is the error.
        foreach (var grid in headless)
        {
            var severity = sheets.Count > 0 ? ProblemSeverity.Warning : ProblemSeverity.Error;
            problems.Add(new(grid.Name, "", grid.Name, WorkbookProblemCodes.NoHeader, severity));
        }

        if (grids.Sheets.All(grid => grid.IsBlank) && grids.Problems.All(problem => problem.Severity != ProblemSeverity.Error))
        {
            problems.Error("", "", fileName, WorkbookProblemCodes.EmptyFile);
        }

        return new(DoubleWork.Remove(sheets, problems), problems.All);
    }
}
