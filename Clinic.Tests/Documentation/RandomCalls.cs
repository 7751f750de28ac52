using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Clinic.Tests.Documentation;

/// <summary>Requests made up from the document's own schemas, sound and unsound ones; the same seed makes the same requests.</summary>
public sealed class RandomCalls(ApiDocument document, int seed)
{
    private static readonly string[] Odd =
    [
        "", " ", "0", "-1", "99999999999999999999", "x", "null", "true", "[]", "{}", "я", "🙂", "a\u0301", "\u202Eabc", "\ud800", "'; DROP TABLE \"Bookings\"; --", "<script>alert(1)</script>", "../../etc/passwd",
        "%00", "2026-02-30", "0001-01-01", "9999-12-31", "2026-12-02T25:00:00Z", "1-1-1", "1-1-2147483647", "-1--1--1", "\"", "\\", new('9', 64), new('я', 5000),
    ];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, List<string>> sound = new()
    {
        ["family"] = ["Иванова", "O'Neill"],
        ["given"] = ["Мария", "Jean-Luc"],
        ["birthDate"] = ["1980-01-31", "2020-02-29"],
        ["email"] = ["maria@example.org"],
        ["from"] = ["2026-12-02", "2026-12-03", "2026-12-02T10:00:00+03:00"],
        ["to"] = ["2026-12-09", "2026-12-04"],
        ["visitor"] = ["8e03978e-40d5-43dd-bc93-6894a57f9324", "another-page-of-a-website"],
        ["limit"] = ["1", "10", "500"],
        ["explain"] = ["1", "true"],
        ["earliest"] = ["09:00"],
        ["latest"] = ["17:30"],
        ["Accept-Language"] = ["ru", "en", "fr", "de", "*", "x;q=y"],
        ["Idempotency-Key"] = ["a", "b", "\"c\""],
        ["If-Match"] = ["\"1\"", "\"2\"", "*", "W/\"1\"", "x"],
        ["If-None-Match"] = ["*", "\"x\"", "x"],
        ["Last-Event-ID"] = ["MC4w", "x"],
        ["after"] = ["MC4w"],
    };

    public ApiOperation Operation()
    {
        var all = document.Operations.ToList();
        return all[random.Next(all.Count)];
    }

    /// <summary>What is known to be there is used from now on.</summary>
    public void Learn(string name, string value)
    {
        var known = sound.TryGetValue(name, out var there) ? there : sound[name] = [];
        if (known.Count > 40)
        {
            known.RemoveAt(0);
        }

        known.Add(value);
    }

    public HttpRequestMessage Request(ApiOperation operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        var headers = new List<(string Name, string Value)>();
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter["name"]!.GetValue<string>();
            switch (parameter["in"]!.GetValue<string>())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Segment(Text(name)), StringComparison.Ordinal);
                    break;
                case "query" when Likely(40):
                    query.Add($"{name}={Escape(Text(name))}");
                    break;
                case "header" when Likely(60) || name == "Idempotency-Key":
                    headers.Add((name, name == "Idempotency-Key" && Likely(70) ? random.Next().ToString(CultureInfo.InvariantCulture) : Text(name)));
                    break;
                default:
                    break;
            }
        }

        var request = new HttpRequestMessage(new(operation.Method.ToUpperInvariant()), $"{path}{(query.Count > 0 ? "?" : "")}{string.Join('&', query)}");
        foreach (var (name, value) in headers.Where(h => h.Value.All(c => c is >= ' ' and <= '~')))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = operation.Body is { } body ? Body(body["schema"]!) : null;
        return request;
    }

    private StringContent Body(JsonNode schema)
    {
        var text = Likely(3) ? Odd[random.Next(Odd.Length)] : Value(schema, "")?.ToJsonString() ?? "null";
        return Likely(2) ? new StringContent(text, Encoding.UTF8, "text/plain") : new StringContent(text, Encoding.UTF8, "application/json");
    }

    private JsonNode? Value(JsonNode schema, string name)
    {
        if (Likely(3))
        {
            return random.Next(5) switch { 0 => null, 1 => JsonValue.Create(random.Next()), 2 => new JsonArray(), 3 => new JsonObject(), _ => JsonValue.Create(true) };
        }

        var rule = document.Resolve(schema).AsObject();
        if (rule["oneOf"] is JsonArray shapes)
        {
            return Value(shapes[random.Next(shapes.Count)]!, name);
        }

        var types = SchemaCheck.Types(rule["type"]!).ToList();
        if (types.Contains("null") && Likely(20))
        {
            return null;
        }

        return types[0] switch
        {
            "object" => Members(rule),
            "boolean" => JsonValue.Create(Likely(50)),
            "null" => null,
            _ => rule["enum"] is JsonArray values && Likely(90) ? values[random.Next(values.Count)]?.DeepClone() : JsonValue.Create(Sound(Text(name))),
        };
    }

    private JsonObject Members(JsonObject rule)
    {
        var required = (rule["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).ToHashSet();
        var made = new JsonObject();
        foreach (var (name, member) in rule["properties"]!.AsObject())
        {
            if (required.Contains(name) ? !Likely(3) : Likely(50))
            {
                made[name] = Value(member!, name);
            }
        }

        return made;
    }

    private string Text(string name)
    {
        if (name == "phone" && Likely(90))
        {
            return $"+7 900 {random.Next(1000):000}-{random.Next(100):00}-{random.Next(100):00}";
        }

        return sound.TryGetValue(name, out var known) && known.Count > 0 && Likely(85) ? known[random.Next(known.Count)] : Odd[random.Next(Odd.Length)];
    }

    // A lone surrogate cannot be written into a body by any client.
    private static string Sound(string text) => text.Length == 1 && char.IsSurrogate(text[0]) ? "\uFFFD" : text;

    private static string Escape(string text) => Uri.EscapeDataString(Sound(text)[..Math.Min(text.Length, 300)]);

    // A client takes dots and slashes for steps, and nothing for another path.
    private static string Segment(string text) => Escape(text) is { Length: > 0 } segment && segment.Trim('.').Length > 0 ? segment : "x";

    private bool Likely(int percent) => random.Next(100) < percent;
}
