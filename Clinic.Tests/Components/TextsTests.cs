using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Web;
using Xunit;

namespace Clinic.Tests.Components;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string[]> Forms = new()
    {
        ["ru"] = ["one", "few", "many"],
        ["en"] = ["other"],
        ["fr"] = ["one", "other"],
    };

    private static readonly Dictionary<string, Assembly> Homes = new[] { typeof(Texts).Assembly, typeof(LocalText).Assembly, typeof(Clinic.Api.Program).Assembly }
        .SelectMany(a => a.GetManifestResourceNames().Where(n => n.EndsWith("Texts.resources", StringComparison.Ordinal)).Select(n => (Name: n[..^".resources".Length], Home: a)))
        .ToDictionary(r => r.Name, r => r.Home);

    public static TheoryData<string> Resources => [.. Homes.Keys];

    [Theory, MemberData(nameof(Resources))]
    public void Every_text_exists_in_every_language(string resource)
    {
        var languages = Languages(resource);
        var keys = languages.Values.SelectMany(t => t.Keys).Where(k => !IsCounted(k)).Distinct().ToList();
        var counted = languages.Values.SelectMany(t => t.Keys).Where(IsCounted).Select(k => k[..k.LastIndexOf('.')]).Distinct().ToList();

        Assert.NotEmpty(keys.Concat(counted));
        foreach (var (language, known) in languages)
        {
            var wanted = keys.Concat(counted.SelectMany(k => Forms[language].Select(f => $"{k}.{f}")));
            Assert.Empty(wanted.Where(k => string.IsNullOrWhiteSpace(known.GetValueOrDefault(k))).Select(k => $"{resource} {language} {k}"));
        }
    }

    [Theory, MemberData(nameof(Resources))]
    public void Every_language_names_the_same_values(string resource)
    {
        var languages = Languages(resource);
        var keys = languages.Values.Select(t => t.Keys.Where(k => !IsCounted(k))).Aggregate((a, b) => a.Intersect(b));
        Assert.All(keys, k => Assert.Single(languages.Values.Select(t => string.Join(' ', Places().Matches(t[k]).Select(m => m.Value).Distinct().Order())).Distinct()));
    }

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Places();

    private static Dictionary<string, Dictionary<string, string>> Languages(string resource)
    {
        var texts = new ResourceManager(resource, Homes[resource]);
        return LocalText.Languages.ToDictionary(l => l, l => Read(texts, l));
    }

    private static bool IsCounted(string key) => key.LastIndexOf('.') is > 0 and var dot && key[(dot + 1)..] is ("one" or "few" or "many" or "other");

    private static Dictionary<string, string> Read(ResourceManager texts, string language)
    {
        var set = texts.GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{texts.BaseName} has no {language}");
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }
}
