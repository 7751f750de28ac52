using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Reports;

public sealed class WaitingReportPageTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru", "Время ожидания", "10 мин", "По дату", "Показать", "Скачать CSV", "Ожидание, медиана, мин", "Период длиннее 92 дней.", "За этот период никто не приходил")]
    [InlineData("en", "Waiting times", "10 min", "To", "Show", "Download CSV", "Wait, median, min", "The period is longer than 92 days.", "Nobody came in this period")]
    [InlineData("fr", "Temps d’attente", "10 min", "Au", "Afficher", "Télécharger en CSV", "Attente, médiane, min", "La période dépasse 92 jours.", "Personne n’est venu pendant cette période")]
    public async Task A_registrar_sees_who_lets_patients_wait_and_looks_at_the_visits(
        string language, string title, string median, string to, string show, string download, string waited, string refused, string nobody)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Ильин", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, called: 30, begun: 32, done: 57);
        await clinic.Visit(TestClinic.Moscow(1, 11), clinic.Doctor, arrived: -3);
        await clinic.Visit(TestClinic.Moscow(1, 10), other, arrived: -8, called: 2, begun: 3, done: 20);
        await clinic.Visit(TestClinic.Moscow(1, 11), other, arrived: -4, begun: -2, done: 20);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        var page = await Open(web, clinic, "olga", language, "/journal");

        await page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Expect(page.Locator(".report-tiles > div").Nth(0)).ToContainTextAsync("4");
        await Expect(page.Locator(".report-tiles > div").Nth(1)).ToContainTextAsync(median.Replace(' ', '\u00a0'));
        await Expect(page.Locator(".report-table tbody th")).ToContainTextAsync(["Ильин", "Петров"]);

        // The longest first, from the keyboard.
        await page.GetByRole(AriaRole.Link, new() { Name = waited }).PressAsync("Enter");
        await Expect(page.Locator(".report-table tbody th")).ToContainTextAsync(["Петров", "Ильин"]);
        await Expect(page.Locator("[aria-sort=descending]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".report-table tbody tr").First.Locator("td")).ToHaveTextAsync(["2", "1", "40", "40", Share(language), Share(language), "32", "32", "25"]);

        await page.Locator(".report-table tbody th a").First.ClickAsync();
        await Expect(page.Locator(".visits tbody tr").First.Locator("td")).ToContainTextAsync(["08:50:00", "09:30:00", "09:32:00", "09:57:00", "40:00", "32:00", "25:00"]);
        await Expect(page.Locator(".visits tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".visits tbody tr .tag")).ToHaveCountAsync(1);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = download }).ClickAsync());
        Assert.Equal("waiting-2026-11-30-2026-12-06.csv", file.SuggestedFilename);
        Assert.Contains("08:50:00;09:30:00;09:32:00;09:57:00;40;32;25", await File.ReadAllTextAsync(await file.PathAsync(), Encoding.UTF8, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Textbox, new() { Name = to, Exact = true }).FillAsync("30122027".Insert(4, language == "ru" ? "." : "/").Insert(2, language == "ru" ? "." : "/"));
        await page.GetByRole(AriaRole.Button, new() { Name = show }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(refused);

        // What nobody can read stays to be mended, and Enter asks again.
        await page.Alive();
        await page.GetByRole(AriaRole.Textbox, new() { Name = to, Exact = true }).FillAsync("31.02.2026");
        await page.GetByRole(AriaRole.Textbox, new() { Name = to, Exact = true }).PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("to=31\\.02\\.2026"));
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = to, Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = to, Exact = true })).ToHaveValueAsync("31.02.2026");
        await page.GotoAsync($"{web.Address}reports/waiting?period=yesterday");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = nobody })).ToBeVisibleAsync();
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_doctor_has_the_report_at_hand_and_it_is_of_the_own_visits()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Ильин", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, called: 1, begun: 2, done: 27);
        await clinic.Visit(TestClinic.Moscow(1, 9), other, arrived: -10, called: 1, begun: 2, done: 27);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("petrov", clinic.Doctor, Roles.Doctor);
        await web.AddUser("nobody", Roles.Doctor);
        var page = await Open(web, clinic, "petrov", "en", "/my-day");

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Waiting times" }).ClickAsync();
        await Expect(page.Locator(".visits tbody tr")).ToHaveCountAsync(1);
        await Expect(page.GetByText("Ильин")).ToHaveCountAsync(0);
        await page.GotoAsync($"{web.Address}reports/waiting?doctor={other}");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have no right to do this.");
        var unlinked = await Open(web, clinic, "nobody", "en", "/reports/waiting");
        await Expect(unlinked.GetByRole(AriaRole.Heading, new() { Name = "not linked" })).ToBeVisibleAsync();
        Assert.Empty(faults);
    }

    private static string Share(string language) => 1.ToString("P0", CultureInfo.GetCultureInfo(language));

    private async Task<IPage> Open(RunningWeb web, TestClinic clinic, string name, string language, string path)
    {
        await clinic.Write(db => db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.Language, language)));
        var page = await browser.Page(faults, language);
        await web.SignIn(page, name);
        await page.GotoAsync($"{web.Address}{path[1..]}");
        await page.Alive();
        return page;
    }
}
