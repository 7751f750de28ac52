using System.Globalization;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The server dies under an open panel: the page says so, comes back by itself and goes on with what was typed.</summary>
public sealed class RestartedServerTests(Browser browser)
{
    [Fact]
    public async Task What_was_typed_before_and_after_the_server_died_is_still_there_and_is_booked_once()
    {
        var folder = await RunningDemo.Furnished();
        var (web, api) = ($"http://127.0.0.1:{ServerProcess.FreePort()}", $"http://127.0.0.1:{ServerProcess.FreePort()}");
        var server = Start(folder, web, api);
        await server.Ready(web);
        var page = await browser.Page([]);
        await RunningDemo.SignIn(page, web, Roles.Registrar);
        var free = await FirstFree(folder);
        await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{web}/board?date={free.Range.Start.AddHours(3):yyyy-MM-dd}&site={free.SiteId}"));
        await page.Locator(".column [tabindex='0']").First.WaitForAsync();
        await page.Locator(".free").Last.ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog);
        await panel.Locator("input[type=search]").FillAsync("Небывалова Инна");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Новый пациент" }).ClickAsync();
        await panel.GetByLabel("Телефон").FillAsync("+7 916 000-11-22");

        await server.Kill();
        await page.Locator("#components-reconnect-modal").WaitForAsync();
        await panel.GetByLabel("Комментарий").EvaluateAsync("(field) => { field.value = 'Просит у окна'; field.dispatchEvent(new Event('input', { bubbles: true })); }");
        await server.DisposeAsync();
        server = Start(folder, web, api);
        await server.Ready(web);

        await Assertions.Expect(panel.GetByText("Введённое до обрыва связи восстановлено")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(panel.GetByLabel("Телефон")).ToHaveValueAsync("+7 916 000-11-22");
        await Assertions.Expect(panel.GetByLabel("Комментарий")).ToHaveValueAsync("Просит у окна");
        await panel.GetByLabel("Дата рождения").FillAsync("31.01.1980");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel).ToHaveCountAsync(0);

        await using (var inside = Inside(folder))
        {
            Assert.Equal(1, await inside.Read(db => db.Bookings.CountAsync(b => db.Patients.Any(p => p.Id == b.PatientId && p.Family == "Небывалова"))));
            Assert.Equal("Просит у окна", await inside.Read(db => db.BookingNotes.Where(n => db.Bookings.Any(b => b.Id == n.BookingId && db.Patients.Any(p => p.Id == b.PatientId && p.Family == "Небывалова"))).Select(n => n.Text).SingleAsync()));
        }

        await page.Context.CloseAsync();
        Assert.DoesNotContain("Небывалова", server.Output, StringComparison.Ordinal);
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static TestClinic Inside(string folder) => TestClinic.Over(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, ".data", "clinic.db")}"));

    private static async Task<Slot> FirstFree(string folder)
    {
        await using var inside = Inside(folder);
        return (await inside.Slots(inside.Clock.Now.AddDays(1), inside.Clock.Now.AddDays(20)))[0];
    }

    private static ServerProcess Start(string folder, string web, string api) => ServerProcess.Start(
        "Clinic.Web", folder, [], ("ASPNETCORE_ENVIRONMENT", "Development"), ("Web:Urls", web), ("Api:Urls", api), ("Api:Limits:Enabled", "false"));
}
