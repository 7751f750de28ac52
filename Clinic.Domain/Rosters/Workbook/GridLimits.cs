namespace Clinic.Domain.Rosters.Workbook;

/// <summary>How much of a sheet is read, by what it is.</summary>
/// <param name="Rows">A sheet with more of them refuses the file.</param>
/// <param name="CellCharacters">Longer texts are cut: no cell of the kind needs them.</param>
internal sealed record GridLimits(int Rows, int CellCharacters)
{
    internal static readonly GridLimits Roster = new(5_000, 500);

    /// <summary>One patient or visit in a row; the cut is above what a card or a comment takes, so that what is too long is told.</summary>
    internal static readonly GridLimits Table = new(20_000, 2_000);

    internal string Cut(string text) => text.Length <= CellCharacters ? text : text[..CellCharacters];
}
