using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Clinic.Tests.Documentation;

/// <summary>Whether a value is what a schema says: the part of JSON Schema 2020-12 that the document uses. What it does not know fails, so that nothing goes unchecked.</summary>
public sealed class SchemaCheck(ApiDocument document)
{
    private static readonly string[] Known =
        ["$ref", "type", "description", "properties", "required", "items", "enum", "oneOf", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "examples"];

    /// <summary>What is wrong, each with its place; empty when all is well.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string at = "")
    {
        var rule = document.Resolve(schema).AsObject();
        if (rule.FirstOrDefault(r => !Known.Contains(r.Key)).Key is { } unknown)
        {
            return [$"{at}: the check does not know {unknown}"];
        }

        if (rule["oneOf"] is { } choices)
        {
            var fits = choices.AsArray().Count(c => !Faults(value, c!, at).Any());
            return fits > 0 ? [] : [$"{at}: none of the shapes fits"];
        }

        if (rule["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
        {
            return [$"{at}: {TypeOf(value)} is not {type.ToJsonString()}"];
        }

        if (rule["enum"] is { } all && !all.AsArray().Any(v => JsonNode.DeepEquals(v, value)))
        {
            return [$"{at}: {value?.ToJsonString()} is none of {all.ToJsonString()}"];
        }

        return value switch
        {
            JsonObject members => Members(members, rule, at),
            JsonArray items when rule["items"] is { } item => items.SelectMany((v, i) => Faults(v, item, $"{at}/{i}")),
            JsonValue plain when plain.GetValueKind() == JsonValueKind.String => Text(plain.GetValue<string>(), rule, at),
            JsonValue plain when plain.GetValueKind() == JsonValueKind.Number => Number(plain.GetValue<double>(), rule, at),
            _ => [],
        };
    }

    internal static IEnumerable<string> Types(JsonNode type) => type is JsonArray many ? many.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private IEnumerable<string> Members(JsonObject members, JsonObject rule, string at)
    {
        var properties = rule["properties"]?.AsObject();
        foreach (var missing in (rule["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r)))
        {
            yield return $"{at}/{missing}: is missing";
        }

        foreach (var (name, value) in members)
        {
            if (properties is not null && properties[name] is null)
            {
                yield return $"{at}/{name}: is not described";
            }

            foreach (var fault in properties?[name] is { } schema ? Faults(value, schema, $"{at}/{name}") : [])
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Text(string text, JsonObject rule, string at)
    {
        if (text.Length < (rule["minLength"]?.GetValue<int>() ?? 0) || text.Length > (rule["maxLength"]?.GetValue<int>() ?? int.MaxValue))
        {
            yield return $"{at}: length {text.Length}";
        }

        if (rule["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern))
        {
            yield return $"{at}: {text} does not match {pattern}";
        }

        var sound = rule["format"]?.GetValue<string>() switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && Regex.IsMatch(text, @"T.*(Z|[+-]\d\d:\d\d)$"),
            "uri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            _ => true,
        };
        if (!sound)
        {
            yield return $"{at}: {text} is no {rule["format"]}";
        }
    }

    private static IEnumerable<string> Number(double number, JsonObject rule, string at)
    {
        if (number < (rule["minimum"]?.GetValue<double>() ?? double.MinValue) || number > (rule["maximum"]?.GetValue<double>() ?? double.MaxValue))
        {
            yield return $"{at}: {number} is out of range";
        }
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value!.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
    };
}
