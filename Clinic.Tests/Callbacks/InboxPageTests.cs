using System.Net.Http.Json;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Callbacks;

/// <summary>The registrar's side of what strangers leave: the inbox in a browser.</summary>
public sealed class InboxPageTests(Browser browser)
{
    [Fact]
    public async Task A_request_from_the_website_appears_by_itself_is_booked_from_and_a_wish_is_closed()
    {
        var faults = new List<string>();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        await using var api = await RunningApi.Start(clinic);
        await web.AddUser("desk", Roles.Registrar);
        await clinic.Write(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.DisplayName, "Белова Анна")));
        var page = await SignIn(web, faults);
        await page.GotoAsync($"{web.Address}inbox");
        await page.Alive();
        await Assertions.Expect(page.Locator(".nothing")).ToBeVisibleAsync();

        await Post(api, "waiting-list", new { patient = new { name = new { family = "Крылова", given = "Ольга" }, phone = "+7 900 000-00-03" }, consent = new { version = TestClinic.ConsentVersion } });
        await Assertions.Expect(page.Locator("table.waiting tbody tr")).ToHaveCountAsync(1);
        clinic.Clock.Advance(TimeSpan.FromSeconds(1));
        await Post(api, "callbacks", new
        {
            patient = new { name = new { family = "Долгова", given = "Анна" }, phone = "+7 900 000-00-02", birthDate = "1980-01-31" },
            doctor = clinic.Doctor.ToString(),
            callTime = "morning",
            consent = new { version = TestClinic.ConsentVersion },
        });

        var rows = page.Locator("table.waiting tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First).ToContainTextAsync("Долгова");
        await Assertions.Expect(rows.First.Locator("a[href='tel:+79000000002']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("nav a[href='/inbox'] .count")).ToHaveTextAsync("2");

        await rows.First.GetByRole(AriaRole.Button).First.PressAsync("Enter");
        await Assertions.Expect(rows.First.Locator(".claimed-by")).ToContainTextAsync("Белова Анна");
        await Assertions.Expect(page.Locator("nav a[href='/inbox'] .count")).ToHaveTextAsync("1");
        await rows.Last.GetByRole(AriaRole.Button).Last.PressAsync("Enter");
        await page.Locator(".panel-foot button.primary").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(1);

        await rows.First.GetByRole(AriaRole.Link).Last.PressAsync("Enter");
        await page.Locator(".find[data-arranged]").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Долгова");
        await page.Locator("#wish").PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#new-family")).ToHaveValueAsync("Долгова");
        await Assertions.Expect(page.Locator("#new-born")).ToHaveValueAsync("31.01.1980");
        await page.Locator("#new-born").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToHaveCountAsync(0);

        var callback = await clinic.Read(db => db.Callbacks.SingleAsync());
        Assert.Equal((RequestStatus.Booked, await clinic.Read(db => db.Bookings.Select(b => (Domain.BookingId?)b.Id).SingleAsync())), (callback.Status, callback.BookingId));
        Assert.Equal(RequestStatus.Closed, await clinic.Read(db => db.WaitingEntries.Select(w => w.Status).SingleAsync()));
        Assert.Empty(faults);
        await page.CloseAsync();
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Who_is_late_to_take_a_request_is_told_which_colleague_has_it()
    {
        var faults = new List<string>();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        await using var api = await RunningApi.Start(clinic);
        await web.AddUser("desk", Roles.Registrar);
        await web.AddUser("olga", Roles.CallCentre);
        await clinic.Write(db => db.Users.Where(u => u.UserName == "olga").ExecuteUpdateAsync(u => u.SetProperty(x => x.DisplayName, "Громова Ольга")));
        await Post(api, "callbacks", new { patient = new { name = new { given = "Анна" }, phone = "+7 900 000-00-02" }, consent = new { version = TestClinic.ConsentVersion } });
        var page = await SignIn(web, faults);
        await page.GotoAsync($"{web.Address}inbox");
        await page.Alive();
        var row = page.Locator("table.waiting tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);

        // Without a change that would tell the page.
        await clinic.Write(db => db.Callbacks.ExecuteUpdateAsync(c => c.SetProperty(x => x.ClaimedBy, "olga").SetProperty(x => x.Status, RequestStatus.Claimed).SetProperty(x => x.Version, x => x.Version + 1)));
        await row.GetByRole(AriaRole.Button).First.ClickAsync();

        await Assertions.Expect(page.Locator(".rz-notification")).ToContainTextAsync("Громова Ольга s’en occupe déjà");
        await Assertions.Expect(row.Locator(".claimed-by")).ToContainTextAsync("Громова Ольга");

        // Whoever ends it all the same does so knowing.
        await row.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".panel .claimed-by")).ToContainTextAsync("Громова Ольга");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_withdrawn_consent_is_told_with_its_visit_one_press_away()
    {
        var faults = new List<string>();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        await using var api = await RunningApi.Start(clinic);
        await web.AddUser("desk", Roles.Registrar);
        var page = await SignIn(web, faults);
        await page.GotoAsync($"{web.Address}inbox");
        await page.Alive();
        var slot = (await clinic.Slots(clinic.Clock.Now.AddDays(1), clinic.Clock.Now.AddDays(3)))[3];
        var (status, booked) = await api.Book(slot.Id.ToString(), "+7 900 000-00-02");
        Assert.True(status == 201, booked.ToString());
        await Post(api, $"bookings/{booked.GetProperty("token").GetString()}/withdraw", new { consent = "processing", cancel = false });

        var row = page.Locator("table.waiting tbody tr");
        await Assertions.Expect(row.Locator(".reason")).ToBeVisibleAsync();
        await Assertions.Expect(row).ToContainTextAsync(booked.GetProperty("code").GetString()!);
        await row.Locator("a[href*='&visit=']").ClickAsync();
        await Assertions.Expect(page.Locator(".panel dl")).ToContainTextAsync("Consentement au traitement des données retiré");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    private async Task<IPage> SignIn(RunningWeb web, List<string> faults)
    {
        var page = await browser.Page(faults, "ru-RU", origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await web.SignIn(page, "desk");
        return page;
    }

    private static async Task Post(RunningApi api, string path, object body) =>
        Assert.True((await api.Http.PostAsJsonAsync($"/api/v1/{path}", body)).IsSuccessStatusCode);
}
