namespace Clinic.Domain.Rosters.Workbook;

/// <summary>What is still a workbook of ours: beyond it a file is refused as a whole, so that no upload can exhaust the server.</summary>
public static class WorkbookLimits
{
    public const int FileBytes = 10 * 1024 * 1024;
    public const long UnzippedBytes = 100L * 1024 * 1024;
    public const int ZipEntries = 1_000;
    public const int Sheets = 60;
    public const int Columns = 200;

    /// <summary>All merged cells of one sheet together.</summary>
    public const int MergedCells = 200_000;

    public const int Problems = 1_000;
    public const int MinMinutesPerVisit = 5;
    public const int MaxMinutesPerVisit = 240;
}
