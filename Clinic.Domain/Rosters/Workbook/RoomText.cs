using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Rooms without their label, so that "каб. 204", "к.204" and 204 are one room.</summary>
internal static partial class RoomText
{
    [GeneratedRegex(@"^(?:кабинет|каб|комната|комн|к|№|room|rm|office|salle|cabinet|cab|bureau|bur)\b\s?\.?\s?(?:№|n°|no\.|#)?\s?(?<id>\S.*)$|^№\s?(?<id>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:каб|к|rm|cab)\.?(?<id>\d.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Glued();

    /// <summary>The room when the text is labelled as one, else null.</summary>
    public static string? Labelled(string text)
    {
        var clean = CellText.Clean(text).Replace('\n', ' ');
        var match = Label().Match(clean) is { Success: true } label ? label : Glued().Match(clean);
        return match.Success ? match.Groups["id"].Value.Trim() : null;
    }

    /// <summary>The text of a room column, label stripped; null when empty or a dash.</summary>
    public static string? Read(string text)
    {
        var clean = CellText.Clean(text).Replace('\n', ' ');
        return clean.Length == 0 || clean.All(c => c == '-') ? null : Labelled(clean) ?? clean;
    }
}
