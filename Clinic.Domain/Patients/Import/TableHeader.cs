using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>Which row of a sheet is the heading, and which column says what.</summary>
internal sealed record TableHeader(int Row, IReadOnlyDictionary<TableField, int> Columns, IReadOnlyList<string> Unknown)
{
    // A title and a few lines may stand above.
    private const int Within = 30;
    private const int Fewest = 2;

    /// <summary>Two of doctor, date and time: whoever has left out the third hears of it, rather than losing the visits without a word.</summary>
    internal bool HasVisits => new[] { Has(TableField.Doctor), Has(TableField.Date) || Has(TableField.DateTime), Has(TableField.Time) || Has(TableField.DateTime) }.Count(h => h) > 1;

    /// <summary>The row with the most headings that are known; null where no row is one.</summary>
    internal static TableHeader? Find(SheetGrid grid)
    {
        TableHeader? best = null;
        for (var row = 0; row < Math.Min(Within, grid.RowCount); row++)
        {
            if (Read(grid, row) is { } header && header.Columns.Count >= Fewest && header.Columns.Count > (best?.Columns.Count ?? 0))
            {
                best = header;
            }
        }

        return best;
    }

    /// <summary>Codes of the columns that are missing.</summary>
    internal IEnumerable<string> Missing(PatientTableKind kind)
    {
        if (!Has(TableField.Name) && !Has(TableField.NameFamilyFirst) && !(Has(TableField.Family) && Has(TableField.Given)))
        {
            yield return WorkbookProblemCodes.NoNameColumn;
        }

        if (!Has(TableField.Phone))
        {
            yield return WorkbookProblemCodes.NoPhoneColumn;
        }

        if (kind == PatientTableKind.Cards)
        {
            if (!Has(TableField.Born))
            {
                yield return WorkbookProblemCodes.NoBirthColumn;
            }

            yield break;
        }

        if (!Has(TableField.Doctor))
        {
            yield return WorkbookProblemCodes.NoDoctorColumn;
        }

        if (!Has(TableField.DateTime) && !Has(TableField.Date))
        {
            yield return WorkbookProblemCodes.NoDateColumn;
        }

        if (!Has(TableField.DateTime) && !Has(TableField.Time))
        {
            yield return WorkbookProblemCodes.NoTimeColumn;
        }
    }

    internal bool Has(TableField field) => Columns.ContainsKey(field);

    private static TableHeader? Read(SheetGrid grid, int row)
    {
        var (columns, unknown) = (new Dictionary<TableField, int>(), new List<string>());
        for (var column = 0; column < grid.ColumnCount; column++)
        {
            var heading = grid.At(row, column);
            if (heading.IsEmpty || heading.Date is not null || heading.Number is not null)
            {
                continue;
            }

            if (TableHeadings.Find(heading.Text) is not { } field || !columns.TryAdd(field, column))
            {
                unknown.Add(CellText.Quote(heading.Text));
            }
        }

        return new(row, columns, [.. unknown.Where(u => !TableHeadings.IsCount(u))]);
    }
}
