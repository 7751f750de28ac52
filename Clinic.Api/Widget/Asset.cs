using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Clinic.Api.Widget;

/// <summary>A static file that this assembly carries, compressed once at start.</summary>
internal sealed class Asset
{
    private const string Prefix = "Clinic.Api.Widget.";

    private readonly byte[] plain;
    private readonly byte[] brotli;
    private readonly byte[] gzip;
    private readonly string hash;

    /// <param name="name">The file's name.</param>
    /// <param name="text">What it holds; scripts are sent without their comments.</param>
    internal Asset(string name, string text)
    {
        var content = Encoding.UTF8.GetBytes(name.EndsWith(".js", StringComparison.Ordinal) ? ScriptTrimmer.Trim(text) : text);
        Name = name;
        plain = content;
        brotli = Pack(content, s => new BrotliStream(s, CompressionLevel.SmallestSize));
        gzip = Pack(content, s => new GZipStream(s, CompressionLevel.SmallestSize));
        hash = Convert.ToHexStringLower(SHA256.HashData(content))[..32];
        Integrity = $"sha384-{Convert.ToBase64String(SHA384.HashData(content))}";
    }

    public string Name { get; }

    /// <summary>Changes with the content.</summary>
    public string Version => hash[..12];

    /// <summary>For the attribute <c>integrity</c> of a script (W3C Subresource Integrity).</summary>
    public string Integrity { get; }

    public bool IsPage => Name.EndsWith(".html", StringComparison.Ordinal);

    private string Type => Path.GetExtension(Name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };

    /// <summary>Every file of ours, as it was written.</summary>
    internal static IEnumerable<(string Name, string Text)> Files()
    {
        var assembly = typeof(Asset).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && Path.GetExtension(n) is ".js" or ".css" or ".html"))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return (resource[Prefix.Length..], reader.ReadToEnd());
        }
    }

    /// <summary>In the best coding that the asker takes; 304 where it has the same already.</summary>
    public FileContentHttpResult Answer(HttpContext context)
    {
        var taken = context.Request.GetTypedHeaders().AcceptEncoding.Where(c => c.Quality is null or > 0).Select(c => c.Value.Value).ToList();
        var (content, coding) = taken.Contains("br") ? (brotli, "br") : taken.Contains("gzip") ? (gzip, "gzip") : (plain, null);
        var headers = context.Response.Headers;
        headers.Vary = "Accept-Encoding";
        if (coding is not null)
        {
            headers.ContentEncoding = coding;
        }

        return TypedResults.Bytes(content, Type, entityTag: new EntityTagHeaderValue($"\"{hash}{coding}\""));
    }

    private static byte[] Pack(byte[] content, Func<Stream, Stream> coding)
    {
        using var packed = new MemoryStream();
        using (var stream = coding(packed))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
