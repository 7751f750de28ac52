using System.Numerics;

namespace Clinic.Domain.Availability;

/// <summary>
/// A bitmap of cells from <see cref="From"/> (included) to <see cref="To"/> (excluded); cells outside are never in the set.
/// One may change it while others read: a reader sees each word either before or after.
/// </summary>
public sealed class CellSet
{
    private const int WordBits = 64;
    private readonly int firstWord;
    private readonly ulong[] words;

    public CellSet(int from, int to)
    {
        From = from;
        To = to;

        // Words begin at the same cells in every set, so that sets are combined word by word.
        firstWord = from >> 6;
        words = new ulong[to > from ? ((to - 1) >> 6) - firstWord + 1 : 0];
    }

    public int From { get; }

    public int To { get; }

    public bool this[int cell] => cell >= From && cell < To && (words[(cell >> 6) - firstWord] & (1UL << cell)) != 0;

    public void Add(int first, int end) => Each(first, end, static (word, mask) => word | mask);

    public void Remove(int first, int end) => Each(first, end, static (word, mask) => word & ~mask);

    public CellSet Copy()
    {
        var copy = new CellSet(From, To);
        words.CopyTo(copy.words, 0);
        return copy;
    }

    /// <summary>Whether any cell of the stretch is in the set.</summary>
    public bool Any(int first, int end)
    {
        var next = Next(Math.Max(first, From), true);
        return next < end && next < To;
    }

    /// <summary>The stretches of cells that are in this set, as first cell and the cell after the last.</summary>
    public IEnumerable<(int First, int End)> Runs()
    {
        for (var first = Next(From, true); first < To;)
        {
            var end = Next(first, false);
            yield return (first, end);
            first = Next(end, true);
        }
    }

    /// <summary>Adds the words from the word of a cell on to <paramref name="target"/>.</summary>
    internal void OrInto(Span<ulong> target, int word)
    {
        var (begin, end) = (Math.Max(word, firstWord), Math.Min(word + target.Length, firstWord + words.Length));
        for (var i = begin; i < end; i++)
        {
            target[i - word] |= words[i - firstWord];
        }
    }

    private int Next(int cell, bool present)
    {
        while (cell < To)
        {
            var word = words[(cell >> 6) - firstWord];
            var rest = (present ? word : ~word) >> cell;
            if (rest != 0)
            {
                return Math.Min(To, cell + BitOperations.TrailingZeroCount(rest));
            }

            cell += WordBits - (cell & (WordBits - 1));
        }

        return To;
    }

    private void Each(int first, int end, Func<ulong, ulong, ulong> change)
    {
        first = Math.Max(first, From);
        end = Math.Min(end, To);
        while (first < end)
        {
            var bits = Math.Min(WordBits - (first & (WordBits - 1)), end - first);
            var mask = (bits == WordBits ? ulong.MaxValue : (1UL << bits) - 1) << first;
            ref var word = ref words[(first >> 6) - firstWord];
            word = change(word, mask);
            first += bits;
        }
    }
}
