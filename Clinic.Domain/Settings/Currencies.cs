using System.Globalization;

namespace Clinic.Domain.Settings;

/// <summary>ISO 4217 codes of the currencies in use, by the regions that the system knows.</summary>
public static class Currencies
{
    public static readonly IReadOnlyList<string> All = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(c => new RegionInfo(c.Name).ISOCurrencySymbol)
        .Where(c => c.Length == 3 && c.All(char.IsAsciiLetterUpper) && c is not "XXX")
        .Distinct()
        .Order(StringComparer.Ordinal)];
}
