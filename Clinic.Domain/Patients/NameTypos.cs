namespace Clinic.Domain.Patients;

/// <summary>Names with one letter wrong, missing, too many or in its neighbour's place.</summary>
internal static class NameTypos
{
    /// <summary>A slip in fewer letters would find everybody.</summary>
    internal const int Shortest = 4;

    /// <summary>No name is longer.</summary>
    private const int Longest = 30;

    private const string Russian = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ";
    private const string Latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>All beginnings of names from which the word is one slip away; some hundreds.</summary>
    internal static IReadOnlyCollection<string> Of(string word)
    {
        if (word.Length is < Shortest or > Longest)
        {
            return [];
        }

        var letters = NameReadings.IsRussian(word) ? Russian : Latin;
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < word.Length; i++)
        {
            var (head, tail) = (word[..i], word[(i + 1)..]);
            found.Add(head + tail);
            foreach (var letter in letters)
            {
                found.Add(head + letter + tail);
                found.Add(head + letter + word[i..]);
            }

            if (tail.Length > 0)
            {
                found.Add(head + tail[0] + word[i] + tail[1..]);
            }
        }

        found.Remove(word);
        found.RemoveWhere(f => f.Length < Shortest);
        return found;
    }

    /// <summary>Whether the word is one slip away from the name or its beginning.</summary>
    internal static bool IsNear(string word, string name)
    {
        if (word.Length < Shortest)
        {
            return false;
        }

        var same = 0;
        while (same < word.Length && same < name.Length && word[same] == name[same])
        {
            same++;
        }

        var w = word.AsSpan(same);
        var n = name.AsSpan(same);
        return w.Length == 0 || n.StartsWith(w[1..], StringComparison.Ordinal)
            || (n.Length > 0 && (n[1..].StartsWith(w[1..], StringComparison.Ordinal) || n[1..].StartsWith(w, StringComparison.Ordinal)))
            || (n.Length > 1 && w.Length > 1 && w[0] == n[1] && w[1] == n[0] && n[2..].StartsWith(w[2..], StringComparison.Ordinal));
    }
}
