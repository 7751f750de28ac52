using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>.xlsx and .xls into grids. Formulas give their stored results; nothing is computed, linked or run.</summary>
internal sealed class ExcelGrids
{
    /// <summary>Rows looked at past the row limit: text there refuses the file, text further out is not the roster.</summary>
    private const int EmptyTail = 1_000;

    /// <summary>Likewise for columns; sheets with formats out to the last of Excel's columns are common.</summary>
    private const int EmptyWidth = 1_000;

    /// <summary>Excel itself has 16,384 columns; a reference beyond them is an attempt to make the reader allocate.</summary>
    private const int ExcelColumns = 16_384;

    /// <summary>A damaged .xls can claim hundreds of millions of rows, and the reader would look for each.</summary>
    private const int ExcelRows = 1_048_576;

    private readonly GridLimits limits;

    static ExcelGrids() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private ExcelGrids(GridLimits limits) => this.limits = limits;

    public static FileGrids From(byte[] bytes, string fileName, GridLimits limits)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
            return new ExcelGrids(limits).Read(reader, fileName);
        }
        catch (InvalidPasswordException)
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.PasswordProtected);
        }
#pragma warning disable CA1031 // A damaged file makes the reader throw almost anything; whatever it is, the file cannot be read.
        catch (Exception)
#pragma warning restore CA1031
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.UnreadableFile);
        }
    }

    private FileGrids Read(IExcelDataReader reader, string fileName)
    {
        if (reader.ResultsCount > WorkbookLimits.Sheets)
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.TooManySheets, Number(WorkbookLimits.Sheets));
        }

        var grids = new List<SheetGrid>();
        var problems = new List<WorkbookProblem>();
        do
        {
            if (reader.VisibleState is not "visible")
            {
                problems.Add(new(reader.Name, "", reader.Name, WorkbookProblemCodes.HiddenSheetSkipped, ProblemSeverity.Warning));
                continue;
            }

            if (reader.FieldCount > ExcelColumns || reader.RowCount > ExcelRows)
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.UnreadableFile);
            }

            var (grid, refusal) = ReadSheet(reader);
            if (grid is null)
            {
                return FileGrids.Refused(fileName, refusal!, Number(refusal == WorkbookProblemCodes.TooManyColumns ? WorkbookLimits.Columns : limits.Rows));
            }

            grids.Add(grid);
        }
        while (reader.NextResult());

        return new(grids, problems);
    }

    private static string Number(int limit) => limit.ToString(CultureInfo.InvariantCulture);

    private (SheetGrid? Grid, string? Refusal) ReadSheet(IExcelDataReader reader)
    {
        var rows = new List<GridCell[]>();
        var hiddenRows = new HashSet<int>();
        var columns = Math.Min(reader.FieldCount, WorkbookLimits.Columns);
        var lastFilled = -1;
        for (var row = 0; reader.Read(); row++)
        {
            var cells = new GridCell[columns];
            var filled = false;
            for (var column = 0; column < columns; column++)
            {
                cells[column] = Cell(reader.GetValue(column));
                filled |= !cells[column].IsEmpty;
            }

            if (filled && row >= limits.Rows)
            {
                return (null, WorkbookProblemCodes.TooManyRows);
            }

            for (var column = columns; column < Math.Min(reader.FieldCount, EmptyWidth); column++)
            {
                if (!Cell(reader.GetValue(column)).IsEmpty)
                {
                    return (null, WorkbookProblemCodes.TooManyColumns);
                }
            }

            if (row >= limits.Rows + EmptyTail)
            {
                break;
            }

            lastFilled = filled ? row : lastFilled;
            if (row < limits.Rows)
            {
                rows.Add(filled ? cells : []);
                if (reader.RowHeight == 0)
                {
                    hiddenRows.Add(row);
                }
            }
        }

        rows.RemoveRange(lastFilled + 1, rows.Count - lastFilled - 1);
        var grid = new SheetGrid(reader.Name, rows)
        {
            HiddenRows = hiddenRows,
            HiddenColumns = [.. Enumerable.Range(0, columns).Where(column => reader.GetColumnWidth(column) == 0)],
        };
        var merges = (reader.MergeCells ?? []).Select(range => new GridRange(range.FromRow, range.FromColumn, range.ToRow, range.ToColumn));
        return grid.Merge(merges) ? (grid, null) : (null, WorkbookProblemCodes.TooManyRows);
    }

    private GridCell Cell(object? value) => value switch
    {
        null => new(""),
        string text => new(limits.Cut(text)),
        double number => new(number.ToString("0.############", CultureInfo.InvariantCulture), Number: number),
        int number => new(number.ToString(CultureInfo.InvariantCulture), Number: number),

        // A serial below one is a time of day, which the reader puts on the eve of Excel's calendar.
        DateTime { Year: < 1900 } time => new(time.ToString("H:mm", CultureInfo.InvariantCulture)),
        DateTime { TimeOfDay.Ticks: > 0 } moment => new(moment.ToString("dd.MM.yyyy H:mm", CultureInfo.InvariantCulture), DateOnly.FromDateTime(moment)),
        DateTime date => new(date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), DateOnly.FromDateTime(date)),
        TimeSpan time => new(time.ToString(@"h\:mm", CultureInfo.InvariantCulture)),
        _ => new(limits.Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")),
    };
}
