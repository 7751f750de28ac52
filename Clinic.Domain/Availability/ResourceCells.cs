namespace Clinic.Domain.Availability;

/// <summary>A row of the occupancy as availability needs it.</summary>
internal readonly record struct OccupiedCell(int Cell, DateTime? HeldUntil);

/// <summary>
/// When one resource is busy: at the cells at which as many rows stand as it has lanes. Held rows count until their hold expires.
/// One writer at a time; readers take no lock and may see a change half done, which costs them a refusal at worst.
/// </summary>
internal sealed class ResourceCells
{
    private readonly CellSet full;
    private readonly byte[]? counts;
    private volatile OccupiedCell[] held = [];

    internal ResourceCells(int from, int to, int capacity)
    {
        full = new(from, to);
        Capacity = capacity;
        counts = capacity > 1 ? new byte[Math.Max(0, to - from)] : null;
    }

    private ResourceCells(ResourceCells other)
    {
        full = other.full.Copy();
        Capacity = other.Capacity;
        counts = other.counts?.ToArray();
        held = other.held;
    }

    internal int Capacity { get; }

    internal ResourceCells Copy() => new(this);

    /// <summary>Adds a booked row.</summary>
    internal void Add(int cell)
    {
        if (cell < full.From || cell >= full.To)
        {
            return;
        }

        if (counts is null || ++counts[cell - full.From] >= Capacity)
        {
            full.Add(cell, cell + 1);
        }
    }

    internal void Add(int from, int to)
    {
        if (counts is null)
        {
            full.Add(from, to);
            return;
        }

        for (var cell = from; cell < to; cell++)
        {
            Add(cell);
        }
    }

    internal void Remove(int from, int to)
    {
        for (var cell = Math.Max(from, full.From); counts is not null && cell < Math.Min(to, full.To); cell++)
        {
            if (counts[cell - full.From] > 0)
            {
                counts[cell - full.From]--;
            }
        }

        full.Remove(from, to);
    }

    internal void Hold(int from, int to, DateTime until) => held = [.. held, .. Enumerable.Range(from, to - from).Select(c => new OccupiedCell(c, until))];

    /// <summary>Makes the stretch what the storage says it is.</summary>
    internal void Replace(int from, int to, IEnumerable<OccupiedCell> rows)
    {
        if (counts is not null)
        {
            var (first, end) = (Math.Max(from, full.From), Math.Min(to, full.To));
            if (end > first)
            {
                Array.Clear(counts, first - full.From, end - first);
            }
        }

        full.Remove(from, to);
        List<OccupiedCell>? holds = null;
        foreach (var row in rows)
        {
            if (row.HeldUntil is null)
            {
                Add(row.Cell);
            }
            else
            {
                (holds ??= []).Add(row);
            }
        }

        var others = held;
        if (holds is not null || others.Length > 0)
        {
            held = [.. others.Where(h => h.Cell < from || h.Cell >= to), .. holds ?? []];
        }
    }

    /// <summary>Adds the busy cells to a stretch of words whose first begins at the cell 64 × <paramref name="word"/>.</summary>
    internal void OrInto(Span<ulong> target, int word, DateTime now)
    {
        full.OrInto(target, word);
        var holds = held;
        if (holds.Length == 0)
        {
            return;
        }

        foreach (var hold in holds)
        {
            if (hold.HeldUntil > now && IsFull(holds, hold.Cell, now))
            {
                CellWords.Fill(target, word << 6, hold.Cell, hold.Cell + 1, true);
            }
        }
    }

    internal bool Any(int from, int to, DateTime now) =>
        full.Any(from, to) || Array.Exists(held, h => h.Cell >= from && h.Cell < to && h.HeldUntil > now && IsFull(held, h.Cell, now));

    /// <summary>How many rows stand at the cell, and until when the first hold among them lasts, if any.</summary>
    internal (int Count, DateTime? Until) At(int cell, DateTime now)
    {
        var live = held.Where(h => h.Cell == cell && h.HeldUntil > now).Select(h => h.HeldUntil).ToList();
        var booked = cell < full.From || cell >= full.To ? 0 : counts?[cell - full.From] ?? (full[cell] ? 1 : 0);
        return (booked + live.Count, live.Min());
    }

    private bool IsFull(OccupiedCell[] holds, int cell, DateTime now) =>
        counts is null || (cell >= full.From && cell < full.To && counts[cell - full.From] + holds.Count(h => h.Cell == cell && h.HeldUntil > now) >= Capacity);
}
