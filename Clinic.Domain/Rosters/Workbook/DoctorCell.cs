using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The doctor column: a name, perhaps with the specialty or the room below it or in brackets.</summary>
internal sealed partial record DoctorCell(WrittenName Name, string? Specialty, string? Room)
{
    [GeneratedRegex(@"[\n(),;]|\s-\s")]
    private static partial Regex Joint();

    // "1. Петров И. И.", "Петров И. И. 0,5 ст."
    [GeneratedRegex(@"^\d{1,3}[.)]\s*|\b\d(?:[.,]\d+)?\s*ст(?:авк\p{L}*|\.|\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();

    public static DoctorCell? Read(string written)
    {
        var text = Counted().Replace(CellText.Clean(written), "");
        var pieces = Joint().Split(text).Select(piece => piece.Trim()).Where(piece => piece.Length > 0).ToList();
        if (pieces.Count == 0 || HeaderWords.IsVacancy(pieces[0]) || HeaderWords.IsSpecialty(NameText.WithoutDegrees(pieces[0])))
        {
            return null;
        }

        // "Curie, Marie" is one name.
        if (pieces.Count == 2 && !pieces[0].Contains(' ') && !HeaderWords.IsSpecialty(pieces[1])
            && text.Contains(',') && NameText.Read(pieces[0] + ", " + pieces[1]) is { } both)
        {
            return new(both, null, null);
        }

        // A name broken over two lines: "Петров\nИван Ильич".
        if (pieces.Count > 1 && !pieces[0].Contains(' ') && char.IsUpper(pieces[1][0]) && text.Contains('\n')
            && !HeaderWords.IsSpecialty(pieces[1]) && NameText.Read(pieces[0] + " " + pieces[1]) is not null)
        {
            pieces[0] += " " + pieces[1];
            pieces.RemoveAt(1);
        }

        if (NameText.Read(pieces[0]) is not { } name)
        {
            return null;
        }

        var room = pieces.Skip(1).Select(RoomText.Labelled).FirstOrDefault(found => found is not null);
        var specialty = pieces.Skip(1).FirstOrDefault(HeaderWords.IsSpecialty);
        return new(name, specialty, room);
    }
}
