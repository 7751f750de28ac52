namespace Clinic.Domain.Rosters.Words;

/// <summary>Names in quotation marks. Between straight marks a doubled mark stands for one.</summary>
internal static class Quote
{
    private const string Open = "«“„";
    private const string Close = "»””";

    internal static string Around(string name, char open) =>
        Open.IndexOf(open) is >= 0 and var i && !name.Contains(Close[i]) ? open + name + Close[i]
        : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The quoted name that begins there and where it ends; null where none does.</summary>
    internal static (string Name, int End)? Read(string text, int at)
    {
        if (text[at] == '"')
        {
            return Straight(text, at);
        }

        var pair = Open.IndexOf(text[at]);
        var end = pair < 0 ? -1 : text.IndexOf(Close[pair], at + 1);
        return end < 0 ? null : Name(text[(at + 1)..end], end + 1);
    }

    // French marks stand off their words.
    private static (string Name, int End)? Name(string name, int end) => string.IsNullOrWhiteSpace(name) ? null : (name.Trim(), end);

    private static (string Name, int End)? Straight(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return Name(text[(at + 1)..i].Replace("\"\"", "\"", StringComparison.Ordinal), i + 1);
            }
        }

        return null;
    }
}
