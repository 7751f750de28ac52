namespace Clinic.Domain.Availability;

/// <summary>Chooses the starts offered inside a free stretch, so that as many visits as possible still fit.</summary>
public static class SlotPacking
{
    // Round times read better; an hour is preferred to a quarter, a quarter to any five minutes.
    private static readonly int[] Rounds = [60 / Cell.Minutes, 15 / Cell.Minutes];

    /// <summary>Adds the start cells in the free stretch from <paramref name="first"/> to <paramref name="end"/> (excluded).</summary>
    /// <param name="starts">What is added to.</param>
    /// <param name="first">The first free cell.</param>
    /// <param name="end">The cell after the last.</param>
    /// <param name="length">Cells of a visit.</param>
    /// <param name="step">Cells from one start to the next: the visit with its buffers.</param>
    /// <param name="offset">Cells by which the site's clock is ahead of UTC, for the round times.</param>
    public static void Add(ICollection<int> starts, int first, int end, int length, int step, int offset)
    {
        if (end - first < length)
        {
            return;
        }

        var count = 1 + ((end - first - length) / step);
        var slack = end - first - length - ((count - 1) * step);
        var start = first;
        foreach (var round in Rounds)
        {
            if (Lack(first + offset, round) <= slack)
            {
                start += Lack(first + offset, round);
                break;
            }
        }

        for (var i = 0; i < count; i++)
        {
            starts.Add(start + (i * step));
        }
    }

    /// <summary>The same as a list.</summary>
    public static IReadOnlyList<int> Starts(int first, int end, int length, int step, int offset)
    {
        var starts = new List<int>();
        Add(starts, first, end, length, step, offset);
        return starts;
    }

    private static int Lack(int cell, int round) => (round - (cell % round)) % round;
}
