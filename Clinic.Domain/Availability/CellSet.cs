using System.Numerics;

namespace Clinic.Domain.Availability;

/// <summary>A bitmap of cells from <see cref="From"/> (included) to <see cref="To"/> (excluded). Cells outside are never in the set.</summary>
public sealed class CellSet(int from, int to)
{
    private readonly ulong[] words = new ulong[(Math.Max(0, to - from) + 63) / 64];

    public int From => from;

    public int To => to;

    public bool this[int cell] => cell >= from && cell < to && (words[(cell - from) >> 6] & (1UL << (cell - from))) != 0;

    public void Add(int first, int end) => Each(first, end, static (word, mask) => word | mask);

    public void Remove(int first, int end) => Each(first, end, static (word, mask) => word & ~mask);

    public CellSet Copy()
    {
        var copy = new CellSet(from, to);
        words.CopyTo(copy.words, 0);
        return copy;
    }

    /// <summary>Whether any cell of the stretch is in the set.</summary>
    public bool Any(int first, int end)
    {
        var next = Next(Math.Max(first, from), true);
        return next < end && next < to;
    }

    /// <summary>The stretches of cells that are in this set, as first cell and the cell after the last.</summary>
    public IEnumerable<(int First, int End)> Runs()
    {
        for (var first = Next(from, true); first < to;)
        {
            var end = Next(first, false);
            yield return (first, end);
            first = Next(end, true);
        }
    }

    private int Next(int cell, bool present)
    {
        while (cell < to)
        {
            var word = words[(cell - from) >> 6];
            var rest = (present ? word : ~word) >> (cell - from);
            if (rest != 0)
            {
                return Math.Min(to, cell + BitOperations.TrailingZeroCount(rest));
            }

            cell += 64 - ((cell - from) & 63);
        }

        return to;
    }

    private void Each(int first, int end, Func<ulong, ulong, ulong> change)
    {
        first = Math.Max(first, from) - from;
        end = Math.Min(end, to) - from;
        while (first < end)
        {
            var bits = Math.Min(64 - (first & 63), end - first);
            var mask = (bits == 64 ? ulong.MaxValue : (1UL << bits) - 1) << (first & 63);
            words[first >> 6] = change(words[first >> 6], mask);
            first += bits;
        }
    }
}
