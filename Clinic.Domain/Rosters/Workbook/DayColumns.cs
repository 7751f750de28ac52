using System.Globalization;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The columns that are days of the month, one per date, and what was wrong with them.</summary>
internal sealed class DayColumns
{
    private readonly SheetGrid grid;
    private readonly List<(int Column, DateOnly Date)> usable = [];
    private readonly List<DayHeading> repeated = [];
    private readonly List<DayHeading> outside = [];
    private readonly List<int> hidden = [];
    private readonly List<int> missing;

    public DayColumns(SheetGrid grid, GridHeader header, int year, int month)
    {
        this.grid = grid;
        var length = DateTime.DaysInMonth(year, month);
        var seen = new HashSet<int>();
        foreach (var day in header.Days)
        {
            if (day.Day > length)
            {
                outside.Add(day);
            }
            else if (!seen.Add(day.Day))
            {
                repeated.Add(day);
            }
            else if (grid.HiddenColumns.Contains(day.Column))
            {
                hidden.Add(day.Column);
            }
            else
            {
                usable.Add((day.Column, new(year, month, day.Day)));
            }
        }

        // A grid of half a month lacks no days outside its half.
        var last = header.Days.Max(day => Math.Min(day.Day, length));
        var first = header.Days.Min(day => day.Day);
        missing = [.. Enumerable.Range(first, last - first + 1).Where(day => !seen.Contains(day))];
    }

    /// <summary>The days of one line. Reported: the cell repeats a merged one, whose problem is told at its first day.</summary>
    public List<(int Column, DateOnly Date, string Text, bool Reported, DayCell Content)> Read(int row, Legend legend, string? language)
    {
        var cells = new List<(int, DateOnly, string, bool, DayCell)>(usable.Count);
        foreach (var (column, date) in usable)
        {
            var merge = grid.MergeAt(row, column);
            var cell = grid.Seen(row, column);
            var content = DayCell.Read(cell, legend, language);

            // Hours merged over a doctor's two lines are worked once; a vacation covers both.
            var below = merge is { } range && range.Top < row;
            if (below && content.Mark == DayMark.None)
            {
                (cell, content) = (new(""), new([], DayMark.Empty));
            }

            cells.Add((column, date, CellText.Clean(cell.Text), below || (merge is { } wide && wide.Left < column), content));
        }

        return cells;
    }

    public void Report(ProblemList problems, int headerRow, int lastRow)
    {
        foreach (var day in repeated)
        {
            problems.Error(grid.Name, SheetGrid.Address(headerRow, day.Column), grid.At(headerRow, day.Column).Text, WorkbookProblemCodes.DuplicateDay, day.Day.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var day in outside.Where(day => Enumerable.Range(headerRow + 1, lastRow - headerRow).Any(row => !grid.At(row, day.Column).IsEmpty && !Weekdays.IsWeekday(grid.At(row, day.Column).Text))))
        {
            problems.Warning(grid.Name, SheetGrid.Address(headerRow, day.Column), grid.At(headerRow, day.Column).Text, WorkbookProblemCodes.DayNotInMonth);
        }

        if (missing.Count > 0)
        {
            problems.Warning(grid.Name, SheetGrid.RowName(headerRow), "", WorkbookProblemCodes.DayMissing, string.Join(", ", missing));
        }

        foreach (var (first, last) in Runs.Of(hidden))
        {
            var address = first == last ? SheetGrid.ColumnName(first) : $"{SheetGrid.ColumnName(first)}:{SheetGrid.ColumnName(last)}";
            problems.Warning(grid.Name, address, grid.At(headerRow, first).Text, WorkbookProblemCodes.HiddenColumnSkipped);
        }
    }
}
