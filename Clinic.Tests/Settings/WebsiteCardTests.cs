using System.Net;
using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Settings;

public sealed partial class WebsiteCardTests
{
    private static readonly (string, string) Public = ("Api:PublicUrl", "https://booking.clinic.example/");

    [Fact]
    public async Task An_administrator_copies_the_lines_for_the_website_and_they_fit_the_script_that_is_served()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, Public);
        await using var api = await RunningApi.Start(clinic);
        await web.AddUser("anna", Roles.Administrator);
        using var http = web.Browser();
        await RunningWeb.SignIn(http, "anna");

        var page = WebUtility.HtmlDecode(await RunningWeb.Source(http, "/settings"));

        Assert.Contains("<script src=\"https://booking.clinic.example/w/booking.js\" async></script>\n<clinic-booking></clinic-booking>", page, StringComparison.Ordinal);
        var line = Versioned().Match(page);
        using var served = await api.Http.GetAsync(line.Groups["path"].Value, TestContext.Current.CancellationToken);
        Assert.Equal("public, max-age=31536000, immutable", served.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(
            line.Groups["hash"].Value,
            Convert.ToBase64String(System.Security.Cryptography.SHA384.HashData(await served.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task The_code_for_the_door_is_printed_where_patients_can_reach_the_server()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using (var web = await RunningWeb.Start(clinic, Public))
        {
            await web.AddUser("anna", Roles.Administrator);
            using var http = web.Browser();
            await RunningWeb.SignIn(http, "anna");
            var sheet = await RunningWeb.Source(http, "/print/book");
            Assert.Contains("<svg", sheet, StringComparison.Ordinal);
            Assert.Contains("https://booking.clinic.example/book", sheet, StringComparison.Ordinal);
            Assert.Contains("href=\"/print/book\"", await RunningWeb.Source(http, "/settings"), StringComparison.Ordinal);
        }

        await using var alone = await RunningWeb.Start(clinic);
        using var local = alone.Browser();
        await RunningWeb.SignIn(local, "anna");
        Assert.DoesNotContain("<svg", await RunningWeb.Source(local, "/print/book"), StringComparison.Ordinal);
        Assert.DoesNotContain("/print/book", await RunningWeb.Source(local, "/settings"), StringComparison.Ordinal);
    }

    [GeneratedRegex("""src="https://booking\.clinic\.example(?<path>/w/[0-9a-f]+/booking\.js)" integrity="sha384-(?<hash>[^"]+)" crossorigin="anonymous" """, RegexOptions.ExplicitCapture)]
    private static partial Regex Versioned();
}
