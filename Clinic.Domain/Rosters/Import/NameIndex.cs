namespace Clinic.Domain.Rosters.Import;

/// <summary>Finds names among many without comparing each with each.</summary>
internal sealed class NameIndex<T>
    where T : notnull
{
    private readonly Dictionary<string, List<(ComparedName Name, T Item)>> families = [];
    private readonly Dictionary<char, List<(ComparedName Name, T Item)>> initials = [];

    public void Add(ComparedName name, T item)
    {
        Under(families, name.FoldedFamily).Add((name, item));
        if (name.Given is { } initial)
        {
            Under(initials, initial).Add((name, item));
        }
    }

    public List<T> Same(ComparedName name) => [.. OfFamily(name).Where(n => n.Name.IsSame(name)).Select(n => n.Item)];

    /// <summary>Everybody of the family name, whatever the initials, then those a slip away.</summary>
    public List<T> Near(ComparedName name)
    {
        var slips = name.Given is { } initial && initials.TryGetValue(initial, out var those) ? those.Where(n => n.Name.IsSlipOf(name)) : [];
        return [.. OfFamily(name).OrderByDescending(n => n.Name.IsSame(name)).Concat(slips).Select(n => n.Item).Distinct()];
    }

    private List<(ComparedName Name, T Item)> OfFamily(ComparedName name) => families.GetValueOrDefault(name.FoldedFamily) ?? [];

    private static List<(ComparedName Name, T Item)> Under<TKey>(Dictionary<TKey, List<(ComparedName Name, T Item)>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
