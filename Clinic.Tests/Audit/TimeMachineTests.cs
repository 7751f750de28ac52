using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Audit;

/// <summary>The registrar looks back, in a real browser: the board as it was, the story of a visit, what one button did and its undoing.</summary>
public sealed class TimeMachineTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", "Как было раньше", "Предыдущее изменение", "Следующее изменение", "Вернуться к настоящему", "Запись перенесена", "Запись создана")]
    public async Task The_board_goes_back_change_by_change_and_a_visit_tells_its_story(string locale, string open, string previous, string next, string back, string moved, string booked)
    {
        await using var clinic = await Past();
        await using var web = await RunningWeb.Start(clinic);
        var day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
        var visit = (await clinic.Book(clinic.Slot(At(day, 10)))).Value!.Id;
        clinic.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(visit), clinic.Slot(At(day, 12)), null, TestClinic.Registrar, Cancel)).Ok);
        clinic.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Id(visit), null, true, TestClinic.Registrar, Cancel)).Ok);
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        var page = await Open(web, $"/board?date={Iso(day)}", locale);
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = open }).ClickAsync();
        await Assertions.Expect(page.Locator(".past-note")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = previous }).ClickAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveAccessibleNameAsync(new Regex("^12:00–12:30"));
        await page.GetByRole(AriaRole.Link, new() { Name = previous }).ClickAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveAccessibleNameAsync(new Regex("^10:00–10:30"));
        Assert.Contains("asof=", page.Url, StringComparison.Ordinal);

        // Nothing is free in the past.
        await Assertions.Expect(page.Locator(".free")).ToHaveCountAsync(0);
        await page.Locator(".visit-card").ClickAsync();
        var story = page.GetByRole(AriaRole.Dialog).Locator(".journal > li");
        await Assertions.Expect(story).ToHaveCountAsync(3);
        await Assertions.Expect(story.Nth(1)).ToContainTextAsync(moved);
        await Assertions.Expect(story.Nth(1).Locator("del")).ToContainTextAsync("10:00–10:30");
        await Assertions.Expect(story.Nth(1).Locator("ins")).ToContainTextAsync("12:00–12:30");
        await Assertions.Expect(story.Nth(2)).ToContainTextAsync(booked);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = next }).ClickAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveAccessibleNameAsync(new Regex("^12:00–12:30"));
        await page.GetByRole(AriaRole.Link, new() { Name = back }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/board\\?"));
        await Assertions.Expect(page.Locator(".past-note")).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_moment_is_typed_and_stands_in_the_address()
    {
        await using var clinic = await Past();
        await using var web = await RunningWeb.Start(clinic);
        var day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
        var start = clinic.Clock.Now;
        clinic.Clock.Advance(TimeSpan.FromMinutes(10));
        await clinic.Book(clinic.Slot(At(day, 10)));
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        var page = await Open(web, $"/board/past?date={Iso(day)}");
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(1);

        // Keys are the circuit's doing: it is there.
        await Assertions.Expect(page.Locator(".column [tabindex='0']")).ToHaveCountAsync(1);
        await page.GetByLabel("На момент").FillAsync(start.AddHours(3).AddMinutes(5).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture));
        await page.GetByLabel("На момент").PressAsync("Tab");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("asof="));

        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".visit-card")).ToHaveCountAsync(1);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task What_one_button_did_is_found_and_taken_back_from_the_story_of_one_visit()
    {
        await using var clinic = await Past();
        await using var web = await RunningWeb.Start(clinic);
        var day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
        var ids = new List<BookingId>();
        var batch = TestClinic.Registrar with { Batch = Guid.NewGuid() };
        foreach (var hour in new[] { 9, 10 })
        {
            ids.Add((await clinic.Book(clinic.Slot(At(day, hour)), TestClinic.Person(phone: $"+7 900 000-00-{hour:00}"))).Value!.Id);
        }

        clinic.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (var id in ids)
        {
            Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(id), clinic.Slot(At(day, 15 + ids.IndexOf(id))), null, batch, Cancel)).Ok);
        }

        var page = await Open(web, $"/journal/booking/{ids[0]}");
        await page.GetByRole(AriaRole.Link, new() { Name = "вместе с ещё 1 записью" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/journal/batch/"));
        await Assertions.Expect(page.Locator(".journal > li")).ToHaveCountAsync(2);
        await page.Alive();
        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить это действие" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, вернуть как было" }).ClickAsync();

        await Assertions.Expect(page.Locator(".rz-notification-title", new() { HasText = "Вернули как было: 2 записи." })).ToBeVisibleAsync();
        Assert.Equal([At(day, 9), At(day, 10)], await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).Select(b => b.Start).ToListAsync()));

        // A second time there is nothing left to take back.
        await Assertions.Expect(page.GetByText("Это действие уже отменили.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Отменить это действие" })).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_move_to_where_the_visit_stands_says_that_all_is_as_before()
    {
        await using var clinic = await Past();
        await using var web = await RunningWeb.Start(clinic);
        var day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
        var visit = (await clinic.Book(clinic.Slot(At(day, 10)))).Value!.Id;
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(visit), clinic.Slot(At(day, 10)), null, TestClinic.Registrar, Cancel)).Ok);

        var page = await Open(web, $"/journal/booking/{visit}");

        await Assertions.Expect(page.Locator(".journal > li").First).ToContainTextAsync("Врач, кабинет и время прежние");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_panel_of_a_visit_shows_its_story_and_the_search_finds_it_by_code()
    {
        await using var clinic = await Past();
        await using var web = await RunningWeb.Start(clinic);
        var day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
        var booked = (await clinic.Book(clinic.Slot(At(day, 10)))).Value!;
        await clinic.Get<SealAudit>().Run(Cancel);
        var page = await Open(web, $"/board?date={Iso(day)}&visit={booked.Id}");

        await page.GetByRole(AriaRole.Button, new() { Name = "История записи" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).Locator(".journal > li")).ToHaveCountAsync(1);

        await page.GotoAsync($"{web.Address}journal");
        await page.Alive();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Код записи" }).FillAsync(booked.Code.ToLowerInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Найти" }).ClickAsync();
        var found = page.Locator(".journal > li");
        await Assertions.Expect(found).ToHaveCountAsync(1);
        await Assertions.Expect(found).ToContainTextAsync("Иванова М.");
        await Assertions.Expect(found).ToContainTextAsync("на сайте");

        // What was done names what it was done to, once.
        await Assertions.Expect(found.Locator(".what")).ToContainTextAsync($"Запись создана {booked.Code}");
        await Assertions.Expect(page.GetByText("История цела")).ToBeVisibleAsync();
        await found.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"История записи {booked.Code}" })).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A clinic whose clock is two hours late, so that what happens in it is the past for the browser.</summary>
    private static Task<TestClinic> Past() => TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow().AddHours(-2)));

    private static DateTime At(DateOnly day, int hour) => day.ToDateTime(new(hour, 0), DateTimeKind.Utc).AddHours(-3);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IPage> Open(RunningWeb web, string path, string locale = "ru-RU")
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            Assert.True((await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new("anna", "Белова Анна", [Roles.Registrar], locale[..2]), RunningWeb.Password, Actor.System, Cancel)).Succeeded);
        }

        var page = await browser.Page(faults, locale);
        await web.SignIn(page, "anna");
        await page.GotoAsync(new Uri(web.Address, path).ToString());
        await page.Alive();
        return page;
    }
}
