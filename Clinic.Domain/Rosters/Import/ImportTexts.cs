using System.Globalization;
using System.Resources;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Words of a plan: ImportTexts.resx (en), .ru.resx, .fr.resx.</summary>
internal static class ImportTexts
{
    private static readonly ResourceManager Resources = new(typeof(ImportTexts));

    public static string Get(string key, CultureInfo culture) => Resources.GetString(key, culture) ?? key;

    public static string Format(string key, CultureInfo culture, object argument) => string.Format(culture, Get(key, culture), argument);
}
