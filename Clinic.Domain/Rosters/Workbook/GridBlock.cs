namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Reads the lines of one grid: tells doctors from section headings, totals, lines to sign on and the legend.</summary>
internal sealed class GridBlock(
    SheetGrid grid, GridHeader header, int bottom, int year, int month, string? language, Legend legend, ProblemList problems)
{
    private readonly DayColumns days = new(grid, header, year, month);
    private readonly List<RosterRow> rows = [];
    private readonly List<int> unknown = [];
    private readonly List<int> hidden = [];
    private string? section;

    /// <summary>The last row that belongs to the grid: a heading, a doctor, a section. What follows after a gap is signatures and notes.</summary>
    private int lastOfGrid = header.Row;

    /// <summary>The last doctor's line, or the header when there is none.</summary>
    public int LastRow { get; private set; } = header.Row;

    public IReadOnlyList<RosterRow> Read()
    {
        section = HeaderWords.IsSpecialty(grid.Name) && Months.InSheetName(grid.Name) is null ? grid.Name : null;
        for (var row = header.Row + 1; row <= bottom; row++)
        {
            if (grid.HiddenRows.Contains(row))
            {
                hidden.Add(row);
                lastOfGrid = row;
            }
            else
            {
                ReadRow(row);
            }
        }

        foreach (var row in unknown.Where(row => row < LastRow))
        {
            problems.Warning(grid.Name, SheetGrid.RowName(row), string.Join(' ', grid.Texts(row)), WorkbookProblemCodes.RowSkipped);
        }

        if (rows.Count > 0)
        {
            days.Report(problems, header.Row, LastRow);
            ReportHidden();
        }

        return rows;
    }

    private void ReadRow(int row)
    {
        var texts = grid.Texts(row);
        if (texts.Count == 0 || header.IsWeekdayRow(grid, row) || header.IsColumnNumbers(grid, row))
        {
            lastOfGrid = texts.Count == 0 ? lastOfGrid : row;
            return;
        }

        var name = grid.MergeAt(row, header.Doctor) is { } range && range.Right >= header.Days[0].Column && header.Days[0].Column > header.Doctor
            ? ""
            : NameIn(row);
        var cells = days.Read(row, legend, language);
        var working = cells.Exists(cell => cell.Content.Work.Count > 0 || cell.Content.Code is WorkbookProblemCodes.BadHours or WorkbookProblemCodes.DateInsteadOfHours or WorkbookProblemCodes.EndBeforeStart or WorkbookProblemCodes.OverlappingHours);

        if (BesideTheGrid(row, name, working))
        {
            return;
        }

        if (!working && texts.Count == 1 && HeaderWords.IsSpecialty(texts[0]))
        {
            section = CellText.Clean(texts[0]);
            lastOfGrid = row;
            return;
        }

        var doctor = DoctorOf(row, name, working);
        if (doctor is null)
        {
            if (working)
            {
                problems.Error(grid.Name, SheetGrid.Address(row, header.Doctor), name, WorkbookProblemCodes.NoDoctor);
                LastRow = lastOfGrid = row;
            }
            else
            {
                unknown.Add(row);
            }

            return;
        }

        // Below the grid a lone name belongs to a signature.
        var lone = cells.TrueForAll(cell => cell.Content.Mark == DayMark.Empty) && Value(row, header.Specialty) is null && Value(row, header.Room) is null;
        if (lone && (lastOfGrid < row - 1 || doctor.Name.Given is null))
        {
            unknown.Add(row);
            return;
        }

        Add(row, name, doctor, cells);
    }

    /// <summary>Totals and lines to sign on. A head of department in the specialty column is still a doctor.</summary>
    private bool BesideTheGrid(int row, string name, bool working)
    {
        var elsewhere = Enumerable.Range(0, grid.ColumnCount)
            .Where(column => column != header.Specialty && column != header.Room)
            .Select(column => grid.At(row, column).Text)
            .Where(text => text.Length > 0);
        return HeaderWords.IsTotal(name)
            || (name.Length == 0 && elsewhere.Any(HeaderWords.IsTotal))
            || (!working && elsewhere.Any(HeaderWords.IsOutside));
    }

    private string NameIn(int row)
    {
        var family = grid.Seen(row, header.Doctor).Text;
        var more = header.MoreOfName.Select(column => CellText.Clean(grid.Seen(row, column).Text)).Where(text => text.Length > 0).ToList();
        return more.Count == 0 || string.IsNullOrWhiteSpace(family) ? family : $"{CellText.Clean(family)}, {string.Join(' ', more)}";
    }

    private DoctorCell? DoctorOf(int row, string name, bool working)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            return DoctorCell.Read(name);
        }

        // The second line of a doctor whose merged name was lost on the way to .csv: its own room or specialty tells.
        if (working && row == LastRow + 1 && rows.Count > 0 && (Value(row, header.Specialty) ?? Value(row, header.Room)) is not null)
        {
            problems.Warning(grid.Name, SheetGrid.Address(row, header.Doctor), "", WorkbookProblemCodes.NameFromAbove, rows[^1].DoctorText);
            return new(rows[^1].Doctor, null, null);
        }

        return null;
    }

    private void Add(int row, string name, DoctorCell doctor, List<(int Column, DateOnly Date, string Text, bool Reported, DayCell Content)> cells)
    {
        var written = string.IsNullOrWhiteSpace(name) ? rows[^1].DoctorText : CellText.Clean(name).Replace('\n', ' ');
        foreach (var cell in cells.Where(cell => cell.Content.Code is not null && !cell.Reported))
        {
            var address = SheetGrid.Address(row, cell.Column);
            problems.Add(new(
                grid.Name,
                address,
                CellText.Quote(cell.Text),
                cell.Content.Code!,
                cell.Content.IsError ? ProblemSeverity.Error : ProblemSeverity.Warning,
                cell.Content.Expected));
        }

        rows.Add(new(
            row + 1,
            written,
            doctor.Name,
            Value(row, header.Specialty) ?? doctor.Specialty ?? section,
            (Value(row, header.Room) is { } room ? RoomText.Read(room) : null) ?? doctor.Room,
            MinutesOf(row),
            [.. cells.Select(cell => new RosterCell(cell.Date, SheetGrid.Address(row, cell.Column), cell.Text, cell.Content.Work, cell.Content.Mark)).OrderBy(cell => cell.Date)]));
        LastRow = lastOfGrid = row;
    }

    private string? Value(int row, int? column) =>
        column is { } known && CellText.Clean(grid.Seen(row, known).Text).Replace('\n', ' ') is { Length: > 0 } text && text.Any(char.IsLetterOrDigit) ? text : null;

    private int? MinutesOf(int row)
    {
        if (Value(row, header.Minutes) is not { } text)
        {
            return null;
        }

        if (MinutesText.Read(text) is { } minutes)
        {
            return minutes;
        }

        problems.Warning(
            grid.Name,
            SheetGrid.Address(row, header.Minutes!.Value),
            text,
            WorkbookProblemCodes.MinutesOutOfRange,
            FormattableString.Invariant($"{WorkbookLimits.MinMinutesPerVisit}–{WorkbookLimits.MaxMinutesPerVisit}"));
        return null;
    }

    private void ReportHidden()
    {
        var filled = hidden.Where(row => row <= LastRow + 1 && grid.Texts(row).Count > 0 && !header.IsWeekdayRow(grid, row)).ToList();
        foreach (var run in Runs.Of(filled))
        {
            var address = run.First == run.Last ? SheetGrid.RowName(run.First) : $"{SheetGrid.RowName(run.First)}:{SheetGrid.RowName(run.Last)}";
            problems.Warning(grid.Name, address, grid.Seen(run.First, header.Doctor).Text, WorkbookProblemCodes.HiddenRowSkipped);
        }
    }
}
