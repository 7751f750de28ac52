using System.Net;
using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>A proxy takes https off and says so: what is told to browsers then, and what where nobody trusts it.</summary>
public sealed partial class ForwardedSchemeTests
{
    private const string Trusted = "127.0.0.1";
    private const string Another = "10.0.0.1 192.168.0.0/16";
    private const string Half = "max-age=15552000";

    [Theory]
    [InlineData(Trusted, "https", "https://clinic.example/sign-in?", true)]
    [InlineData(Trusted, "http", "http://clinic.example/sign-in?", false)]
    [InlineData(Another, "https", "http://clinic.example/sign-in?", false)]
    [InlineData("", "https", "http://clinic.example/sign-in?", false)]
    public async Task The_intranet_leads_to_https_and_keeps_its_cookies_to_it_where_a_trusted_proxy_says_so(string proxies, string scheme, string leads, bool secure)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, ("Web:Proxies", proxies));
        await web.AddUser("olga", Roles.Registrar);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = web.Address };

        using var stranger = await Send(http, "/board", scheme);
        Assert.StartsWith(leads, stranger.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(secure ? Half : null, Promise(stranger));

        using var page = await Send(http, "/sign-in", scheme);
        var form = Cookies(page);
        var token = Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
        using var signedIn = await Send(http, "/sign-in?returnUrl=%2Fboard", scheme, form, new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Input.Name"] = "olga",
            ["Input.Password"] = RunningWeb.Password,
        });
        var session = Cookies(signedIn);
        Assert.Contains(session, c => c.StartsWith("clinic-session=", StringComparison.Ordinal));
        Assert.All(form.Concat(session), c => Assert.Equal(secure, c.Contains("; secure", StringComparison.OrdinalIgnoreCase)));

        // And the way there is open: the same session, the same scheme.
        using var board = await Send(http, "/board", scheme, session);
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        Assert.Contains("<base href=\"/\"", await board.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Trusted, "https", "booking.clinic.example", Half)]
    [InlineData(Trusted, "https", "booking.clinic.example:443", Half)]
    [InlineData(Trusted, "https", "clinic.example:8443", null)]
    [InlineData(Trusted, "http", "booking.clinic.example", null)]
    [InlineData(Another, "https", "booking.clinic.example", null)]
    [InlineData("", "https", "booking.clinic.example", null)]
    public async Task The_public_host_asks_for_https_to_stay_where_a_trusted_proxy_says_so_and_never_at_a_port_beside_a_website(string proxies, string scheme, string host, string? promise)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Proxies", proxies));
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };

        using var clinicAnswer = await Send(http, "/api/v1/clinic", scheme, host: host);
        using var redirect = await Send(http, "/", scheme, host: host);

        Assert.Equal((promise, promise), (Promise(clinicAnswer), Promise(redirect)));

        // Links and redirects name neither scheme nor host, so that a forged one leads nowhere.
        Assert.Equal((HttpStatusCode.Redirect, "/sample-site"), (redirect.StatusCode, redirect.Headers.Location?.ToString()));
        using var page = await Send(http, "/book", scheme, host: host);
        Assert.DoesNotContain(host, await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient http, string path, string scheme, IReadOnlyCollection<string>? cookies = null, Dictionary<string, string>? form = null, string host = "clinic.example")
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", "203.0.113.1");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static List<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];

    private static string? Promise(HttpResponseMessage answer) => answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
