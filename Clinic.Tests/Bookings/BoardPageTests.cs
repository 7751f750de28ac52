using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Bookings;

/// <summary>The board as the registrar's eyes and keys meet it, in a real browser.</summary>
public sealed class BoardPageTests(Browser browser)
{
    private readonly List<string> faults = [];

    /// <summary>Only a telephone widens a page for what stands beside its screen.</summary>
    [Fact]
    public async Task On_a_telephone_the_whole_calendar_stands_on_the_screen()
    {
        await using var hand = await BoardHand.Start();
        var desk = await hand.Desk(browser, []);
        await using var phone = await desk.Context.Browser!.NewContextAsync(new()
        {
            IsMobile = true,
            HasTouch = true,
            ViewportSize = new() { Width = 390, Height = 844 },
            StorageState = await desk.Context.StorageStateAsync(),
        });
        var page = await phone.NewPageAsync();
        await page.GotoAsync(desk.Url);
        await page.Alive();

        await page.Locator(".board-tools .rz-datepicker-trigger").TapAsync();
        var calendar = page.Locator(".rz-datepicker-popup-container:visible");
        await calendar.WaitForAsync();

        var box = (await calendar.BoundingBoxAsync())!;
        Assert.InRange(box.X, 0, 390 - box.Width);
        Assert.Equal(390, await page.EvaluateAsync<int>("innerWidth"));
    }

    [Fact]
    public async Task Before_their_font_has_come_icons_take_no_more_room_than_afterwards()
    {
        await using var desk = await ReceptionDesk.Open(browser, width: 390, height: 844, board: false);
        await desk.Page.RouteAsync(new Regex(@"\.woff2"), file => file.AbortAsync());
        await desk.Board();

        var icons = desk.Page.Locator(".rzi:visible");
        Assert.NotEqual(0, await icons.CountAsync());
        Assert.Empty(await icons.EvaluateAllAsync<string[]>("all => all.filter(i => i.scrollWidth > i.clientWidth + 2 && getComputedStyle(i).overflowX === 'visible').map(i => i.textContent)"));
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_outlive_reloading_and_the_change_of_language()
    {
        await using var clinic = await Clinic();
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);
        await Expect(page.Locator(".column")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Врач" }).SelectOptionAsync(other.ToString());
        await Expect(page.Locator(".column")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Вид приёма" }).SelectOptionAsync(clinic.VisitType.ToString());
        await Address(page, $"doctor={other}");
        await Address(page, $"type={clinic.VisitType}");

        await page.ReloadAsync();
        await Expect(Column(page, "Сидоров Пётр Сергеевич")).ToBeVisibleAsync();
        await Expect(page.Locator(".column")).ToHaveCountAsync(1);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Locator("summary[title='Язык']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Doctor" })).ToHaveValueAsync(other.ToString());
        await Expect(page.Locator(".column")).ToHaveCountAsync(1);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_time_that_is_not_free_says_why_to_the_mouse_and_to_the_keyboard_and_the_focus_comes_back()
    {
        await using var clinic = await Clinic();
        await clinic.Book(clinic.Slot(At(Soon(clinic), 10)));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);
        var lunch = page.GetByRole(AriaRole.Button, new() { Name = "13:00–14:00, приёма нет" });

        await lunch.ClickAsync(new() { Button = MouseButton.Right });
        var why = page.GetByRole(AriaRole.Dialog);
        await Expect(why).ToContainTextAsync("Вне графика «");
        await Expect(why.GetByRole(AriaRole.Link, new() { Name = "Открыть график" })).ToHaveAttributeAsync("href", $"/rosters/{clinic.Doctor}");
        await page.Keyboard.PressAsync("Escape");
        await Expect(why).ToHaveCountAsync(0);
        await Expect(lunch).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(why).ToContainTextAsync("Вне графика «");
        await why.GetByRole(AriaRole.Button, new() { Name = "Понятно" }).ClickAsync();
        await Expect(lunch).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^10:00–10:30, .*Иванова") }).FocusAsync();
        await page.Keyboard.PressAsync("Shift+F10");
        await Expect(why).ToContainTextAsync("Занято другой записью");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_keys_walk_the_cells_turn_the_days_and_the_focus_is_never_lost()
    {
        await using var clinic = await Clinic();
        await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);
        var (first, second) = (Column(page, "Петров Пётр Сергеевич"), Column(page, "Сидоров Пётр Сергеевич"));

        await Free(first, "10:00").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Free(first, "10:30")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Free(second, "10:30")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Free(first, "10:00")).ToBeFocusedAsync();

