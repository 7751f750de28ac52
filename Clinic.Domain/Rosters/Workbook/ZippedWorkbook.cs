using System.Buffers;
using System.IO.Compression;
using System.Xml;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Looks into an .xlsx before anything is read from it: nothing but a plain workbook of bearable size gets through.</summary>
internal static class ZippedWorkbook
{
    public static FileGrids? Refusal(byte[] bytes, string fileName)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > WorkbookLimits.ZipEntries)
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.TooBig, "100 MB");
            }

            if (zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.HasMacros);
            }

            if (zip.GetEntry("xl/workbook.xml") is null)
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.NotAWorkbook);
            }

            if (Repeats(zip, "xl/workbook.xml", "sheet", "id") || Repeats(zip, "xl/_rels/workbook.xml.rels", "Relationship", "Target"))
            {
                return FileGrids.Refused(fileName, WorkbookProblemCodes.UnreadableFile);
            }

            return Unzipped(zip) > WorkbookLimits.UnzippedBytes
                ? FileGrids.Refused(fileName, WorkbookProblemCodes.TooBig, "100 MB")
                : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.UnreadableFile);
        }
    }

    // Sixty sheets that are all one huge part would be unpacked and read sixty times over.
    private static bool Repeats(ZipArchive zip, string part, string element, string attribute)
    {
        if (zip.GetEntry(part) is not { } entry)
        {
            return false;
        }

        using var xml = XmlReader.Create(entry.Open(), new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = WorkbookLimits.FileBytes, CloseInput = true });
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != element)
            {
                continue;
            }

            for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            {
                if (xml.LocalName == attribute && !seen.Add(xml.Value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The sizes in a zip's directory are what its maker says; only unpacking tells the truth.
    private static long Unzipped(ZipArchive zip)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            long total = 0;
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                for (int read; total <= WorkbookLimits.UnzippedBytes && (read = content.Read(buffer)) > 0;)
                {
                    total += read;
                }
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
