using System.Globalization;
using System.Resources;

namespace Clinic.Domain.Settings;

/// <summary>
/// The consent to the processing of personal data that an installation starts with: a document of its own, as Russian law 152-FZ (article 9) asks for,
/// in each language. The clinic's lawyer may replace it by a text under another version.
/// </summary>
public static class ConsentTemplate
{
    /// <summary>Raise with each change of the wording.</summary>
    public const string Version = "2026-11";

    // A place to fill in by hand, where a paper form would have a line.
    private const string Blank = "________________";

    private static readonly ResourceManager Wordings = new("Clinic.Domain.Settings.ConsentTemplate", typeof(ConsentTemplate).Assembly);

    /// <summary>The text in each language with the operator's name, address and telephone number filled in.</summary>
    public static IEnumerable<ConsentText> Texts(LocalText clinic, LocalText address, string? phone) => LocalText.Languages.Select(language =>
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var text = string.Format(culture, Wordings.GetString("Text", culture)!, Or(clinic.In(culture)), Or(address.In(culture)), Or(phone is null ? "" : Patients.Phone.Format(phone)));
        return ConsentText.Of(Version, language, text);
    });

    private static string Or(string text) => text.Length > 0 ? text : Blank;
}
