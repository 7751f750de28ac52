using System.Collections.Frozen;
using Clinic.Api.Hosting;
using Clinic.Api.Widget.Book;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Api.Widget;

/// <summary>The booking widget, the private link's page and the sample website: static files that this assembly carries.</summary>
public static class WidgetEndpoints
{
    private const string Script = "booking.js";
    private const string SamplePage = "sample-site.html";

    private const string PageSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private const string ForAWhile = "public, max-age=300";
    private const string ForEver = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, Asset> Assets = Load();

    /// <summary>Where the script is that never changes, and the hash by which a browser checks it (<c>integrity</c>).</summary>
    public static (string Path, string Integrity) VersionedScript => ($"/w/{Assets[Script].Version}/{Script}", Assets[Script].Integrity);

    public static void MapWidget(this IEndpointRouteBuilder routes)
    {
        foreach (var name in Assets.Values.Where(a => !a.IsPage).Select(a => a.Name))
        {
            Serve(routes, $"/w/{name}", name);
        }

        Serve(routes, "/sample-site", SamplePage);
        Serve(routes, "/visit", "visit.html");
        routes.MapGet($"/w/{{version}}/{Script}", GetVersion).Public().ExcludeFromDescription();
        routes.MapGet("/", () => TypedResults.Redirect("/sample-site")).Public();
        routes.MapStart();
        routes.MapBook();
        routes.MapVisit();
    }

    private static void Serve(IEndpointRouteBuilder routes, string path, string name) =>
        routes.MapGet(path, (HttpContext context) => Answer(context, Assets[name], ForAWhile)).Public().ExcludeFromDescription();

    /// <summary>The script under the version of its content, to be kept for ever; another version leads to the one in force.</summary>
    private static Results<FileContentHttpResult, RedirectHttpResult> GetVersion(string version, HttpContext context)
    {
        if (version == Assets[Script].Version)
        {
            return Answer(context, Assets[Script], ForEver);
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Redirect($"/w/{Script}");
    }

    private static FileContentHttpResult Answer(HttpContext context, Asset asset, string cache)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = cache;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (asset.IsPage)
        {
            headers.ContentSecurityPolicy = PageSecurity;
        }

        return asset.Answer(context);
    }

    /// <summary>The sample site shows the lines of embedding with the version and the hash of the script as it is served.</summary>
    private static FrozenDictionary<string, Asset> Load()
    {
        var files = Asset.Files().ToDictionary(f => f.Name, f => f.Text);
        var script = new Asset(Script, files[Script]);
        files[SamplePage] = files[SamplePage].Replace("{version}", script.Version, StringComparison.Ordinal).Replace("{integrity}", script.Integrity, StringComparison.Ordinal);
        return files.Select(f => f.Key == Script ? script : new Asset(f.Key, f.Value)).ToFrozenDictionary(a => a.Name);
    }
}
