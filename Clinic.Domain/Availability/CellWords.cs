using System.Numerics;

namespace Clinic.Domain.Availability;

/// <summary>Arithmetic on stretches of bitmap words: bit i of word w is cell 64 × w + i.</summary>
internal static class CellWords
{
    /// <summary>Afterwards a bit is set where it and the <paramref name="length"/> − 1 bits behind it were: the starts of stretches that long.</summary>
    internal static void Erode(Span<ulong> bits, int length)
    {
        for (var have = 1; have < length;)
        {
            var step = Math.Min(have, length - have);
            for (var i = 0; i < bits.Length; i++)
            {
                // Ascending: what is read behind has not been changed yet.
                bits[i] &= Word(bits, i, step);
            }

            have += step;
        }
    }

    /// <summary>Keeps a bit of the target only where the source has the bit <paramref name="offset"/> cells further on.</summary>
    internal static void And(Span<ulong> target, ReadOnlySpan<ulong> source, int offset)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] &= Word(source, i, offset);
        }
    }

    /// <summary>Sets or clears the bits of the cells first…end − 1, where word 0 begins at the cell <paramref name="origin"/>.</summary>
    internal static void Fill(Span<ulong> bits, int origin, int first, int end, bool value)
    {
        first = Math.Max(first - origin, 0);
        end = Math.Min(end - origin, bits.Length * 64);
        while (first < end)
        {
            var count = Math.Min(64 - (first & 63), end - first);
            var mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << first;
            bits[first >> 6] = value ? bits[first >> 6] | mask : bits[first >> 6] & ~mask;
            first += count;
        }
    }

    /// <summary>The first bit from <paramref name="bit"/> on that is set (or clear); the number of bits where there is none.</summary>
    internal static int Next(ReadOnlySpan<ulong> bits, int bit, bool set)
    {
        for (; bit < bits.Length * 64; bit = (bit | 63) + 1)
        {
            var rest = (set ? bits[bit >> 6] : ~bits[bit >> 6]) >> bit;
            if (rest != 0)
            {
                return bit + BitOperations.TrailingZeroCount(rest);
            }
        }

        return bits.Length * 64;
    }

    private static ulong Word(ReadOnlySpan<ulong> bits, int index, int offset)
    {
        var (word, bit) = (index + (offset >> 6), offset & 63);
        var low = (uint)word < (uint)bits.Length ? bits[word] : 0;
        if (bit == 0)
        {
            return low;
        }

        var high = (uint)(word + 1) < (uint)bits.Length ? bits[word + 1] : 0;
        return (low >> bit) | (high << (64 - bit));
    }
}
