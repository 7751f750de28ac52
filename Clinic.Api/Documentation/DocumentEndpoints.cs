using System.Security.Cryptography;
using Clinic.Api.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Clinic.Api.Documentation;

/// <summary>The description of the public API, OpenAPI 3.1, and a page that shows it. Written by hand: the tests hold it against every answer.</summary>
public static class DocumentEndpoints
{
    private const string Prefix = "Clinic.Api.Documentation.";
    private const string PageSecurity = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        Serve(routes, "/openapi/v1.json", "openapi.json", "application/json; charset=utf-8");
        Serve(routes, "/docs", "docs.html", "text/html; charset=utf-8");
        Serve(routes, "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8");
        Serve(routes, "/docs/docs.css", "docs.css", "text/css; charset=utf-8");
    }

    private static void Serve(IEndpointRouteBuilder routes, string path, string name, string type)
    {
        var content = Load(name);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(content))[..32]}\"");
        routes.MapGet(path, (HttpResponse response) => Answer(response, content, type, tag)).Public();
    }

    private static FileContentHttpResult Answer(HttpResponse response, byte[] content, string type, EntityTagHeaderValue tag)
    {
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = PageSecurity;
        return TypedResults.Bytes(content, type, entityTag: tag);
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(DocumentEndpoints).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
