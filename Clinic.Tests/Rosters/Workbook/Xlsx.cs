using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Clinic.Tests.Rosters.Workbook;

/// <summary>Writes small .xlsx files cell by cell, with what a text table cannot hold: dates, merges, hidden rows and columns.</summary>
internal sealed class Xlsx
{
    private readonly List<Sheet> sheets = [];
    private Sheet current = new("График");

    private sealed record Sheet(string Name)
    {
        public SortedDictionary<int, SortedDictionary<int, Cell>> Rows { get; } = [];
        public List<string> Merges { get; } = [];
        public HashSet<int> HiddenRows { get; } = [];
        public HashSet<int> HiddenColumns { get; } = [];
        public bool Hidden { get; set; }
    }

    public Xlsx OnSheet(string name, bool hidden = false)
    {
        current = new(name) { Hidden = hidden };
        sheets.Add(current);
        return this;
    }

    /// <summary>Fills a row from column A; texts made of digits become numbers; empty texts leave no cell.</summary>
    public Xlsx Row(int row, string cells)
    {
        foreach (var (text, i) in cells.Split('|').Select((text, i) => (text, i)).Where(pair => pair.text.Length > 0))
        {
            Put(row, i + 1, int.TryParse(text, out _)
                ? new Cell { CellValue = new(text) }
                : new Cell { DataType = CellValues.InlineString, InlineString = new(new Text(text) { Space = SpaceProcessingModeValues.Preserve }) });
        }

        return this;
    }

    /// <summary>A number cell; style 1 is d-mmm, 2 is h:mm, 3 is dd.mm.yyyy.</summary>
    public Xlsx Number(int row, int column, double value, uint style) =>
        Put(row, column, new() { CellValue = new(value), StyleIndex = style });

    public Xlsx Merge(string range)
    {
        current.Merges.Add(range);
        return this;
    }

    public Xlsx HideRow(int row)
    {
        current.HiddenRows.Add(row);
        return this;
    }

    public Xlsx HideColumn(int column)
    {
        current.HiddenColumns.Add(column);
        return this;
    }

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            book.Workbook = new(new Sheets());
            foreach (var sheet in sheets.Count > 0 ? sheets : [current])
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = Worksheet(sheet);
                book.Workbook.Sheets!.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Name = sheet.Name,
                    SheetId = (uint)book.Workbook.Sheets.Count() + 1,
                    Id = book.GetIdOfPart(part),
                    State = sheet.Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }
        }

        return stream.ToArray();
    }

    public static string Address(int row, int column) =>
        (column <= 26 ? "" : ((char)('A' + ((column - 1) / 26) - 1)).ToString()) + (char)('A' + ((column - 1) % 26)) + row;

    private Xlsx Put(int row, int column, Cell cell)
    {
        cell.CellReference = Address(row, column);
        current.Rows.TryAdd(row, []);
        current.Rows[row][column] = cell;
        return this;
    }

    private static Worksheet Worksheet(Sheet sheet)
    {
        var worksheet = new Worksheet();
        if (sheet.HiddenColumns.Count > 0)
        {
            worksheet.Append(new Columns(sheet.HiddenColumns.Order().Select(column => new Column { Min = (uint)column, Max = (uint)column, Hidden = true, Width = 8, CustomWidth = true })));
        }

        worksheet.Append(new SheetData(sheet.Rows.Select(row => new Row(row.Value.Values) { RowIndex = (uint)row.Key, Hidden = sheet.HiddenRows.Contains(row.Key) })));
        if (sheet.Merges.Count > 0)
        {
            worksheet.Append(new MergeCells(sheet.Merges.Select(range => new MergeCell { Reference = range })));
        }

        return worksheet;
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font()),
        new Fills(new Fill()),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 16, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 20, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
}
