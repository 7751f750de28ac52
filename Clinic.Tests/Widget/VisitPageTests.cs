using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>What the patient does behind the private link, with script and without; and what the widget asks besides.</summary>
public sealed partial class VisitPageTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task With_JavaScript_off_the_visit_is_seen_moved_and_cancelled_and_the_consent_withdrawn()
    {
        await using var site = await Website.Start();
        var version = await MarketingConsentTests.Publish(site.Clinic);
        await site.Api.Learn();
        var with = await browser.Page([]);
        await using var context = await with.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, Locale = "ru-RU", ViewportSize = new() { Width = 320, Height = 640 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Server}/book?lang=ru");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Другое время") }).ClickAsync();
        await page.Locator(".chips").Last.GetByRole(AriaRole.Link).Nth(2).ClickAsync();
        await page.Locator(".times a").Nth(2).ClickAsync();
        await page.GetByLabel("Фамилия").FillAsync("Сказочная");
        await page.GetByLabel("Имя", new() { Exact = true }).FillAsync("Василиса");
        await page.GetByLabel("Дата рождения").FillAsync("1990-01-31");
        await page.GetByLabel("Телефон", new() { Exact = true }).FillAsync("8 900 000 99 99");
        await page.GetByLabel("Я даю согласие").CheckAsync();
        await Assertions.Expect(page.GetByLabel("Хочу получать новости")).Not.ToBeCheckedAsync();
        await page.GetByLabel("Хочу получать новости").CheckAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Посмотреть, перенести или отменить" }).ClickAsync();
        await Heading(page, "Ваш визит");

        // The link as it stands in the message leads here as well.
        var token = Token().Match(page.Url).Value;
        await page.GotoAsync($"{site.Server}/visit?lang=ru#{token}");
        await page.Locator("#link").FillAsync($"{site.Server}/visit?lang=ru#{token}");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Рус" }).ClickAsync();
        await Heading(page, "Ваш визит");

        var before = await Booking(site);
        await page.GetByRole(AriaRole.Link, new() { Name = "Перенести" }).ClickAsync();
        await Heading(page, "Выберите новое время");
        await page.Locator(".chips a").Nth(3).ClickAsync();
        await page.Locator(".times a").Nth(4).ClickAsync();
        await Heading(page, "Перенести визит?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Перенести" }).ClickAsync();
        await Heading(page, "Визит перенесён");
        Assert.NotEqual(before.Start, (await Booking(site)).Start);

        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Отозвать ?: На новости") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отозвать" }).ClickAsync();
        await Heading(page, "Согласие отозвано");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Отозвать ?: На обработку") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Отозвать, визит оставить" }).ClickAsync();
        await Heading(page, "Согласие отозвано");
        Assert.Equal(2, await site.Clinic.Read(db => db.Consents.CountAsync(c => c.WithdrawnAt != null)));
        Assert.Equal(version, await site.Clinic.Read(db => db.Consents.Where(c => c.Kind == ConsentKind.Marketing).Select(c => c.Version).SingleAsync()));

        await page.GetByRole(AriaRole.Link, new() { Name = "Отменить визит" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отменить" }).ClickAsync();
        await Heading(page, "Визит отменён");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Отменить визит" })).ToHaveCountAsync(0);
        Assert.Equal(BookingStatus.CancelledByPatient, (await Booking(site)).Status);
        await Invariants.Hold(site.Clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_is_refused_is_said_in_words_and_nothing_has_changed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "*"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var (_, booked) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01");
        var token = booked.GetProperty("token").GetString();
        await api.Book(clinic.Slot(TestClinic.Moscow(2, 11)).ToString(), "+7 900 000-00-02");

        var taken = await Post(http, $"/visit/{token}/move", ("slot", clinic.Slot(TestClinic.Moscow(2, 11)).ToString()), ("version", "1"));
        Assert.Equal(409, taken.Status);
        Assert.Matches("role=\"alert\"><p>[^<]+</p><h3>Other free times</h3>.*/visit/[^\"]+slot=", taken.Body.ReplaceLineEndings(" "));

        var stale = await Post(http, $"/visit/{token}/cancel", ("version", "9"));
        Assert.Equal(412, stale.Status);
        Assert.Contains(Domain.Problems.Problem.Text("version-mismatch", new("en")), WebUtility.HtmlDecode(stale.Body), StringComparison.Ordinal);
        Assert.Equal(422, (await Post(http, $"/visit/{token}/withdraw", ("consent", "processing"))).Status);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.Where(b => b.Status == BookingStatus.Booked).MaxAsync(b => b.Version)));

        var done = await Post(http, $"/visit/{token}/cancel", ("version", "1"));
        Assert.Equal((303, $"/visit/{token}?lang=en&news=cancelDone"), (done.Status, done.Location));
        Assert.Equal(409, (await Post(http, $"/visit/{token}/cancel", ("version", "1"))).Status);

        clinic.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(404, (await Post(http, "/visit/no-such-token-as-this-one/cancel", ("version", "1"))).Status);
        var nowhere = await Post(http, "/visit", ("link", "https://elsewhere.example/"));
        Assert.Equal((303, "/visit/-?lang=en"), (nowhere.Status, nowhere.Location));
    }

    [Fact]
    public async Task With_JavaScript_the_widget_asks_about_advertising_and_for_whom_and_the_link_takes_both_back()
    {
        await using var site = await Website.Start();
        await MarketingConsentTests.Publish(site.Clinic);
        await site.Api.Learn();
        var page = await browser.Page(faults);
        await page.GotoAsync(site.Url);
        await page.Locator(".day").Last.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Другое время") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Следующий месяц" }).ClickAsync();
        await page.Locator("td[data-date]:not([aria-disabled])").Nth(5).ClickAsync();
        await page.Locator(".times .time").Nth(2).ClickAsync();
        await page.GetByLabel("Фамилия").FillAsync("Сказочная");
        await page.GetByLabel("Имя", new() { Exact = true }).FillAsync("Василиса");
        await page.GetByLabel("Дата рождения").FillAsync("31.01.1950");
        await page.GetByRole(AriaRole.Button, new() { Name = "Записываю другого человека" }).ClickAsync();
        await page.GetByLabel("Я даю согласие").CheckAsync();
        await Assertions.Expect(page.GetByLabel("Хочу получать новости")).Not.ToBeCheckedAsync();
        await page.GetByLabel("Хочу получать новости").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#by-given")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Locator("#by-given").FillAsync("Ольга");
        await page.Locator("#by-phone").FillAsync("8 900 000 99 97");
        await page.Locator("#by-relation").FillAsync("дочь");
        Assert.Empty(await Axe.Serious(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Heading(page, "Вы записаны");
        Assert.Equal(("дочь", CallbackReason.BookedByAnother), (await site.Clinic.Read(db => db.BookingProxies.Select(p => p.Relation).SingleAsync()), await site.Clinic.Read(db => db.Callbacks.Select(c => c.Reason).SingleAsync())));
        Assert.Equal(2, await site.Clinic.Read(db => db.Consents.CountAsync()));

        await page.GotoAsync((await page.GetByRole(AriaRole.Link, new() { Name = "Посмотреть, перенести или отменить" }).GetAttributeAsync("href"))!);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Отозвать ?: На новости") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отозвать" }).ClickAsync();
        await Heading(page, "Согласие отозвано");
        Assert.Empty(await Axe.Serious(page));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Отозвать ?: На обработку") }).ClickAsync();
        Assert.Empty(await Axe.Serious(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Отозвать и отменить визит" }).ClickAsync();
        await Heading(page, "Согласие отозвано");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Отменить визит" })).ToHaveCountAsync(0);
        Assert.Equal(BookingStatus.CancelledByPatient, (await Booking(site)).Status);
        Assert.Equal(2, await site.Clinic.Read(db => db.Consents.CountAsync(c => c.WithdrawnAt != null)));
        Assert.Empty(faults);
        await Invariants.Hold(site.Clinic);
    }

    [Fact]
    public async Task It_tells_how_to_prepare_and_how_to_find_the_clinic_as_text_alone_while_the_visit_is_ahead()
    {
        await using var site = await Website.Start();
        await site.Clinic.Change(async db =>
        {
            (await db.VisitTypes.AsTracking().SingleAsync()).Preparation = new("Натощак.\n<img src=x onerror=alert(1)>");
            (await db.Sites.AsTracking().SingleAsync()).Directions = new("Вход со двора.\nВторой этаж.");
        });
        var now = site.Clinic.Clock.Now;
        var booked = (await site.Clinic.Book((await site.Clinic.Slots(now.AddDays(2), now.AddDays(4)))[0].Id)).Value!;
        var page = await browser.Page(faults, width: 390, height: 844, origins: [site.Server]);

        await page.GotoAsync($"{site.Server}/visit?lang=ru#{booked.Token}");

        var preparation = page.Locator(".ticket", new() { HasText = "Как подготовиться" });
        await Assertions.Expect(preparation).ToContainTextAsync("Натощак.");
        await Assertions.Expect(preparation.Locator("p")).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Assertions.Expect(preparation.Locator("br")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("dl div", new() { HasText = "Как нас найти" })).ToContainTextAsync("Второй этаж.");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        // Without script the same.
        var plain = WebUtility.HtmlDecode(await site.Api.Http.GetStringAsync($"/visit/{booked.Token}?lang=ru", TestContext.Current.CancellationToken));
        Assert.Contains("Натощак.<br><img", plain, StringComparison.Ordinal);
        Assert.Contains("Вход со двора.<br>Второй этаж.", plain, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить визит" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отменить" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Визит отменён" })).ToBeVisibleAsync();
        await Assertions.Expect(preparation).ToHaveCountAsync(0);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_second_tab_that_is_stale_says_what_happened_above_the_visit_as_it_is_and_a_link_cut_short_is_told_apart()
    {
        await using var site = await Website.Start();
        var free = await site.Clinic.Slots(site.Clinic.Clock.Now.AddDays(2), site.Clinic.Clock.Now.AddDays(4));
        var (_, booked) = await site.Api.Book(free[0].Id.ToString(), "8 (900) 000-00-01");
        var token = booked.GetProperty("token").GetString();
        var page = await browser.Page(faults);
        await page.GotoAsync($"{site.Server}/visit?lang=ru#{token}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить визит" }).ClickAsync();
        await site.Api.Http.PostAsync($"/api/v1/bookings/{token}/cancel", null, TestContext.Current.CancellationToken);

        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отменить" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Запись уже отменена.");
        await Assertions.Expect(page.Locator(".ticket").First).ToContainTextAsync("Отменён");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Отменить визит|Перенести|Да, отменить") })).ToHaveCountAsync(0);

        // A messenger that drops what stands behind the # leads here.
        var other = await browser.Page(faults);
        await other.GotoAsync($"{site.Server}/visit?lang=ru");
        await Assertions.Expect(other.GetByText("Ссылка не действует. Проверьте, что она скопирована целиком.")).ToBeVisibleAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Contentinfo)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Contentinfo)).ToContainTextAsync("Это личная ссылка");
    }

    [Fact]
    public async Task A_visit_that_was_moved_meanwhile_is_not_cancelled_unseen()
    {
        await using var site = await Website.Start();
        var free = await site.Clinic.Slots(site.Clinic.Clock.Now.AddDays(2), site.Clinic.Clock.Now.AddDays(4));
        var (_, booked) = await site.Api.Book(free[0].Id.ToString(), "8 (900) 000-00-01");
        var token = booked.GetProperty("token").GetString();
        var page = await browser.Page([]);
        await page.GotoAsync($"{site.Server}/visit?lang=ru#{token}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить визит" }).ClickAsync();
        using var moved = await site.Api.Http.PostAsJsonAsync($"/api/v1/bookings/{token}/move", new { slot = free[1].Id.ToString() }, TestContext.Current.CancellationToken);
        moved.EnsureSuccessStatusCode();

        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отменить" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("успели изменить");
        await Assertions.Expect(page.Locator("clinic-visit")).ToContainTextAsync(free[1].Range.Start.AddHours(3).ToString("HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(BookingStatus.Booked, (await Booking(site)).Status);
    }

    private static Task Heading(IPage page, string text) => page.GetByRole(AriaRole.Heading, new() { Name = text }).WaitForAsync();

    private static Task<Booking> Booking(Website site) => site.Clinic.Read(db => db.Bookings.SingleAsync());

    private static async Task<(int Status, string? Location, string Body)> Post(HttpClient http, string path, params (string Key, string Value)[] fields)
    {
        using var answer = await http.PostAsync($"{path}?lang=en", new FormUrlEncodedContent(fields.ToDictionary(f => f.Key, f => f.Value)), TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("(?<=/visit/)[^?]+")]
    private static partial Regex Token();
}
