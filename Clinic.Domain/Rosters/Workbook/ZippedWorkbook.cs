using System.Buffers;
using System.IO.Compression;

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

            return Unzipped(zip) > WorkbookLimits.UnzippedBytes
                ? FileGrids.Refused(fileName, WorkbookProblemCodes.TooBig, "100 MB")
                : null;
        }
        catch (InvalidDataException)
        {
            return FileGrids.Refused(fileName, WorkbookProblemCodes.UnreadableFile);
        }
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
