namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Reads the month grids of one sheet.</summary>
internal sealed class SheetReader(SheetGrid grid, string fileName, ProblemList problems)
{
    /// <summary>Null when the sheet has no header to read from.</summary>
    public IReadOnlyList<RosterSheet>? Read()
    {
        var headers = GridHeader.FindAll(grid);
        if (headers.Count == 0)
        {
            return null;
        }

        var sheets = new List<RosterSheet>();
        SheetMonth? month = null;
        var top = 0;
        for (var i = 0; i < headers.Count; i++)
        {
            month = SheetMonth.Find(grid, top, headers[i], fileName) ?? month;
            if (month?.Year is not { } year)
            {
                problems.Error(grid.Name, "", month is null ? "" : SheetMonth.Print(month.Month, null), WorkbookProblemCodes.NoMonth);
                return sheets;
            }

            var language = Language(headers[i], month);
            var bottom = i + 1 < headers.Count ? headers[i + 1].Row - 1 : grid.RowCount - 1;
            var block = new GridBlock(grid, headers[i], bottom, year, month.Month, language, LegendFor(headers), problems);
            var rows = block.Read();
            top = block.LastRow + 1;
            if (i == 0 || rows.Count > 0)
            {
                Warn(headers[i], month, year);
            }

            // Two halves of one month below each other are one sheet; two months are two.
            var same = sheets.FindIndex(sheet => sheet.Year == year && sheet.Month == month.Month);
            if (same >= 0)
            {
                sheets[same] = sheets[same] with { Rows = [.. sheets[same].Rows, .. rows] };
            }
            else
            {
                sheets.Add(new(grid.Name, year, month.Month, language, rows));
            }
        }

        foreach (var empty in sheets.Where(sheet => sheet.Rows.Count == 0))
        {
            problems.Error(grid.Name, "", SheetMonth.Print(empty.Month, empty.Year), WorkbookProblemCodes.NoRows);
        }

        return [.. sheets.Where(sheet => sheet.Rows.Count > 0)];
    }

    private void Warn(GridHeader header, SheetMonth month, int year)
    {
        if (month.Contradiction is { } other)
        {
            problems.Warning(grid.Name, "", SheetMonth.Print(month.Month, year), WorkbookProblemCodes.MonthMismatch, other);
        }

        var weekdayRow = new[] { header.Row + 1, header.Row - 1, header.Row + 2 }.FirstOrDefault(row => header.IsWeekdayRow(grid, row), -1);
        foreach (var day in header.Days.Where(day => day.Day <= DateTime.DaysInMonth(year, month.Month)))
        {
            var row = day.Weekday is null ? weekdayRow : header.Row;
            var written = day.Weekday ?? (row < 0 ? null : Weekdays.Find(grid.At(row, day.Column).Text));
            if (written is not null && day.Month is null && written != new DateOnly(year, month.Month, day.Day).DayOfWeek)
            {
                problems.Warning(grid.Name, SheetGrid.Address(row, day.Column), grid.At(row, day.Column).Text, WorkbookProblemCodes.WeekdayMismatch, FormattableString.Invariant($"{day.Day:00}.{month.Month:00}.{year}"));
                return;
            }
        }
    }

    private string? Language(GridHeader header, SheetMonth month)
    {
        var votes = header.Languages.Append(month.Language).Append(month.Language).OfType<string>().ToList();
        var winner = votes.GroupBy(vote => vote).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
        return winner ?? (Enumerable.Range(0, grid.RowCount).Any(row => grid.Texts(row).Exists(CellText.HasCyrillic)) ? "ru" : null);
    }

    // Lines with hours in the day columns are doctors' lines, whatever else stands there.
    private Legend LegendFor(List<GridHeader> headers)
    {
        var legend = new Legend();
        for (var row = 0; row < grid.RowCount; row++)
        {
            if (!headers.Exists(header => header.Row == row)
                && !headers[0].Days.Any(day => HoursText.Read(grid.At(row, day.Column).Text) is not null))
            {
                legend.Learn(grid.Texts(row));
            }
        }

        return legend;
    }
}
