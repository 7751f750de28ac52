using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A .csv into one grid: UTF-8, UTF-16 with its mark, or the Windows code pages that Excel writes; separator by majority.</summary>
internal static class CsvGrid
{
    private static readonly char[] Separators = [';', ',', '\t'];

    static CsvGrid() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static FileGrids From(byte[] bytes, string fileName, GridLimits limits)
    {
        var text = Decode(bytes);
        if (text is null || text.TrimStart() is ['<', ..] || text.Any(c => c is '\0' || (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f' or '\x1A'))))
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.NotAWorkbook);
        }

        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Separator(text).ToString(),
            BadDataFound = null,
            IgnoreBlankLines = false,
        };
        using var parser = new CsvParser(new StringReader(text), settings);
        var rows = new List<GridCell[]>();
        while (parser.Read())
        {
            if (rows.Count == limits.Rows)
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.TooManyRows, limits.Rows.ToString(CultureInfo.InvariantCulture));
            }

            if (Enumerable.Range(0, parser.Count).Skip(WorkbookLimits.Columns).Any(column => parser[column].Length > 0))
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.TooManyColumns, WorkbookLimits.Columns.ToString(CultureInfo.InvariantCulture));
            }

            rows.Add([.. Enumerable.Range(0, Math.Min(parser.Count, WorkbookLimits.Columns)).Select(column => Cell(limits.Cut(parser[column])))]);
        }

        return new([new(Path.GetFileNameWithoutExtension(fileName), rows)], []);
    }

    private static GridCell Cell(string text) => new(text, Number: int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static string? Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            var utf16 = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return utf16.GetString(bytes.AsSpan(2));
        }

        try
        {
            var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(start));
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(IsWesternEuropean(bytes) ? 1252 : 1251).GetString(bytes);
        }
    }

    // Accented letters stand alone among plain ones; in Cyrillic text the high bytes keep company.
    private static bool IsWesternEuropean(byte[] bytes)
    {
        var (alone, together) = (0, 0);
        for (var i = 1; i < bytes.Length; i++)
        {
            if (bytes[i] >= 0xC0)
            {
                _ = bytes[i - 1] >= 0xC0 ? together++ : char.IsAsciiLetter((char)bytes[i - 1]) ? alone++ : 0;
            }
        }

        return alone > together;
    }

    private static char Separator(string text)
    {
        var counts = new int[Separators.Length];
        foreach (var line in text.Split('\n', 61).Take(60))
        {
            for (var i = 0; i < Separators.Length; i++)
            {
                counts[i] += line.Count(c => c == Separators[i]);
            }
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
