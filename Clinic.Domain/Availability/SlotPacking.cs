namespace Clinic.Domain.Availability;

/// <summary>Chooses the starts offered inside a free stretch, so that as many visits as possible still fit.</summary>
public static class SlotPacking
{
    // Round times read better; an hour is preferred to a quarter, a quarter to any five minutes.
    private static readonly int[] Rounds = [60 / Cell.Minutes, 15 / Cell.Minutes];

    /// <summary>Start cells in the free stretch from <paramref name="first"/> to <paramref name="end"/> (excluded).</summary>
    /// <param name="length">Cells of a visit.</param>
    /// <param name="step">Cells from one start to the next: the visit with its buffers.</param>
    /// <param name="offset">Cells by which the site's clock is ahead of UTC, for the round times.</param>
    public static IEnumerable<int> Starts(int first, int end, int length, int step, int offset)
    {
        if (end - first < length)
        {
            return [];
        }

        var count = 1 + ((end - first - length) / step);
        var slack = end - first - length - ((count - 1) * step);
        var start = first + Rounds.Select(r => Lack(first + offset, r)).Append(0).First(lack => lack <= slack);
        return Enumerable.Range(0, count).Select(i => start + (i * step));
    }

    private static int Lack(int cell, int round) => (round - (cell % round)) % round;
}
