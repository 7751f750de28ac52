namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A doctor on two lines or sheets cannot be in two places at once: the later cell is not taken, and told.</summary>
internal static class DoubleWork
{
    public static IReadOnlyList<RosterSheet> Remove(IReadOnlyList<RosterSheet> sheets, ProblemList problems)
    {
        var taken = new Dictionary<string, List<(DateTime Start, DateTime End, string Where)>>();
        return [.. sheets.Select(sheet => sheet with { Rows = [.. sheet.Rows.Select(row => Checked(sheet, row))] })];

        RosterRow Checked(RosterSheet sheet, RosterRow row)
        {
            var key = CellText.Fold(row.Doctor.ToString());
            if (!taken.TryGetValue(key, out var own))
            {
                taken[key] = own = [];
            }

            var earlier = own.ToArray();
            return row with { Days = [.. row.Days.Select(Check)] };

            RosterCell Check(RosterCell cell)
            {
                var work = cell.Work.Select(interval => (Start: cell.Date.ToDateTime(interval.Start), End: cell.Date.ToDateTime(TimeOnly.MinValue).AddMinutes(interval.EndMinute))).ToList();
                var clash = earlier.FirstOrDefault(other => work.Exists(span => span.Start < other.End && other.Start < span.End));
                if (clash.Where is not null)
                {
                    problems.Error(sheet.Name, cell.Address, cell.Text, WorkbookProblemCodes.DoubleWork, clash.Where);
                    return cell with { Work = [] };
                }

                own.AddRange(work.Select(span => (span.Start, span.End, $"{sheet.Name}!{cell.Address}")));
                return cell;
            }
        }
    }
}
