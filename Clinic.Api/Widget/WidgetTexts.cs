using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Clinic.Domain;

namespace Clinic.Api.Widget;

/// <summary>What the public pages say, by language.</summary>
internal sealed class WidgetTexts
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    private WidgetTexts(params IReadOnlyList<string> resources) => languages = LocalText.Languages.ToFrozenDictionary(
        l => l, l => resources.SelectMany(r => Read(r, CultureInfo.GetCultureInfo(l))).ToFrozenDictionary(t => t.Key, t => t.Value));

    /// <summary>Of the booking widget.</summary>
    public static WidgetTexts Booking { get; } = new("WidgetTexts");

    /// <summary>Of the private link's page, which has the widget's parts.</summary>
    public static WidgetTexts Visit { get; } = new("WidgetTexts", "VisitTexts");

    /// <summary>Of the hosted page without script.</summary>
    public static WidgetTexts Book { get; } = new("WidgetTexts", "VisitTexts", "BookTexts");

    /// <summary>A language of ours: the one asked for, else Russian.</summary>
    public static string Language(string? asked) => LocalText.Languages.Contains(asked) ? asked! : LocalText.Languages[0];

    public FrozenDictionary<string, string> In(string language) => languages[language];

    private static IEnumerable<KeyValuePair<string, string>> Read(string resource, CultureInfo culture) =>
        new ResourceManager($"Clinic.Api.Widget.{resource}", typeof(WidgetTexts).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!));
}
