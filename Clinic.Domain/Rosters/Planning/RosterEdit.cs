using Clinic.Domain.Database;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>What a change does to the stored rows. New rows bear negative ids, by their place among the new ones from −1 down, until they are saved.</summary>
internal sealed class RosterEdit
{
    public RowEdit<RosterLine> Lines { get; } = new(l => l.Id, (l, id) => l.Id = id);

    public RowEdit<RosterException> Exceptions { get; } = new(e => e.Id, (e, id) => e.Id = id);

    public RowEdit<Absence> Absences { get; } = new(a => a.Id, (a, id) => a.Id = id);

    public RowEdit<Closure> Closures { get; } = new(c => c.Id, (c, id) => c.Id = id);

    public RowEdit<Outage> Outages { get; } = new(o => o.Id, (o, id) => o.Id = id);

    public bool IsEmpty => Lines.IsEmpty && Exceptions.IsEmpty && Absences.IsEmpty && Closures.IsEmpty && Outages.IsEmpty;

    public RosterRows After(RosterRows rows) => rows with
    {
        Lines = Lines.After(rows.Lines),
        Exceptions = Exceptions.After(rows.Exceptions),
        Absences = Absences.After(rows.Absences),
        Closures = Closures.After(rows.Closures),
        Outages = Outages.After(rows.Outages),
    };

    public void Write(ClinicDb db)
    {
        Lines.Write(db);
        Exceptions.Write(db);
        Absences.Write(db);
        Closures.Write(db);
        Outages.Write(db);
    }
}

/// <summary>The rows of one kind that come, go, or get another end.</summary>
internal sealed class RowEdit<T>(Func<T, int> id, Action<T, int> setId)
    where T : class
{
    private readonly List<T> added = [];
    private readonly List<T> removed = [];
    private readonly List<T> replaced = [];

    public IReadOnlyList<T> Added => added;

    public IReadOnlyList<T> Removed => removed;

    /// <summary>Copies of stored rows as they become.</summary>
    public IReadOnlyList<T> Replaced => replaced;

    public IEnumerable<T> All => added.Concat(removed).Concat(replaced);

    public bool IsEmpty => added.Count + removed.Count + replaced.Count == 0;

    public void Add(T row)
    {
        added.Add(row);
        setId(row, -added.Count);
    }

    public void Remove(T row) => removed.Add(row);

    public void Replace(T copy) => replaced.Add(copy);

    public IReadOnlyList<T> After(IReadOnlyList<T> rows)
    {
        var gone = removed.Concat(replaced).Select(id).ToHashSet();
        return [.. rows.Where(r => !gone.Contains(id(r))), .. replaced, .. added];
    }

    public void Write(ClinicDb db)
    {
        added.ForEach(row => setId(row, 0));
        db.RemoveRange(removed);
        db.UpdateRange(replaced);
        db.AddRange(added);
    }
}
