using System.Text.Json.Nodes;

namespace Clinic.Tests.Documentation;

/// <summary>What a newer document takes away from those who rely on an older one.</summary>
public sealed class Narrowing(ApiDocument older, ApiDocument newer)
{
    /// <summary>Each loss with its place; empty where the newer only adds.</summary>
    public IEnumerable<string> Find()
    {
        var operations = newer.Operations.ToDictionary(o => o.ToString());
        return older.Operations.SelectMany(before => operations.TryGetValue(before.ToString(), out var now) ? Compare(before, now) : [$"{before}: is gone"]);
    }

    private IEnumerable<string> Compare(ApiOperation before, ApiOperation now)
    {
        var at = before.ToString();
        if (before.Id != now.Id)
        {
            yield return $"{at}: operationId was {before.Id}";
        }

        var known = before.Parameters.ToDictionary(Key);
        var parameters = now.Parameters.ToDictionary(Key);
        foreach (var (key, parameter) in known)
        {
            if (!parameters.TryGetValue(key, out var same))
            {
                yield return $"{at} {key}: is gone";
                continue;
            }

            foreach (var loss in Compare(parameter["schema"]!, same["schema"]!, asked: true, $"{at} {key}"))
            {
                yield return loss;
            }
        }

        foreach (var (key, _) in parameters.Where(p => Required(p.Value) && !(known.TryGetValue(p.Key, out var was) && Required(was))))
        {
            yield return $"{at} {key}: is required now";
        }

        var bodies = before.Body is { } old ? now.Body is { } body ? Compare(old["schema"]!, body["schema"]!, asked: true, $"{at} body") : [$"{at}: takes no body any more"] : [];
        var answers = before.Answers.SelectMany(a => now.Answers.Any(n => n.Status == a.Status)
            ? before.Schema(int.Parse(a.Status)) is { } was ? Compare(was, now.Schema(int.Parse(a.Status)) ?? new JsonObject(), asked: false, $"{at} {a.Status}") : []
            : [$"{at} {a.Status}: is gone"]);
        foreach (var loss in bodies.Concat(answers))
        {
            yield return loss;
        }
    }

    /// <param name="before">The older schema.</param>
    /// <param name="now">The newer one.</param>
    /// <param name="asked">What callers send, which may only widen; else what they are answered, where nothing may go.</param>
    /// <param name="at">The place.</param>
    private IEnumerable<string> Compare(JsonNode before, JsonNode now, bool asked, string at)
    {
        var (was, rule) = (older.Resolve(before).AsObject(), newer.Resolve(now).AsObject());
        if (was["oneOf"] is JsonArray shapes)
        {
            return rule["oneOf"] is not JsonArray others || others.Count < shapes.Count ? [$"{at}: shapes are gone"] : shapes.Zip(others).SelectMany(p => Compare(p.First!, p.Second!, asked, at));
        }

        var (types, kept) = (Types(was), Types(rule));
        var losses = new List<string>();
        if (asked ? types.Except(kept).Any() : kept.Except(types).Any())
        {
            losses.Add($"{at}: was {string.Join('|', types)}");
        }

        if (asked && was["enum"] is JsonArray values && rule["enum"] is JsonArray left && values.Any(v => !left.Any(l => JsonNode.DeepEquals(l, v))))
        {
            losses.Add($"{at}: values are gone");
        }

        if (asked && ((was["enum"] is null && rule["enum"] is not null) || Most(rule) < Most(was)))
        {
            losses.Add($"{at}: is narrower");
        }

        var (required, still) = (Names(was), Names(rule));
        losses.AddRange((asked ? still.Except(required) : required.Except(still)).Select(n => $"{at}/{n}: {(asked ? "is required now" : "may be missing now")}"));
        foreach (var (name, member) in was["properties"]?.AsObject() ?? [])
        {
            losses.AddRange(rule["properties"]?[name] is { } same ? Compare(member!, same, asked, $"{at}/{name}") : [$"{at}/{name}: is gone"]);
        }

        if (was["items"] is { } item)
        {
            losses.AddRange(rule["items"] is { } same ? Compare(item, same, asked, $"{at}[]") : [$"{at}: items are gone"]);
        }

        return losses;
    }

    private static string Key(JsonNode parameter) => $"{parameter["in"]}:{parameter["name"]}";

    private static bool Required(JsonNode parameter) => parameter["required"]?.GetValue<bool>() == true;

    private static List<string> Types(JsonObject rule) => rule["type"] is { } type ? [.. SchemaCheck.Types(type)] : [];

    private static List<string> Names(JsonObject rule) => [.. (rule["required"]?.AsArray() ?? []).Select(n => n!.GetValue<string>())];

    private static int Most(JsonObject rule) => rule["maxLength"]?.GetValue<int>() ?? int.MaxValue;
}
