namespace Clinic.Domain.Rosters.Import;

/// <summary>How many letters to add, drop or replace.</summary>
internal static class Levenshtein
{
    private const int Far = 3;

    /// <summary>The distance, cut at three.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) >= Far)
        {
            return Far;
        }

        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            var least = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
                least = Math.Min(least, cost);
            }

            if (least >= Far)
            {
                return Far;
            }
        }

        return Math.Min(row[b.Length], Far);
    }
}
