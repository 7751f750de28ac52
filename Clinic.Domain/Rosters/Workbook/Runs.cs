namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Neighbouring numbers as ranges, so that ten hidden rows make one message.</summary>
internal static class Runs
{
    public static IEnumerable<(int First, int Last)> Of(IReadOnlyList<int> ascending)
    {
        for (var i = 0; i < ascending.Count;)
        {
            var end = i;
            while (end + 1 < ascending.Count && ascending[end + 1] == ascending[end] + 1)
            {
                end++;
            }

            yield return (ascending[i], ascending[end]);
            i = end + 1;
        }
    }
}
