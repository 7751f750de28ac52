namespace Clinic.Domain.Rosters.Workbook;

/// <summary>One cell as a person sees it. <paramref name="Date"/> is set when the cell is a calendar date, not just shown text.</summary>
internal readonly record struct GridCell(string Text, DateOnly? Date = null, double? Number = null)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}

/// <summary>Merged cells, zero-based and inclusive.</summary>
internal readonly record struct GridRange(int Top, int Left, int Bottom, int Right);

/// <summary>A sheet without its file format: texts, merges, and what is hidden. Rows and columns count from 0.</summary>
internal sealed class SheetGrid(string name, IReadOnlyList<GridCell[]> rows)
{
    private static readonly GridCell Nothing = new("");
    private readonly Dictionary<(int Row, int Column), GridRange> merged = [];

    public string Name { get; } = name;

    public int RowCount => rows.Count;

    public int ColumnCount { get; } = rows.Count == 0 ? 0 : rows.Max(row => row.Length);

    public HashSet<int> HiddenRows { get; init; } = [];

    public HashSet<int> HiddenColumns { get; init; } = [];

    public bool IsBlank => rows.All(row => row.All(cell => cell.IsEmpty));

    /// <summary>The cell's own content; nothing in the rest of a merged range.</summary>
    public GridCell At(int row, int column) =>
        row >= 0 && row < rows.Count && column >= 0 && column < rows[row].Length ? rows[row][column] : Nothing;

    /// <summary>The content a person sees at this place: a merged range shows its first cell everywhere.</summary>
    public GridCell Seen(int row, int column) =>
        MergeAt(row, column) is { } range ? At(range.Top, range.Left) : At(row, column);

    public GridRange? MergeAt(int row, int column) =>
        merged.TryGetValue((row, column), out var range) ? range : null;

    /// <summary>Returns false when the merges of this sheet cover more cells than a sheet may have.</summary>
    public bool Merge(IEnumerable<GridRange> ranges)
    {
        foreach (var range in ranges)
        {
            var (bottom, right) = (Math.Min(range.Bottom, RowCount - 1), Math.Min(range.Right, WorkbookLimits.Columns - 1));
            for (var row = Math.Max(range.Top, 0); row <= bottom; row++)
            {
                for (var column = Math.Max(range.Left, 0); column <= right; column++)
                {
                    merged[(row, column)] = range;
                }
            }

            if (merged.Count > WorkbookLimits.MergedCells)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The texts of one row in column order, without the empty ones.</summary>
    public List<string> Texts(int row) =>
        [.. Enumerable.Range(0, ColumnCount).Select(column => At(row, column)).Where(cell => !cell.IsEmpty).Select(cell => cell.Text)];

    public static string Address(int row, int column) => ColumnName(column) + RowName(row);

    public static string RowName(int row) => (row + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string ColumnName(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));
}
