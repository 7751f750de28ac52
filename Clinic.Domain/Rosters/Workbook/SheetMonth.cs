namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The month a grid is for: from the title above it, else the sheet's name, the dates in its header, the file's name.</summary>
/// <param name="Year">Null when no year is written anywhere.</param>
/// <param name="Contradiction">What else claims to be the month: a sheet name or dates left over from a copied sheet.</param>
internal sealed record SheetMonth(int Month, int? Year, string? Language, string? Contradiction)
{
    public static SheetMonth? Find(SheetGrid grid, int firstRow, GridHeader header, string fileName)
    {
        var lines = Enumerable.Range(firstRow, header.Row - firstRow + 1).Select(grid.Texts).Where(texts => texts.Count > 0).ToList();
        var title = lines
            .SelectMany(texts => texts.Take(texts.Count > FewTexts ? 0 : texts.Count).SelectMany(Months.In).Concat(texts.Count is > 1 and <= FewTexts ? Months.In(string.Join(' ', texts)) : []))
            .OrderByDescending(mention => mention.Weight)
            .FirstOrDefault();
        var sheet = Months.InSheetName(grid.Name);
        var dates = FromDates(header);
        var file = Months.InSheetName(Path.GetFileNameWithoutExtension(fileName));

        var chosen = title ?? sheet ?? dates ?? file;
        if (chosen is null)
        {
            return null;
        }

        var year = chosen.Year
            ?? lines.Where(texts => texts.Count <= FewTexts).SelectMany(texts => texts).Where(text => !Months.IsDated(text)).Select(Months.Year).FirstOrDefault(found => found is not null)
            ?? new[] { sheet, dates, file }.FirstOrDefault(other => other?.Month == chosen.Month && other.Year is not null)?.Year
            ?? Months.Year(grid.Name)
            ?? Months.Year(fileName);
        var rival = new[] { sheet, dates }.FirstOrDefault(other => other is not null && (other.Month != chosen.Month || (other.Year is not null && year is not null && other.Year != year)));
        return new(chosen.Month, year, chosen.Language, rival is null ? null : Print(rival.Month, rival.Year));
    }

    public static string Print(int month, int? year) =>
        year is null ? FormattableString.Invariant($"{month:00}") : FormattableString.Invariant($"{month:00}.{year}");

    /// <summary>A title line has few cells; a line with more is a row of day numbers or weekdays.</summary>
    private const int FewTexts = 8;

    private static MonthMention? FromDates(GridHeader header) =>
        header.Days.Where(day => day.Month is not null)
            .GroupBy(day => (Month: day.Month!.Value, day.Year))
            .OrderByDescending(group => group.Count())
            .Select(group => new MonthMention(group.Key.Month, group.Key.Year, 1, null))
            .FirstOrDefault();
}