        // Somebody else books the very time.
        await clinic.Book(clinic.Slot(At(Soon(clinic), 10)));
        await Expect(first.GetByRole(AriaRole.Button, new() { NameRegex = new("^10:00–10:30, .*Иванова") })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("PageDown");
        await Address(page, $"date={Soon(clinic).AddDays(1):yyyy-MM-dd}");
        await Expect(Free(first, "10:00")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("PageUp");
        await Address(page, $"date={Soon(clinic):yyyy-MM-dd}");
        await Expect(page.Locator($".board[data-date='{Soon(clinic):yyyy-MM-dd}']")).ToBeVisibleAsync();
        await Expect(first.Locator(":focus")).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("Shift+?");
        var map = page.GetByRole(AriaRole.Dialog, new() { Name = "Клавиатура" });
        await Expect(map).ToContainTextAsync("Почему время недоступно");
        await page.Keyboard.PressAsync("Escape");
        await Expect(map).ToBeHiddenAsync();
        await Expect(first.Locator(":focus")).ToHaveCountAsync(1);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_hold_counts_down_and_a_delay_shifts_what_is_expected()
    {
        await using var clinic = await Clinic();
        var day = Soon(clinic);
        await clinic.Book(clinic.Slot(At(day, 10)));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);

        await clinic.Get<HoldSlot>().Run(clinic.Slot(At(day, 11)), Actor.Stranger, CancellationToken.None);
        var held = page.GetByRole(AriaRole.Button, new() { Name = "11:00–11:30, оформляют" });
        var left = held.Locator("[data-until]");
        await Expect(left).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d:\d\d$"));
        var shown = await left.InnerTextAsync();
        await Expect(left).Not.ToHaveTextAsync(shown);
        Assert.True(string.CompareOrdinal(await left.InnerTextAsync(), shown) < 0, "the countdown goes down");

        await clinic.Change(db => Task.FromResult(db.Add(new DoctorDelay { DoctorId = clinic.Doctor, Date = day, Minutes = 20, SaidAt = clinic.Clock.Now, SaidBy = "d" })));
        await Expect(Column(page, "Петров Пётр Сергеевич")).ToContainTextAsync("Задерживается на 20 мин");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Иванова") })).ToContainTextAsync("≈ 10:20");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_visit_that_is_focused_or_pointed_at_tells_more_beside_it()
    {
        await using var clinic = await Clinic();
        await clinic.Book(clinic.Slot(At(Soon(clinic), 10)));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);
        var card = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Иванова") });
        var tip = page.GetByRole(AriaRole.Tooltip);

        await page.GetByRole(AriaRole.Button, new() { Name = "09:30", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(tip).ToContainTextAsync("+7 900 000-00-01");
        await Expect(tip).ToContainTextAsync("Без карты пациента");
        await Expect(tip).ToContainTextAsync("за свой счёт");
        await Expect(tip).ToContainTextAsync("сайт");
        await Expect(card).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Иванова Мария"));
        var (about, over) = (await tip.BoundingBoxAsync(), await card.BoundingBoxAsync());
        Assert.True(about!.X >= over!.X + over.Width || about.X + about.Width <= over.X, "it covers the visit");
        await page.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeHiddenAsync();
        await Expect(card).ToHaveAccessibleDescriptionAsync("Записано");

        await card.HoverAsync();
        await Expect(tip).ToBeVisibleAsync();
        await page.Mouse.MoveAsync(5, 5);
        await Expect(tip).ToBeHiddenAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_same_day_stands_by_room_and_a_doctors_week_by_day_and_both_book()
    {
        await using var clinic = await Clinic();
        var day = Soon(clinic);
        await clinic.Book(clinic.Slot(At(day, 10)));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);

        await page.GetByRole(AriaRole.Link, new() { Name = "Кабинеты" }).ClickAsync();
        var room = Column(page, "каб. 101");
        await Expect(room).ToContainTextAsync("Петров П. С.");
        await Expect(room.GetByRole(AriaRole.Button, new() { NameRegex = new("Иванова") })).ToBeVisibleAsync();
        await Free(room, "11:00").ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog);
        await Expect(panel).ToContainTextAsync("Петров Пётр Сергеевич");
        await page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Неделя" }).ClickAsync();
        await Expect(page.Locator(".column")).ToHaveCountAsync(7);
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Врач" })).ToHaveValueAsync(clinic.Doctor.ToString());
        var date = Column(page, day.ToString("dddd, d MMMM", new CultureInfo("ru-RU")));
        await Expect(date.GetByRole(AriaRole.Button, new() { NameRegex = new("Иванова") })).ToBeVisibleAsync();
        await Free(date, "11:00").ClickAsync();
        await Expect(panel).ToContainTextAsync("Петров Пётр Сергеевич");
        await Expect(panel.GetByLabel("Время")).ToHaveValueAsync(clinic.Slot(At(day, 11)).ToString());
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_toolbar_stands_where_it_stood_whatever_is_shown()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, clinic);
        await page.SetViewportSizeAsync(1440, 900);
        var places = new List<string>();

        foreach (var view in new[] { "Врачи", "Кабинеты", "Неделя" })
        {
            var link = page.Locator(".views").GetByRole(AriaRole.Link, new() { Name = view });
            await link.ClickAsync();
            await Expect(link).ToHaveAttributeAsync("aria-current", "true");
            await Expect(page.Locator(".board")).ToBeVisibleAsync();
            places.Add(await page.EvaluateAsync<string>("['.rz-datepicker', '.views', '.filters', '.board'].map(s => document.querySelector(s).getBoundingClientRect()).map(r => `${r.x},${r.y}`).join(' ')"));
        }

        Assert.Single(places.Distinct());
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    private static Task<TestClinic> Clinic() => TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));

