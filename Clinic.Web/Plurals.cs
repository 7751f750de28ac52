using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Clinic.Web;

/// <summary>Plural forms of whole numbers by the rules of CLDR for ru, en and fr. A text that is counted stands under Key.one, Key.few, Key.many and Key.other.</summary>
public static class Plurals
{
    public static string Form(int count, CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "ru" => Russian(Math.Abs(count)),
        "fr" => Math.Abs(count) <= 1 ? "one" : "other",
        _ => count == 1 ? "one" : "other",
    };

    /// <summary>The text of the key for the count, which is its {0} with its thousands apart; further arguments follow.</summary>
    public static string Plural<T>(this IStringLocalizer<T> texts, string key, int count, params object[] more)
    {
        object[] arguments = [count.ToString("N0", CultureInfo.CurrentCulture), .. more];
        var text = texts[$"{key}.{Form(count, CultureInfo.CurrentUICulture)}", arguments];
        return text.ResourceNotFound ? texts[$"{key}.other", arguments] : text;
    }

    private static string Russian(int count) => (count % 10, count % 100) switch
    {
        (1, not 11) => "one",
        ( >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
        _ => "many",
    };
}
