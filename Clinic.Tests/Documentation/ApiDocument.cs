using System.Text.Json.Nodes;
using Clinic.Api.Hosting;

namespace Clinic.Tests.Documentation;

/// <summary>An OpenAPI document: its operations and schemas.</summary>
public sealed class ApiDocument(JsonNode root)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>The document that the public host carries.</summary>
    public static ApiDocument Current { get; } = new(Load());

    public JsonNode Root => root;

    public IEnumerable<ApiOperation> Operations =>
        from path in root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select new ApiOperation(this, path.Key, operation.Key, operation.Value!);

    /// <summary>What a reference points to; anything else as it is.</summary>
    public JsonNode Resolve(JsonNode node)
    {
        while (node is JsonObject && node["$ref"]?.GetValue<string>() is { } pointer)
        {
            node = pointer[2..].Split('/').Aggregate(root, (at, part) => at[part]!);
        }

        return node;
    }

    /// <summary>A copy to play with.</summary>
    public ApiDocument Copy() => new(root.DeepClone());

    private static JsonNode Load()
    {
        using var stream = typeof(ApiHost).Assembly.GetManifestResourceStream("Clinic.Api.Documentation.openapi.json")!;
        return JsonNode.Parse(stream)!;
    }
}

/// <summary>One operation of a document.</summary>
public sealed record ApiOperation(ApiDocument Document, string Path, string Method, JsonNode Node)
{
    public string Id => Node["operationId"]!.GetValue<string>();

    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(p => Document.Resolve(p!));

    /// <summary>Schema and example of the body; null for none.</summary>
    public JsonNode? Body => Node["requestBody"]?["content"]?["application/json"];

    public IEnumerable<(string Status, JsonNode Answer)> Answers => Node["responses"]!.AsObject().Select(r => (r.Key, Document.Resolve(r.Value!)));

    /// <summary>The schema of what is answered under a status; null where there is no body or no such status.</summary>
    public JsonNode? Schema(int status) => Answers.Where(a => a.Status == $"{status}").Select(a => a.Answer["content"]?.AsObject().First().Value!["schema"]).FirstOrDefault();

    public override string ToString() => $"{Method} {Path}";
}
