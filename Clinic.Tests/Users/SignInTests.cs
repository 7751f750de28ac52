using System.Net;
using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Web.Users;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Users;

public sealed partial class SignInTests
{
    [Theory, EveryDatabase]
    public async Task Name_and_password_open_the_page_that_was_asked_for(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();

        using var asked = await RunningWeb.Open(browser, "/my-day?x=1");
        using var response = await RunningWeb.SignIn(browser, "Anna", page: asked.Headers.Location!.PathAndQuery);

        Assert.Equal("/my-day?x=1", PathOf(response));
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("clinic-session=", StringComparison.Ordinal)
            && c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)"), InlineData("evil"), InlineData("/\t/evil.example"), InlineData(null)]
    public void Only_addresses_of_ours_are_returned_to(string? path) => Assert.Equal("/", SessionEndpoints.Local(path));

    [Fact]
    public async Task A_foreign_return_address_leads_home()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();

        using var response = await RunningWeb.SignIn(browser, "anna", page: "/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F");

        Assert.Equal("/", PathOf(response));
    }

    [Fact]
    public async Task A_refusal_does_not_tell_whether_the_user_exists_or_is_locked_out()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();
        var unknown = await Refused(browser, "nobody", "whatever it is");
        var wrong = await Refused(browser, "anna", "whatever it is");
        for (var i = 0; i < 10; i++)
        {
            await Refused(browser, "anna", "whatever it is");
        }

        var locked = await Refused(browser, "anna", RunningWeb.Password);

        Assert.Equal(unknown, wrong.Replace("anna", "nobody", StringComparison.Ordinal));
        Assert.Equal(unknown, locked.Replace("anna", "nobody", StringComparison.Ordinal));
        Assert.Contains("role=\"alert\"", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_without_an_antiforgery_token_are_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, ("Demo", "true"));
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();
        (string Path, Dictionary<string, string> Fields)[] forms =
        [
            ("/sign-in", new() { ["_handler"] = "sign-in", ["Input.Name"] = "anna", ["Input.Password"] = RunningWeb.Password }),
            ("/demo/sign-in", new() { ["role"] = Roles.Administrator }),
            ("/language", new() { ["language"] = "fr" }),
            ("/theme", new() { ["theme"] = "dark" }),
        ];
        foreach (var (path, fields) in forms)
        {
            using var response = await RunningWeb.Send(browser, path, fields);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.False(response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("clinic-", StringComparison.Ordinal)), path);
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("doctor", clinic.Doctor, Roles.Doctor);
        using var browser = web.Browser();
        await RunningWeb.SignIn(browser, "doctor");
        Assert.Equal(HttpStatusCode.OK, (await RunningWeb.Open(browser, "/my-day")).StatusCode);

        using var out1 = await RunningWeb.Press(browser, "/my-day", "/sign-out");

        Assert.Equal("/sign-in", PathOf(out1));
        Assert.Equal(HttpStatusCode.Redirect, (await RunningWeb.Open(browser, "/my-day")).StatusCode);
    }

    [Fact]
    public async Task Who_was_signed_out_at_an_open_page_is_told_why()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        using var browser = web.Browser();

        Assert.DoesNotContain("id=\"ended\"", await RunningWeb.Source(browser, "/sign-in"), StringComparison.Ordinal);
        Assert.Contains("id=\"ended\"", await RunningWeb.Source(browser, "/sign-in?returnUrl=%2Fboard&ended=true"), StringComparison.Ordinal);
    }

    /// <summary>A session is believed for some seconds without a look; whoever is shown out is not let in again meanwhile.</summary>
    [Fact]
    public async Task Who_is_sent_here_because_the_session_ended_is_not_sent_back()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();
        using var signedIn = await RunningWeb.SignIn(browser, "anna");
        using var before = await RunningWeb.Open(browser, "/sign-in?returnUrl=%2Fboard&ended=true");
        await clinic.Write(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.SecurityStamp, "another")));

        using var after = await RunningWeb.Open(browser, "/sign-in?returnUrl=%2Fboard&ended=true");

        Assert.Equal("/board", PathOf(before));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("id=\"ended\"", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var board = await RunningWeb.Open(browser, "/board");
        Assert.StartsWith("/sign-in", PathOf(board), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_the_demo_is_worth_nothing_outside_the_demo()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var cookies = new CookieContainer();
        await using (var demo = await RunningWeb.Start(clinic, ("Demo", "true")))
        {
            using var browser = demo.Browser(cookies);
            await RunningWeb.Press(browser, "/sign-in", "/demo/sign-in", ("role", Roles.Registrar));
            Assert.Equal(HttpStatusCode.OK, (await RunningWeb.Open(browser, "/board")).StatusCode);
        }

        await using var web = await RunningWeb.Start(clinic);
        using var same = web.Browser(cookies);
        Assert.Equal(HttpStatusCode.Redirect, (await RunningWeb.Open(same, "/board")).StatusCode);
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var cookies = new CookieContainer();
        await using (var web = await RunningWeb.Start(clinic))
        {
            await web.AddUser("doctor", clinic.Doctor, Roles.Doctor);
            await RunningWeb.SignIn(web.Browser(cookies), "doctor");
        }

        await using var again = await RunningWeb.Start(clinic);

        // Cookies are of the host, not of the port.
        Assert.Equal(HttpStatusCode.OK, (await RunningWeb.Open(again.Browser(cookies), "/my-day")).StatusCode);
    }

    [Fact]
    public async Task One_click_sign_in_exists_in_the_demo_only()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using (var real = await RunningWeb.Start(clinic))
        {
            using var browser = real.Browser();
            using var response = await RunningWeb.Press(browser, "/sign-in", "/demo/sign-in", ("role", Roles.Administrator));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.DoesNotContain("/demo/sign-in", await RunningWeb.Source(browser, "/sign-in"), StringComparison.Ordinal);
        }

        await using var demo = await RunningWeb.Start(clinic, ("Demo", "true"));
        foreach (var role in Roles.All)
        {
            using var browser = demo.Browser();
            using var response = await RunningWeb.Press(browser, "/sign-in", "/demo/sign-in", ("role", role), ("returnUrl", "/"));
            Assert.Equal("/", PathOf(response));
            using var home = await RunningWeb.Open(browser, "/");
            Assert.Equal(role == Roles.Doctor ? "/my-day" : "/board", PathOf(home));
        }
    }

    [Theory]
    [EveryDatabase]
    public async Task Of_many_who_press_the_same_button_first_and_at_once_all_come_in(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var demo = await RunningWeb.Start(clinic, ("Demo", "true"));

        await Parallel.ForEachAsync(Enumerable.Range(0, 6), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (_, _) =>
        {
            using var browser = demo.Browser();
            using var response = await RunningWeb.Press(browser, "/sign-in", "/demo/sign-in", ("role", Roles.Registrar), ("returnUrl", "/"));
            Assert.Equal("/", PathOf(response));
        });

        Assert.Equal(1, await clinic.Read(db => db.Users.CountAsync()));
    }

    private static async Task<string> Refused(HttpClient browser, string name, string password)
    {
        using var response = await RunningWeb.SignIn(browser, name, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var main = await response.Content.ReadAsStringAsync();
        return Changing().Replace(main[main.IndexOf("<main", StringComparison.Ordinal)..main.IndexOf("</main>", StringComparison.Ordinal)], "");
    }

    private static string PathOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var location = response.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
    }

    // Tokens and ids that differ each time.
    [GeneratedRegex("value=\"CfDJ8[^\"]*\"|id=\"[^\"]{10}\"")]
    private static partial Regex Changing();
}
