using System.Globalization;

namespace Clinic.Domain;

/// <summary>A name that the clinic gives in up to three languages; an empty one falls back to Russian, then to any.</summary>
public sealed record LocalText(string Ru, string En = "", string Fr = "")
{
    /// <summary>The most characters of one language where whole sentences stand, line breaks included; a name is shorter.</summary>
    public const int PassageLength = 2000;

    // As stored, in three languages: a character may take six, and the names of the languages stand beside.
    internal const int PassageColumn = (3 * 6 * PassageLength) + 100;

    public static readonly IReadOnlyList<string> Languages = ["ru", "en", "fr"];

    public string In(CultureInfo culture)
    {
        var wanted = culture.TwoLetterISOLanguageName switch { "ru" => Ru, "fr" => Fr, _ => En };
        return wanted.Length > 0 ? wanted : Ru.Length > 0 ? Ru : En.Length > 0 ? En : Fr;
    }

    /// <summary>In the reader's language.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
