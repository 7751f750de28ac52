namespace Clinic.Web.Reports;

/// <summary>Puts the lines of a table in the order of a column.</summary>
public static class Sorting
{
    /// <summary>The lines by the column that the address names, the greatest first after a minus; as they are where it names none. Lines without a value come last.</summary>
    public static IEnumerable<T> By<T>(this IEnumerable<T> lines, string? sort, IReadOnlyDictionary<string, Func<T, IComparable?>> columns) =>
        sort is null || !columns.TryGetValue(sort.TrimStart('-'), out var column) ? lines
        : sort[0] == '-' ? lines.OrderBy(l => column(l) is null).ThenByDescending(column)
        : lines.OrderBy(l => column(l) is null).ThenBy(column);
}
