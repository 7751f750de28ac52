using System.Globalization;
using System.Resources;

namespace Clinic.Domain.Settings;

/// <summary>
/// The consent to the processing of personal data that an installation starts with: a document of its own, as Russian law 152-FZ (article 9) asks for,
/// in each language; and the draft of one about advertising (152-FZ, article 15; 38-FZ, article 18), which is in force only once the clinic publishes it.
/// The clinic's lawyer may replace either by a text under another version.
/// </summary>
public static class ConsentTemplate
{
    /// <summary>Raise with each change of the wording.</summary>
    public const string Version = "2026-11";

    /// <summary>The same of the draft about advertising.</summary>
    public const string MarketingVersion = "2026-11-marketing";

    // A place to fill in by hand, where a paper form would have a line.
    private const string Blank = "________________";

    private static readonly ResourceManager Wordings = new("Clinic.Domain.Settings.ConsentTemplate", typeof(ConsentTemplate).Assembly);

    /// <summary>The text in each language with the operator's name, address and telephone number filled in.</summary>
    public static IEnumerable<ConsentText> Texts(ConsentKind kind, LocalText clinic, LocalText address, string? phone) => LocalText.Languages.Select(language =>
    {
        var (culture, marketing) = (CultureInfo.GetCultureInfo(language), kind == ConsentKind.Marketing);
        var text = string.Format(culture, Wordings.GetString(marketing ? "Marketing" : "Text", culture)!, Or(clinic.In(culture)), Or(address.In(culture)), Or(phone is null ? "" : Patients.Phone.Format(phone)));
        return ConsentText.Of(kind, marketing ? MarketingVersion : Version, language, text);
    });

    private static string Or(string text) => text.Length > 0 ? text : Blank;
}
