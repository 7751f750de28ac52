using System.Globalization;

namespace Clinic.Domain.Bookings;

/// <summary>The text form of cells in the change log: <c>resource:from:to</c>, separated by blanks. Nothing of persons.</summary>
internal static class TouchedCells
{
    private const int MaxLength = 1000;

    /// <summary>Null for none.</summary>
    internal static string? Text(IEnumerable<Occupancy> rows)
    {
        var resources = rows
            .Where(o => o.ResourceId.Kind is ResourceKind.Doctor or ResourceKind.Room or ResourceKind.Device or ResourceKind.Places)
            .GroupBy(o => o.ResourceId.Value, o => o.Cell)
            .Select(r => (r.Key, Cells: r.Distinct().Order().ToList())).OrderBy(r => r.Key).ToList();
        var text = Join(resources.SelectMany(r => Runs(r.Key, r.Cells)));
        return text.Length == 0 ? null
            : text.Length <= MaxLength ? text
            : Join(resources.Select(r => Range(r.Key, r.Cells[0], r.Cells[^1] + 1)));
    }

    private static IEnumerable<string> Runs(long resource, List<int> cells)
    {
        var first = 0;
        for (var i = 1; i <= cells.Count; i++)
        {
            if (i == cells.Count || cells[i] != cells[i - 1] + 1)
            {
                yield return Range(resource, cells[first], cells[i - 1] + 1);
                first = i;
            }
        }
    }

    private static string Range(long resource, int from, int to) => string.Create(CultureInfo.InvariantCulture, $"{resource}:{from}:{to}");

    private static string Join(IEnumerable<string> ranges) => string.Join(' ', ranges);
}
