using System.Globalization;
using System.Resources;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Clinic.Domain.Patients.Import;

/// <summary>An empty table (.xlsx) with the headings that <see cref="PatientTable"/> reads, in the words of TemplateTexts.resx.</summary>
public static class PatientTableTemplate
{
    private const uint AsText = 1;
    private const uint Heading = 2;
    private static readonly ResourceManager Texts = new("Clinic.Domain.Patients.Import.TemplateTexts", typeof(PatientTableTemplate).Assembly);

    public static IReadOnlyList<string> Headings(PatientTableKind kind, CultureInfo culture) => Texts.GetString(kind.ToString(), culture)!.Split('|');

    public static byte[] Write(PatientTableKind kind, CultureInfo culture)
    {
        var headings = Headings(kind, culture);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new(Columns(headings), new SheetData(new Row(headings.Select(Headed)) { RowIndex = 1 }));
            book.Workbook = new(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = Texts.GetString("Sheet", culture)! }));
        }

        return stream.ToArray();
    }

    private static SheetCell Headed(string heading) => new(new InlineString(new Text(heading))) { DataType = CellValues.InlineString, StyleIndex = Heading };

    // As text, or the spreadsheet program makes numbers of telephones and policies and loses digits.
    private static Columns Columns(IReadOnlyList<string> headings) =>
        new(headings.Select((h, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = Math.Max(16, h.Length + 4), CustomWidth = true, Style = AsText }));

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, FontId = 1, ApplyFont = true }));
}
