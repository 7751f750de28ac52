using Clinic.Domain.Availability;

namespace Clinic.Domain.Bookings;

/// <summary>The text form of cells in the change log: <c>resource:from:to</c>, separated by blanks. Nothing of persons.</summary>
internal static class TouchedCells
{
    private const int MaxLength = 1000;

    /// <summary>Null for none.</summary>
    internal static string? Text(IEnumerable<Occupancy> rows)
    {
        var all = Ranges(rows).ToList();
        var text = string.Join(' ', all);
        return text.Length == 0 ? null
            : text.Length <= MaxLength ? text
            : string.Join(' ', all.GroupBy(r => r.Resource).Select(r => new CellRange(r.Key, r.Min(c => c.From), r.Max(c => c.To))));
    }

    /// <summary>The stretches of the rows, in order.</summary>
    internal static IEnumerable<CellRange> Ranges(IEnumerable<Occupancy> rows) => rows
        .Where(o => o.ResourceId.Kind is ResourceKind.Doctor or ResourceKind.Room or ResourceKind.Device or ResourceKind.Places)
        .GroupBy(o => o.ResourceId, o => o.Cell).OrderBy(r => r.Key.Value)
        .SelectMany(r => Runs(r.Key, [.. r.Distinct().Order()]));

    private static IEnumerable<CellRange> Runs(ResourceId resource, List<int> cells)
    {
        var first = 0;
        for (var i = 1; i <= cells.Count; i++)
        {
            if (i == cells.Count || cells[i] != cells[i - 1] + 1)
            {
                yield return new(resource, cells[first], cells[i - 1] + 1);
                first = i;
            }
        }
    }
}
