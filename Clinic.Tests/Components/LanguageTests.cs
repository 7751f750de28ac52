using System.Net;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Components;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("fr-CA,en;q=0.5", "fr", "Connexion")]
    [InlineData("en-US", "en", "Sign in")]
    [InlineData("de,ru;q=0.4,en;q=0.3", "ru", "Вход")]
    [InlineData("de", "ru", "Вход")]
    public async Task The_browser_chooses_until_the_reader_does(string accept, string language, string title)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        using var browser = web.Browser(language: accept);

        var page = WebUtility.HtmlDecode(await RunningWeb.Source(browser, "/sign-in"));

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chosen_language_stays_with_the_page_and_the_user()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("doctor", clinic.Doctor, Roles.Doctor);
        using var browser = web.Browser();
        await RunningWeb.SignIn(browser, "doctor");
        Assert.Contains("<html lang=\"fr\"", await RunningWeb.Source(browser, "/my-day"), StringComparison.Ordinal);

        using var changed = await RunningWeb.Press(browser, "/my-day", "/language", ("language", "en"), ("returnUrl", "/my-day/2026-12-02"));

        Assert.Equal("/my-day/2026-12-02", changed.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"en\"", await RunningWeb.Source(browser, "/my-day"), StringComparison.Ordinal);
        Assert.Equal("en", await clinic.Read(db => db.Users.Select(u => u.Language).SingleAsync()));
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound, "There is no such page")]
    [InlineData("/status/500", HttpStatusCode.InternalServerError, "Something went wrong")]
    public async Task Faults_have_a_page_of_their_own(string path, HttpStatusCode status, string title)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);

        using var response = await RunningWeb.Open(web.Browser(), path);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(title, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
