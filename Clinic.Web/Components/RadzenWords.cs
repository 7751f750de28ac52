using System.Globalization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Clinic.Web.Components;

/// <summary>The words of Radzen's own buttons, which nobody sees and some hear, in the reader's language.</summary>
public sealed class RadzenWords(IStringLocalizer<RadzenTexts> texts) : ILocalizer
{
    public string? Get(string key, CultureInfo culture) => texts[key] is { ResourceNotFound: false } known ? known.Value : null;
}
