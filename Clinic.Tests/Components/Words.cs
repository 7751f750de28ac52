using System.Globalization;
using System.Resources;
using Clinic.Web;

namespace Clinic.Tests.Components;

/// <summary>What the pages say in a language, out of their own texts.</summary>
internal static class Words
{
    public static string Of<T>(string locale, string key, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(locale);
        var text = new ResourceManager(typeof(T)).GetString(key, culture) ?? throw new KeyNotFoundException($"{typeof(T).Name} {key} {locale}");
        return string.Format(culture, text, values);
    }

    public static string Counted<T>(string locale, string key, int count) => Of<T>(locale, $"{key}.{Plurals.Form(count, CultureInfo.GetCultureInfo(locale))}", count);
}