    /// <summary>A day in clinic time that is far enough to be booked by anybody.</summary>
    private static DateOnly Soon(TestClinic clinic) => DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(3);

    private static DateTime At(DateOnly day, int hour) => DateTime.SpecifyKind(day.ToDateTime(new(hour, 0)).AddHours(-3), DateTimeKind.Utc);

    /// <summary>Asked again and again: the address changes in place, without a navigation to wait for.</summary>
    private static Task Address(IPage page, string part) => Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($@"[?&]{part}(&|$)"));

    private static ILocator Column(IPage page, string name) => page.GetByRole(AriaRole.Group, new() { Name = name, Exact = true });

    private static ILocator Free(ILocator column, string time) => column.GetByRole(AriaRole.Button, new() { Name = time, Exact = true });

    /// <summary>A registrar at the board of the day.</summary>
    private async Task<IPage> Desk(RunningWeb web, TestClinic clinic)
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new("desk", "desk", [Roles.Registrar], "ru", null), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await web.SignIn(page, "desk");
        await page.GotoAsync($"{web.Address}board?date={Soon(clinic):yyyy-MM-dd}");

        // The script has taken the board over: one of its cells takes part in the Tab order.
        await Expect(page.Locator(".column [tabindex='0']")).ToHaveCountAsync(1);
        return page;
    }
}
