using System.Collections.Frozen;
using System.Security.Cryptography;
using Clinic.Api.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Clinic.Api.Widget;

/// <summary>The booking widget, the private link's page and the sample website: static files that this assembly carries.</summary>
public static class WidgetEndpoints
{
    private const string Prefix = "Clinic.Api.Widget.";

    private const string PageSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private static readonly FrozenDictionary<string, Asset> Assets = Load().ToFrozenDictionary(a => a.Name);

    public static void MapWidget(this IEndpointRouteBuilder routes)
    {
        Serve(routes, "/w/booking.js", "booking.js");
        Serve(routes, "/w/sample-site.css", "sample-site.css");
        Serve(routes, "/w/pages.js", "pages.js");
        Serve(routes, "/w/visit.css", "visit.css");
        Serve(routes, "/w/visit.js", "visit.js");
        Serve(routes, "/sample-site", "sample-site.html");
        Serve(routes, "/visit", "visit.html");
        routes.MapGet("/", () => TypedResults.Redirect("/sample-site")).Public();
    }

    private static void Serve(IEndpointRouteBuilder routes, string path, string name) =>
        routes.MapGet(path, (HttpResponse response) => Answer(response, Assets[name])).Public().ExcludeFromDescription();

    private static FileContentHttpResult Answer(HttpResponse response, Asset asset)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=300";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (asset.IsPage)
        {
            headers.ContentSecurityPolicy = PageSecurity;
        }

        return TypedResults.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
    }

    private static IEnumerable<Asset> Load()
    {
        var assembly = typeof(WidgetEndpoints).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return new(resource[Prefix.Length..], content.ToArray());
        }
    }

    private sealed record Asset(string Name, byte[] Content)
    {
        public bool IsPage => Name.EndsWith(".html", StringComparison.Ordinal);

        public string Type => Path.GetExtension(Name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/html; charset=utf-8",
        };

        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexString(SHA256.HashData(Content))[..32]}\"");
    }
}
