using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>The server goes, the page stays: what is typed outlives it.</summary>
public sealed class LostConnectionTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_server_that_was_started_anew_gives_the_page_anew_with_what_was_typed()
    {
        var folder = await RunningDemo.Furnished();
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var server = await Start(folder, address);
        try
        {
            var page = await browser.Page(faults, "ru-RU");
            await RunningDemo.SignIn(page, address, Roles.Administrator);
            await page.GotoAsync($"{address}/rooms/new");
            await page.Alive();
            var name = page.Locator("main form input:not([type=hidden])").First;
            await name.PressSequentiallyAsync("Кабинет у");

            await server.Kill();
            await Assertions.Expect(page.Locator("#components-reconnect-modal").GetByText("Связь с сервером прервалась")).ToBeVisibleAsync();
            await name.PressSequentiallyAsync(" окна");
            await server.DisposeAsync();
            server = await Start(folder, address);

            await Assertions.Expect(page.GetByText("То, что вы набрали, возвращено на место")).ToBeVisibleAsync(new() { Timeout = 90_000 });
            await Assertions.Expect(name).ToHaveValueAsync("Кабинет у окна");
            await page.Locator("main form button[type=submit]").ClickAsync();
            await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/new$"));
            await Assertions.Expect(page.GetByText("Кабинет у окна").First).ToBeVisibleAsync();
            await page.CloseAsync();
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task That_a_page_stopped_is_not_said_before_its_styles_are_there()
    {
        await using var demo = await RunningDemo.Start();
        var page = await browser.Page([], "ru-RU");
        await page.RouteAsync(new Regex(@"\.css"), sheet => sheet.AbortAsync());
        await page.GotoAsync($"{demo.Web}/sign-in");

        var note = page.Locator("#blazor-error-ui");
        await Assertions.Expect(note).ToBeHiddenAsync();

        // What blazor.web.js does when the circuit fails.
        await note.EvaluateAsync("note => note.style.display = 'block'");
        await Assertions.Expect(note).ToContainTextAsync("Страница перестала работать");
        await Assertions.Expect(note).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_change_of_the_language_keeps_the_address_and_what_was_typed()
    {
        await using var demo = await RunningDemo.Start();
        var page = await browser.Page(faults, "ru-RU", 1440, 900, demo.Web, demo.Web.Replace("http", "ws", StringComparison.Ordinal));
        await RunningDemo.SignIn(page, demo.Web, Roles.Administrator);
        await page.GotoAsync($"{demo.Web}/rooms/new?from=board&q=%D0%B0#here");
        await page.Alive();
        var name = page.Locator("main form input:not([type=hidden])").First;
        await name.PressSequentiallyAsync("Кабинет");

        foreach (var (language, title) in new[] { ("English", "en"), ("Français", "fr"), ("Русский", "ru") })
        {
            await page.Locator(".top-bar form[action='/language']").Locator("..").Locator("summary").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = language }).ClickAsync();
            await page.Locator($"html[lang={title}]").WaitForAsync();
            await page.Alive();
            await Assertions.Expect(name).ToHaveValueAsync("Кабинет");
            Assert.Equal($"{demo.Web}/rooms/new?from=board&q=%D0%B0#here", page.Url);
        }

        // Leaving without saving is asked about, once.
        var asked = 0;
        var stays = new TaskCompletionSource();
        page.Dialog += async (_, dialog) =>
        {
            asked++;
            await (asked == 1 ? dialog.DismissAsync() : dialog.AcceptAsync());
            stays.TrySetResult();
        };
        await page.GetByRole(AriaRole.Link, new() { Name = "Графики" }).First.ClickAsync();

        // A second click before the question would be a change of mind, and be asked about instead.
        await stays.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Assertions.Expect(name).ToHaveValueAsync("Кабинет");
        await page.GetByRole(AriaRole.Link, new() { Name = "Графики" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/rosters"));
        Assert.Equal(2, asked);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_page_that_fails_while_it_is_sent_has_the_status_of_a_fault()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, "Production");
        await web.AddUser("doctor", clinic.Doctor, Roles.Doctor);
        using var http = web.Browser();
        await RunningWeb.SignIn(http, "doctor");
        await clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"DoctorDelays\" RENAME TO \"DoctorDelaysGone\""));

        using var response = await RunningWeb.Open(http, "/my-day");

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("data-await-database", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<ServerProcess> Start(string folder, string address)
    {
        var server = ServerProcess.Start(
            "Clinic.Web", folder, [], ("ASPNETCORE_ENVIRONMENT", "Development"), ("Web:Urls", address), ("Api:Urls", $"http://127.0.0.1:{ServerProcess.FreePort()}"), ("Api:Limits:Enabled", "false"));
        await server.Ready(address);
        return server;
    }
}
