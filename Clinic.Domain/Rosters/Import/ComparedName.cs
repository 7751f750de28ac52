using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>A name made ready for comparing: it is somebody's certainly, or perhaps.</summary>
internal sealed class ComparedName
{
    private ComparedName(PersonName name)
    {
        Name = name;
        Family = Plain(name.Family);
        FoldedFamily = SearchText.Fold(name.Family);
        Given = Initial(name.Given);
        Middle = Initial(name.Middle);
    }

    public PersonName Name { get; }

    public string Family { get; }

    /// <summary>With е for ё, without accents and marks.</summary>
    public string FoldedFamily { get; }

    public char? Given { get; }

    public char? Middle { get; }

    public static ComparedName Of(PersonName name) => new(name);

    public static ComparedName Of(WrittenName name) => new(new(name.Family, name.Given ?? "", name.Middle));

    /// <summary>One key for all the ways to type the same name.</summary>
    public static string Key(WrittenName name) => Plain(name.ToString());

    /// <summary>The same family name and, letter by letter as far as written out, the same given and middle names.</summary>
    public bool IsSame(ComparedName other) =>
        Family == other.Family && Fits(Name.Given, other.Name.Given, Given == other.Given) && Fits(Name.Middle, other.Name.Middle, Middle == other.Middle);

    /// <summary>The same initials as far as written, and a slip or two in the family name.</summary>
    public bool IsSlipOf(ComparedName other) =>
        Given is not null && Given == other.Given && (Middle is null || other.Middle is null || Middle == other.Middle)
        && Levenshtein.Distance(FoldedFamily, other.FoldedFamily) <= Slips(Math.Min(FoldedFamily.Length, other.FoldedFamily.Length));

    private static bool Fits(string? a, string? b, bool sameInitial) =>
        string.IsNullOrWhiteSpace(a) || string.IsNullOrWhiteSpace(b) ? string.IsNullOrWhiteSpace(a) && string.IsNullOrWhiteSpace(b)
        : IsInitial(a) || IsInitial(b) ? sameInitial
        : Plain(a) == Plain(b);

    // "И.", "Г. оглы", "Ж.-П."
    private static bool IsInitial(string part) => part.Trim() is { Length: 1 } or [_, '.', ..];

    private static char? Initial(string? part) => SearchText.Fold(part ?? "") is [var first, ..] ? first : null;

    private static string Plain(string text) => CellText.Clean(text).Replace('\n', ' ').Replace('’', '\'').ToUpperInvariant();

    // In a name of four letters two slips make another name.
    private static int Slips(int length) => length <= 4 ? 1 : 2;
}
