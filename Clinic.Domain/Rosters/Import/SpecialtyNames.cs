using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Specialties by their names: "кардиолог", "Врач-кардиолог" and "Кардиология" are one.</summary>
internal static class SpecialtyNames
{
    private const int MaxLength = 120;

    /// <summary>The clinic's specialty of that name, or one to be created.</summary>
    public static PlannedSpecialty Find(IReadOnlyList<Specialty> known, string written, string? language)
    {
        var text = written.Length <= MaxLength ? written : written[..MaxLength];
        var found = known.FirstOrDefault(s => Names(s).Any(n => Fold(n) == Fold(text)));
        if (found is null)
        {
            var kin = known.Where(s => Names(s).Any(n => IsKin(Fold(n), Fold(text)))).Take(2).ToList();
            found = kin.Count == 1 ? kin[0] : null;
        }

        return found is not null ? new(found.Name, found.Id) : new(In(language, text), null);
    }

    /// <summary>A text in the language it is written in.</summary>
    public static LocalText In(string? language, string text) => (language ?? (CellText.HasCyrillic(text) ? "ru" : "en")) switch
    {
        "fr" => new("", "", text),
        "en" => new("", text),
        _ => new(text),
    };

    // The person and the branch differ in their endings: терап|евт, терап|ия; cardiolog|ist, cardiolog|y.
    private static bool IsKin(string a, string b)
    {
        var stem = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return stem >= 5 && a.Length - stem <= 3 && b.Length - stem <= 3;
    }

    private static IEnumerable<string> Names(Specialty specialty) =>
        new[] { specialty.Name.Ru, specialty.Name.En, specialty.Name.Fr }.Where(n => n.Length > 0);

    private static string Fold(string text)
    {
        var folded = SearchText.Fold(text);
        return folded.StartsWith("ВРАЧ ", StringComparison.Ordinal) ? folded[5..] : folded;
    }
}
