namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Where a grid begins and which column says what. A sheet may have several grids below each other.</summary>
/// <param name="Row">The row with the day numbers.</param>
/// <param name="Days">In column order, hidden columns too.</param>
/// <param name="MoreOfName">Columns of the given and the middle name, when the doctor's column has only the family name.</param>
internal sealed record GridHeader(
    int Row,
    int Doctor,
    int? Specialty,
    int? Room,
    int? Minutes,
    IReadOnlyList<DayHeading> Days,
    IReadOnlyList<string> Languages,
    IReadOnlyList<int> MoreOfName)
{
    /// <summary>A title, a few lines to approve and a legend may stand above the first grid.</summary>
    private const int FirstHeaderWithin = 40;

    private const int FewestDays = 5;

    public static List<GridHeader> FindAll(SheetGrid grid)
    {
        var found = new List<GridHeader>();
        for (var row = 0; row < grid.RowCount && (found.Count > 0 || row < FirstHeaderWithin); row++)
        {
            var days = DaysIn(grid, row);
            if (!grid.HiddenRows.Contains(row) && LooksLikeDays(days) && Find(grid, row, days, found.LastOrDefault()) is { } header)
            {
                found.Add(header);
            }
        }

        return found;
    }

    /// <summary>The row of weekday letters above or below the day numbers.</summary>
    public bool IsWeekdayRow(SheetGrid grid, int row)
    {
        var doctor = grid.At(row, Doctor);
        var filled = Days.Where(day => !grid.At(row, day.Column).IsEmpty).ToList();
        return (doctor.IsEmpty || HeaderWords.Role(doctor.Text) is not null)
            && filled.Count >= FewestDays
            && filled.TrueForAll(day => Weekdays.IsWeekday(grid.At(row, day.Column).Text));
    }

    /// <summary>"1 2 3 4 …" over every column: numbers for the columns, not days.</summary>
    public bool IsColumnNumbers(SheetGrid grid, int row) =>
        grid.At(row, Doctor).Number is not null && LooksLikeDays(DaysIn(grid, row));

    private static List<DayHeading> DaysIn(SheetGrid grid, int row)
    {
        var days = new List<DayHeading>();
        for (var column = 0; column < grid.ColumnCount; column++)
        {
            if (!grid.At(row, column).IsEmpty && DayHeading.Read(grid.At(row, column), column) is { } day)
            {
                days.Add(day);
            }
        }

        return days;
    }

    // One slip (a day twice, a day missing) must not hide the whole header.
    private static bool LooksLikeDays(List<DayHeading> days) =>
        days.Count >= FewestDays && days.Zip(days.Skip(1)).Count(pair => pair.Second.Day == pair.First.Day + 1) * 10 >= (days.Count - 1) * 6;

    private static GridHeader? Find(SheetGrid grid, int row, List<DayHeading> days, GridHeader? previous)
    {
        if (previous is not null && days.Exists(day => day.Column == previous.Doctor))
        {
            return null;
        }

        var columns = new Dictionary<ColumnRole, int>();
        var taken = days.Select(day => day.Column).ToHashSet();
        var languages = new List<string>();
        foreach (var candidate in new[] { row, row - 1, row - 2, row - 3, row + 1 }.Where(candidate => candidate >= 0))
        {
            for (var column = 0; column < grid.ColumnCount; column++)
            {
                if (!taken.Contains(column)
                    && HeaderWords.Role(grid.At(candidate, column).Text) is var (role, language)
                    && (role == ColumnRole.Ignored || columns.TryAdd(role, column)))
                {
                    taken.Add(column);
                    languages.Add(language);
                }
            }
        }

        int? Column(ColumnRole role, int? before) =>
            columns.TryGetValue(role, out var column) ? column : columns.Count == 0 ? before : null;

        // A second grid may leave its headings out; in a first one, a column of names speaks for itself.
        var doctor = Column(ColumnRole.Doctor, previous?.Doctor) ?? ColumnOfNames(grid, row, taken);
        return doctor is null
            ? null
            : new(
                row,
                doctor.Value,
                Column(ColumnRole.Specialty, previous?.Specialty),
                Column(ColumnRole.Room, previous?.Room),
                Column(ColumnRole.Minutes, previous?.Minutes),
                days,
                [.. languages.Where(language => language.Length > 0)],
                [.. new[] { Column(ColumnRole.Given, null), Column(ColumnRole.Middle, null) }.OfType<int>()]);
    }

    private static int? ColumnOfNames(SheetGrid grid, int row, HashSet<int> taken)
    {
        var best = Enumerable.Range(0, Math.Min(grid.ColumnCount, 10))
            .Where(column => !taken.Contains(column))
            .Select(column => (Column: column, Names: Enumerable.Range(row + 1, Math.Min(30, grid.RowCount - row - 1)).Count(below => IsName(grid.At(below, column).Text))))
            .OrderByDescending(candidate => candidate.Names)
            .FirstOrDefault();
        return best.Names > 0 ? best.Column : null;
    }

    private static bool IsName(string text) =>
        !HeaderWords.IsOutside(text) && DoctorCell.Read(text) is { Name.Given: not null };
}
