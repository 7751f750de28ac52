using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>How the script is served.</summary>
public sealed partial class WidgetFilesTests
{
    private const int MostBytes = 15_000;

    [Fact]
    public async Task The_script_with_its_style_is_small_compressed_and_under_its_version_kept_for_ever()
    {
        await using var site = await Website.Start();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site.Server) };

        var (gzip, etag) = await Get(http, "/w/booking.js", "gzip");
        var (brotli, _) = await Get(http, "/w/booking.js", "br");
        Assert.InRange(gzip.Length, 5_000, MostBytes);
        Assert.InRange(brotli.Length, 5_000, gzip.Length);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/w/booking.js");
        again.Headers.AcceptEncoding.ParseAdd("gzip");
        again.Headers.IfNoneMatch.Add(etag!);
        using var same = await http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        // The sample site shows the lines to embed, with the version and the hash of what is served.
        var shown = Lines().Match(WebUtility.HtmlDecode(await http.GetStringAsync("/sample-site", TestContext.Current.CancellationToken)));
        using var versioned = await http.GetAsync(shown.Groups["path"].Value, TestContext.Current.CancellationToken);
        Assert.Equal("public, max-age=31536000, immutable", versioned.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(shown.Groups["hash"].Value, Convert.ToBase64String(SHA384.HashData(await versioned.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))));

        using var old = await http.GetAsync("/w/000000000000/booking.js", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, "/w/booking.js"), (old.StatusCode, old.Headers.Location?.ToString()));
    }

    private static async Task<(byte[] Body, EntityTagHeaderValue? Tag)> Get(HttpClient http, string path, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd(coding);
        using var response = await http.SendAsync(request);
        Assert.Equal(coding, response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        return (await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag);
    }

    [GeneratedRegex("""src="(?<path>/w/[0-9a-f]+/booking\.js)" integrity="sha384-(?<hash>[^"]+)" """, RegexOptions.ExplicitCapture)]
    private static partial Regex Lines();
}
