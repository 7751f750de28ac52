using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>The widget on other people's pages, in a real browser.</summary>
public sealed class WidgetWalkTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_strict_hostile_page_books_keeps_nothing_asks_nobody_else_and_gives_the_time_back_when_it_takes_the_widget_away()
    {
        await using var site = await Website.Start(
            """<link rel="stylesheet" href="/host.css"><script src="/host.js"></script><main><clinic-booking id="one"></clinic-booking><clinic-booking id="two"></clinic-booking></main>""",
            "default-src 'none'; script-src 'self' SERVER; style-src 'self'; connect-src SERVER; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'");
        var page = await browser.Page(faults, origins: [site.Url, site.Server]);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync(site.Url);
        var (one, two) = (page.Locator("#one"), page.Locator("#two"));
        await one.Locator(".time").First.WaitForAsync();
        await two.Locator(".time").First.WaitForAsync();
        Assert.Equal(["/", "/w/booking.js", "/w/start"], requests.Except(["/host.css", "/host.js", "/api/v1/stream"]).Distinct());

        await two.Locator(".time").Nth(1).ClickAsync();
        await two.GetByLabel("Фамилия").WaitForAsync();
        await using (var held = await site.Clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, await held.Holds.CountAsync(TestContext.Current.CancellationToken));
        }

        var given = page.WaitForResponseAsync(r => r.Url.EndsWith("/release", StringComparison.Ordinal));
        await page.EvaluateAsync("document.querySelector('#two').remove()");
        Assert.Equal(204, (await given).Status);

        await one.Locator(".time").First.ClickAsync();
        await Fill(one);
        await one.GetByLabel("Дата рождения").FillAsync("31.02.1990");
        await one.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Assertions.Expect(one.Locator("#birthDate-error")).ToHaveTextAsync("Такой даты нет.");
        await one.GetByLabel("Дата рождения").FillAsync("31.01.1990");
        await one.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Assertions.Expect(one.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" })).ToBeVisibleAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Equal(0, await site.Clinic.Read(db => db.Holds.CountAsync()));

        Assert.Equal("0 0 ", await page.EvaluateAsync<string>("`${localStorage.length} ${sessionStorage.length} ${document.cookie}`"));
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Of_two_tabs_one_gets_the_time_it_fades_in_the_other_and_a_stale_link_shows_alternatives()
    {
        await using var site = await Website.Start();
        var (first, second) = (await browser.Page(faults), await browser.Page(faults));
        foreach (var page in new[] { first, second })
        {
            await page.GotoAsync(site.Url);
            await page.Locator(".time").First.WaitForAsync();
        }

        var slot = await first.Locator(".time").First.GetAttributeAsync("data-slot");
        var seen = second.Locator($"[data-slot='{slot}']");
        var before = await seen.BoundingBoxAsync();
        await first.Locator(".time").First.ClickAsync();
        await first.GetByLabel("Фамилия").WaitForAsync();
        await Assertions.Expect(seen).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Equal((before!.X, before.Y), ((await seen.BoundingBoxAsync())!.X, (await seen.BoundingBoxAsync())!.Y));

        await second.GotoAsync($"{site.Url}/?slot={slot}&source=sms");
        await second.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button).First.ClickAsync();
        await second.GetByLabel("Фамилия").WaitForAsync();
        var other = await site.Clinic.Read(db => db.Holds.Select(h => h.Start).ToListAsync());
        Assert.Equal(2, other.Distinct().Count());
    }

    [Fact]
    public async Task A_lost_network_loses_nothing_that_was_typed_and_books_once()
    {
        await using var site = await Website.Start();
        var (page, widget) = await Filled(site);

        await LoseTheAnswer(page, widget);
        Assert.Equal("Сказочная", await widget.GetByLabel("Фамилия").InputValueAsync());

        await widget.GetByRole(AriaRole.Button, new() { Name = "Повторить" }).ClickAsync();
        await widget.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" }).WaitForAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task Who_corrects_a_field_after_a_lost_answer_is_booked_once_and_told_that_the_first_details_stand()
    {
        await using var site = await Website.Start();
        var (page, widget) = await Filled(site);
        await LoseTheAnswer(page, widget);

        // What the server refuses meanwhile changes nothing about that.
        var send = widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true });
        await widget.GetByLabel("Электронная почта").FillAsync("vasilisa");
        await send.ClickAsync();
        await Assertions.Expect(widget.GetByLabel("Электронная почта")).ToHaveAttributeAsync("aria-invalid", "true");
        await widget.GetByLabel("Электронная почта").FillAsync("vasilisa@patient.example");
        await send.ClickAsync();

        await widget.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" }).WaitForAsync();
        await Assertions.Expect(widget.GetByText("Запись оформлена с теми данными, что вы отправили сначала.")).ToBeVisibleAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Equal("0", await page.EvaluateAsync<string>("`${sessionStorage.length}`"));
    }

    [Fact]
    public async Task Who_reloads_after_a_lost_answer_and_chooses_anew_is_asked_before_a_second_booking()
    {
        await using var site = await Website.Start();
        var (page, widget) = await Filled(site);
        await LoseTheAnswer(page, widget);
        Assert.DoesNotContain("Сказочная", await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)"), StringComparison.Ordinal);

        await page.ReloadAsync();
        await page.Locator(".time").First.ClickAsync();
        await Fill(widget);
        var send = widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true });
        await send.ClickAsync();
        await widget.GetByRole(AriaRole.Alert).GetByText("Это уже было отправлено, только ответ потерялся.").WaitForAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Bookings.CountAsync()));

        await send.ClickAsync();
        await widget.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" }).WaitForAsync();
        Assert.Equal(2, await site.Clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task A_reload_and_the_way_back_on_each_step_lose_no_time_and_book_once()
    {
        await using var site = await Website.Start();
        var page = await browser.Page([]);
        await page.GotoAsync($"{site.Url}/?before");
        await page.GotoAsync(site.Url);
        var widget = page.Locator("clinic-booking");
        var slot = await widget.Locator(".time").First.GetAttributeAsync("data-slot");
        var time = widget.Locator($".time[data-slot='{slot}']").First;

        foreach (var leave in new Func<Task>[] { () => page.ReloadAsync(), async () => { await page.GoBackAsync(); await page.GoForwardAsync(); } })
        {
            await time.WaitForAsync();
            await leave();
            await time.ClickAsync();
            await Fill(widget);
            await leave();

            // Who leaves gives the time back, on the way out; the page may be drawn before that has arrived.
            for (var left = 100; await site.Clinic.Read(db => db.Holds.CountAsync()) > 0; left--)
            {
                Assert.True(left > 0, "the time is still held");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            await page.ReloadAsync();
        }

        await time.ClickAsync();
        await Fill(widget);
        await widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await widget.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" }).WaitForAsync();

        await page.ReloadAsync();
        await widget.Locator(".time").First.WaitForAsync();
        await Assertions.Expect(time).ToHaveCountAsync(0);
        Assert.Equal((1, 0), await site.Clinic.Read(async db => (await db.Bookings.CountAsync(), await db.Holds.CountAsync())));
    }

    [Fact]
    public async Task The_keyboard_alone_books_at_320_pixels_and_axe_is_content()
    {
        await using var site = await Website.Start();
        var page = await browser.Page(faults, width: 320, height: 640);
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.WaitForAsync();
        var found = await Axe.Serious(page);

        await Press(page, "Другое время");
        await page.Locator("[role=grid] [aria-selected=true]").WaitForAsync();
        found.AddRange(await Axe.Serious(page));
        await Reach(page, "td");
        foreach (var key in new[] { "PageDown", "Home", "ArrowRight", "PageUp" })
        {
            await page.Keyboard.PressAsync(key);
        }

        // Where that leads depends on today: on to the first day that has times.
        while (await page.EvaluateAsync<bool>("document.querySelector('clinic-booking').shadowRoot.activeElement.ariaDisabled === 'true'"))
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("document.querySelector('clinic-booking').shadowRoot.activeElement?.tagName === 'H3'");
        await Reach(page, ".time");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Фамилия").WaitForAsync();
        found.AddRange(await Axe.Serious(page));
        foreach (var typed in new[] { "Сказочная", "Василиса", "", "31011990", "89000009999" })
        {
            await page.Keyboard.PressAsync("Tab");
            while (!await page.EvaluateAsync<bool>("document.querySelector('clinic-booking').shadowRoot.activeElement?.matches('input')"))
            {
                await page.Keyboard.PressAsync("Tab");
            }

            await page.Keyboard.TypeAsync(typed);
        }

        await Reach(page, "#consent");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" }).WaitForAsync();
        found.AddRange(await Axe.Serious(page));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Where_nothing_is_free_the_visitor_joins_the_waiting_list_or_asks_for_a_call()
    {
        await using var site = await Website.Start();
        await site.Clinic.Change(db => db.RosterLines.ExecuteDeleteAsync());
        await site.Api.Learn();
        var page = await browser.Page(faults);
        foreach (var (ask, send) in new[] { ("Встать в лист ожидания", "Встать в лист ожидания"), ("Перезвоните мне", "Жду звонка") })
        {
            await page.GotoAsync(site.Url);
            await page.GetByRole(AriaRole.Button, new() { Name = ask }).First.ClickAsync();
            var family = page.GetByLabel("Фамилия");
            await page.GetByLabel("Имя").WaitForAsync();
            if (await family.CountAsync() > 0)
            {
                await family.FillAsync("Сказочная");
            }

            await page.GetByLabel("Имя").FillAsync("Василиса");
            await page.GetByLabel("Телефон").FillAsync("8 900 000 99 99");
            await page.GetByRole(AriaRole.Button, new() { Name = send }).Last.ClickAsync();
            await Assertions.Expect(page.Locator("#consent-error")).ToHaveTextAsync("Без согласия мы не сможем принять вашу заявку.");
            await page.GetByRole(AriaRole.Checkbox).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = send }).Last.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Заявка принята" }).WaitForAsync();
        }

        Assert.Equal(1, await site.Clinic.Read(db => db.Callbacks.CountAsync()));
        Assert.Equal(1, await site.Clinic.Read(db => db.WaitingEntries.CountAsync()));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Whoever_is_taken_for_a_robot_works_for_a_moment_and_books_also_on_a_strict_page()
    {
        await using var site = await Website.Start(
            security: "default-src 'none'; script-src SERVER; style-src 'self'; connect-src SERVER; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'",
            settings: ("Api:Challenge", "always"));
        var page = await browser.Page(faults, origins: [site.Url, site.Server]);
        var solvers = 0;
        page.Request += (_, request) => solvers += request.Url.EndsWith("/w/solve.js", StringComparison.Ordinal) ? 1 : 0;
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.WaitForAsync();
        Assert.Equal(0, solvers);

        // What is said meanwhile is gone too soon to be looked for: the page itself keeps it.
        await page.EvaluateAsync(
            """
            window.said = [];
            new MutationObserver((seen) => { for (const { addedNodes } of seen) for (const node of addedNodes) window.said.push(node.textContent); })
              .observe(document.querySelector('clinic-booking').shadowRoot.querySelector('.card'), { childList: true });
            """);
        var began = System.Diagnostics.Stopwatch.StartNew();
        await page.Locator(".time").First.ClickAsync();
        await page.GetByLabel("Фамилия").WaitForAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"held after {began.ElapsedMilliseconds} ms");
        var widget = page.Locator("clinic-booking");
        await Fill(widget);
        await widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Assertions.Expect(widget.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" })).ToBeVisibleAsync();

        Assert.Equal((1, 1), (solvers, await site.Clinic.Read(db => db.Bookings.CountAsync())));
        Assert.DoesNotContain(await page.EvaluateAsync<string[]>("window.said"), said => !said.StartsWith("Проверяем, что вы не робот:", StringComparison.Ordinal));
        await Assertions.Expect(widget.GetByText("Проверяем")).ToHaveCountAsync(0);
        Assert.All(faults, f => Assert.Contains("428", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_holds_one_time_whatever_is_tapped_in_its_widgets()
    {
        await using var site = await Website.Start("""<clinic-booking id="one"></clinic-booking><clinic-booking id="two"></clinic-booking>""");
        var page = await browser.Page(faults);
        await page.GotoAsync(site.Url);
        foreach (var (widget, time) in new[] { ("#one", 0), ("#two", 1) })
        {
            await page.Locator(widget).Locator(".time").Nth(time).ClickAsync();
            await page.Locator(widget).GetByLabel("Фамилия").WaitForAsync();
            Assert.Equal(1, await site.Clinic.Read(db => db.Holds.CountAsync()));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_link_to_a_site_or_a_visit_that_is_no_more_offers_what_there_is_and_a_number_is_read_by_the_server()
    {
        await using var site = await Website.Start();
        var page = await browser.Page(faults);
        await page.GotoAsync($"{site.Url}/?site=77&specialty=77&visitType=77&doctor=77");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Другое время") }).First.ClickAsync();
        await page.Locator(".times .time").First.ClickAsync();

        await Fill(page.Locator("clinic-booking"));
        await page.GetByLabel("Телефон").FillAsync("8 916 123-45-6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Телефон")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Телефон").FillAsync("495 123-45-67");
        await page.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" })).ToBeVisibleAsync();
        Assert.Equal("+74951234567", await site.Clinic.Read(db => db.Contacts.Select(c => c.Phone).SingleAsync()));
    }

    private async Task<(IPage Page, ILocator Widget)> Filled(Website site)
    {
        var page = await browser.Page([]);
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.ClickAsync();
        var widget = page.Locator("clinic-booking");
        await Fill(widget);
        return (page, widget);
    }

    /// <summary>The server books, and nobody hears of it.</summary>
    private static async Task LoseTheAnswer(IPage page, ILocator widget)
    {
        await page.RouteAsync("**/api/v1/bookings", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).ClickAsync();
        await widget.GetByRole(AriaRole.Alert).GetByText("Нет связи с клиникой").WaitForAsync();
        await page.UnrouteAllAsync();
    }

    private static async Task Fill(ILocator widget)
    {
        await widget.GetByLabel("Фамилия").FillAsync("Сказочная");
        await widget.GetByLabel("Имя").FillAsync("Василиса");
        await widget.GetByLabel("Дата рождения").FillAsync("31.01.1990");
        await widget.GetByLabel("Телефон").FillAsync("8 900 000 99 99");
        await widget.GetByRole(AriaRole.Checkbox).CheckAsync();
    }

    private static async Task Press(IPage page, string name)
    {
        await Reach(page, $"button:has-text('{name}')", name);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Tabs until what has the focus matches.</summary>
    private static async Task Reach(IPage page, string selector, string? text = null)
    {
        for (var i = 0; i < 40; i++)
        {
            if (await page.EvaluateAsync<bool>(
                "([selector, text]) => { const at = document.querySelector('clinic-booking').shadowRoot.activeElement; return Boolean(at && (text ? at.textContent.includes(text) : at.matches(selector))); }", new[] { selector, text }))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the keyboard does not reach {text ?? selector}");
    }
}
