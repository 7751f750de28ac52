using System.Collections;
using System.Globalization;
using System.Resources;
using Clinic.Domain;
using Clinic.Web;
using Xunit;

namespace Clinic.Tests.Components;

public sealed class TextsTests
{
    private static readonly Dictionary<string, string[]> Forms = new()
    {
        ["ru"] = ["one", "few", "many"],
        ["en"] = ["other"],
        ["fr"] = ["one", "other"],
    };

    public static TheoryData<string> Resources => [.. typeof(Texts).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith("Texts.resources", StringComparison.Ordinal)).Select(n => n[..^".resources".Length])];

    [Theory, MemberData(nameof(Resources))]
    public void Every_text_exists_in_every_language(string resource)
    {
        var texts = new ResourceManager(resource, typeof(Texts).Assembly);
        var languages = LocalText.Languages.ToDictionary(l => l, l => Read(texts, l));
        var keys = languages.Values.SelectMany(t => t.Keys).Where(k => !IsCounted(k)).Distinct().ToList();
        var counted = languages.Values.SelectMany(t => t.Keys).Where(IsCounted).Select(k => k[..k.LastIndexOf('.')]).Distinct().ToList();

        Assert.NotEmpty(keys.Concat(counted));
        foreach (var (language, known) in languages)
        {
            var wanted = keys.Concat(counted.SelectMany(k => Forms[language].Select(f => $"{k}.{f}")));
            Assert.Empty(wanted.Where(k => string.IsNullOrWhiteSpace(known.GetValueOrDefault(k))).Select(k => $"{resource} {language} {k}"));
        }
    }

    private static bool IsCounted(string key) => key[(key.LastIndexOf('.') + 1)..] is "one" or "few" or "many" or "other";

    private static Dictionary<string, string> Read(ResourceManager texts, string language)
    {
        var set = texts.GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{texts.BaseName} has no {language}");
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }
}
