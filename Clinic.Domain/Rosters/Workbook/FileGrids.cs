namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A file taken apart into sheets, or the one reason why that is impossible.</summary>
internal sealed record FileGrids(IReadOnlyList<SheetGrid> Sheets, IReadOnlyList<WorkbookProblem> Problems)
{
    public static FileGrids Refused(string fileName, string code, string? expected = null) =>
        new([], [new("", "", CellText.Quote(fileName), code, ProblemSeverity.Error, expected)]);

    /// <summary>Recognises the kind by content; a wrong extension does no harm.</summary>
    public static FileGrids From(Stream file, string fileName, GridLimits limits)
    {
        var bytes = ReadLimited(file);
        if (bytes is null)
        {
            return Refused(fileName, WorkbookProblemCodes.TooBig, "10 MB");
        }

        return bytes switch
        {
            [] => Refused(fileName, WorkbookProblemCodes.EmptyFile),
            [0x50, 0x4B, 0x03, 0x04, ..] => ZippedWorkbook.Refusal(bytes, fileName) ?? ExcelGrids.From(bytes, fileName, limits),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => ExcelGrids.From(bytes, fileName, limits),
            _ => CsvGrid.From(bytes, fileName, limits),
        };
    }

    private static byte[]? ReadLimited(Stream file)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            if (copy.Length + read > WorkbookLimits.FileBytes)
            {
                return null;
            }

            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }
}
