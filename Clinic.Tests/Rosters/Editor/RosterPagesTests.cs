using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Rosters.Editor;

/// <summary>The registrar writes a roster in words and finds a place for everybody it hits, in a real browser.</summary>
public sealed class RosterPagesTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task Words_become_a_month_and_whoever_is_hit_gets_a_new_place()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var day = Soon(clinic);
        var visit = (await clinic.Book(clinic.Slot(At(day, 16)))).Value!.Id;
        var page = await Editor(web, clinic);

        await page.GetByRole(AriaRole.Textbox, new() { Name = "График словами" }).FillAsync("ежедневно 9–13, каб. 101");
        await Assertions.Expect(page.Locator("td.differs").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("td.differs s").First).ToContainTextAsync("9–13, 14–18");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" }).ClickAsync();

        var plan = page.GetByRole(AriaRole.Group, new() { Name = "Изменение заденет 1 запись" });
        await Assertions.Expect(plan).ToContainTextAsync("Иванова Мария");
        await Assertions.Expect(plan).ToContainTextAsync($"{day.Day} ");
        await Assertions.Expect(plan.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("Move");
        Assert.Equal("09:00-13:00,14:00-18:00", (await Lines(clinic)).Single().Hours.ToString());
        await plan.GetByRole(AriaRole.Button, new() { Name = "Сохранить всё" }).ClickAsync();

        await Assertions.Expect(page.Locator(".rz-notification-title").GetByText("перенесена 1 запись")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Это действующий график")).ToBeVisibleAsync();
        var moved = await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == visit));
        Assert.True(moved.Start != At(day, 16) && moved.End <= new DateTime(DateOnly.FromDateTime(moved.Start), new(10, 0), DateTimeKind.Utc));
        Assert.Contains(await Lines(clinic), l => l.Hours == WorkHours.Of("09:00-13:00") && l.ValidTo is null);
        await Invariants.Hold(clinic);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Words_that_cannot_be_read_are_underlined_and_mended_with_one_press()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var page = await Editor(web, clinic);

        await page.GetByRole(AriaRole.Textbox, new() { Name = "График словами" }).FillAsync("по понедельнекам 9–13");
        await Assertions.Expect(page.Locator(".said mark")).ToHaveTextAsync("понедельнекам");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" })).ToBeDisabledAsync();
        await page.Locator(".said").GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(page.Locator(".said-rules")).ToContainTextAsync("понедельник");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" })).ToBeEnabledAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_stale_page_says_so_keeps_the_words_and_saves_the_second_time()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var page = await Editor(web, clinic);
        var words = page.GetByRole(AriaRole.Textbox, new() { Name = "График словами" });
        await words.FillAsync("ежедневно 8–18, каб. 101");
        await Assertions.Expect(page.Locator(".said-rules")).ToBeVisibleAsync();

        await Commit(clinic, new RosterChange.AddAbsence(clinic.Doctor, Soon(clinic).AddDays(20), Soon(clinic).AddDays(25), DayReason.Vacation));
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" }).ClickAsync();

        await Assertions.Expect(page.GetByText("График уже изменил кто-то другой")).ToBeVisibleAsync();
        await Assertions.Expect(words).ToHaveValueAsync("ежедневно 8–18, каб. 101");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Отсутствия" })).ToContainTextAsync("Отпуск");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Это действующий график")).ToBeVisibleAsync();
        Assert.Contains(await Lines(clinic), l => l.Hours == WorkHours.Of("08:00-18:00"));
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_place_taken_meanwhile_refuses_the_plan_which_is_made_anew_with_what_was_chosen()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var day = Soon(clinic);
        await clinic.Book(clinic.Slot(At(day, 16)));
        var page = await Editor(web, clinic);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "График словами" }).FillAsync("ежедневно 9–13, каб. 101");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить график" }).ClickAsync();
        var plan = page.GetByRole(AriaRole.Group, new() { Name = "Изменение заденет 1 запись" });
        await plan.WaitForAsync();

        var proposed = (await clinic.Get<PlanRosterChange>().Run(Shorter(clinic), null, TestClinic.Registrar, CancellationToken.None)).Value!.Visits.Single().Proposal!;
        Assert.True((await clinic.Book(proposed.Slot, TestClinic.Person("Быстрова", "+7 900 000-00-77"))).Ok);
        await plan.GetByRole(AriaRole.Button, new() { Name = "Сохранить всё" }).ClickAsync();

        await Assertions.Expect(page.GetByText("План пересчитан")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить всё" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rz-notification-title").GetByText("перенесена 1 запись")).ToBeVisibleAsync();
        await Invariants.Hold(clinic);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_closed_day_leaves_a_visit_on_the_list_without_a_place_from_which_the_board_opens_it()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var day = Soon(clinic);
        await clinic.Book(clinic.Slot(At(day, 16)));
        var page = await SignedIn(web);

        await page.GotoAsync($"{web.Address}displaced");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Всем нашлось место" })).ToBeVisibleAsync();
        await page.GotoAsync($"{web.Address}closures");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Филиал закрыт" });
        await form.GetByRole(AriaRole.Button, new() { Name = "Закрыть филиал" }).ClickAsync();
        await Assertions.Expect(form.GetByText("Заполните это поле")).ToHaveCountAsync(2);
        foreach (var field in new[] { "closed-from", "closed-to" })
        {
            await form.Locator($"input[name={field}]").FillAsync(day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
            await form.Locator($"input[name={field}]").PressAsync("Tab");
        }

        await form.GetByLabel("Причина").FillAsync("Нет воды");
        await form.GetByRole(AriaRole.Button, new() { Name = "Закрыть филиал" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { NameRegex = new("Иванова") }).SelectOptionAsync("Displace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить всё" }).ClickAsync();

        await Assertions.Expect(form).ToContainTextAsync("Нет воды");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Разделы" }).GetByRole(AriaRole.Link, new() { NameRegex = new("Без места") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Иванова Мария") })).ToContainTextAsync("клиника не работает");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Открыть в журнале") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Иванова Мария");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task What_was_just_saved_is_taken_back_in_one_press_here_or_from_its_own_page()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var day = Soon(clinic);
        var visit = (await clinic.Book(clinic.Slot(At(day, 16)))).Value!.Id;
        var page = await Editor(web, clinic);
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Вернуть", Exact = true });
        var seen = page.GetByRole(AriaRole.Link, new() { Name = "Посмотреть или вернуть как было" });

        await Away(page, day);
        await undo.ClickAsync();
        await Assertions.Expect(page.Locator(".rz-notification-title", new() { HasText = "Отменили действие: График сохранён, перенесена 1 запись" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Отсутствий не намечено.")).ToBeVisibleAsync();
        await Assertions.Expect(seen).ToHaveCountAsync(0);
        Assert.Equal(At(day, 16), (await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == visit))).Start);

        await Away(page, day);
        await seen.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить это действие" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, вернуть как было" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rz-notification-title", new() { HasText = "График — как до этого действия. Вернули как было: 1 запись." })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Это действие уже отменили.")).ToBeVisibleAsync();
        Assert.False(await clinic.Read(db => db.Absences.AnyAsync()));
        await Invariants.Hold(clinic);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_change_of_rosters_that_was_changed_again_says_so_instead_of_offering_a_button()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var (day, actor) = (Soon(clinic), TestClinic.Registrar.Fresh());
        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, day, day, DayReason.Trip))).Value!;
        Assert.True((await clinic.Get<CommitRosterPlan>().Run(plan.Order(), actor, CancellationToken.None)).Ok);
        await clinic.Save(new RosterChange.RemoveAbsence(clinic.Doctor, await clinic.Read(db => db.Absences.Select(a => a.Id).SingleAsync())));
        var page = await SignedIn(web);

        await page.GotoAsync($"{web.Address}journal/batch/{actor.Batch:N}");

        await Assertions.Expect(page.GetByText("Потом это меняли ещё раз (отсутствие)")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Отменить это действие" })).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_day_gets_other_hours_and_an_absence_that_ends_before_it_begins_is_told_at_its_end()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var day = Soon(clinic);
        var page = await Editor(web, clinic);

        await Type(page, "day", day);
        await page.Locator("#day-kind").SelectOptionAsync(new SelectOptionValue { Label = "Другие часы" });
        await page.Locator("#day-hours").FillAsync("10–12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Добавить день" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "10–12" })).ToBeVisibleAsync();
        Assert.Equal((day, WorkHours.Of("10:00-12:00")), await clinic.Read(async db => await db.RosterExceptions.SingleAsync() is var row ? (row.Date, row.Hours) : default));

        await Type(page, "away-from", day.AddDays(9));
        await Type(page, "away-to", day.AddDays(8));
        await page.GetByRole(AriaRole.Button, new() { Name = "Добавить отсутствие" }).ClickAsync();
        await Assertions.Expect(page.Locator("#away-to-fault")).ToContainTextAsync("раньше");
        Assert.False(await clinic.Read(db => db.Absences.AnyAsync()));
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    private static async Task Away(IPage page, DateOnly day)
    {
        await Type(page, "away-from", day);
        await Type(page, "away-to", day);
        await page.GetByRole(AriaRole.Button, new() { Name = "Добавить отсутствие" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить всё" }).ClickAsync();
    }

    private static async Task Type(IPage page, string field, DateOnly date)
    {
        await page.Locator($"input[name={field}]").FillAsync(date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
        await page.Locator($"input[name={field}]").PressAsync("Tab");
    }

    private static Task<TestClinic> Clinic() => TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));

    /// <summary>A day in clinic time that is far enough to be booked by anybody.</summary>
    private static DateOnly Soon(TestClinic clinic) => DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(3);

    private static DateTime At(DateOnly day, int hour) => DateTime.SpecifyKind(day.ToDateTime(new(hour, 0)).AddHours(-3), DateTimeKind.Utc);

    private static RosterChange.SetLines Shorter(TestClinic clinic) => new(
        clinic.Doctor,
        DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)),
        [new() { Site = clinic.Site, Rooms = [clinic.Room], Pattern = RosterPattern.OnWeekdays("1234567"), Hours = WorkHours.Of("09:00-13:00") }]);

    private static Task<List<RosterLine>> Lines(TestClinic clinic) => clinic.Read(db => db.RosterLines.ToListAsync());

    private static async Task Commit(TestClinic clinic, RosterChange change)
    {
        var plan = await clinic.Get<PlanRosterChange>().Run(change, null, TestClinic.Registrar, CancellationToken.None);
        Assert.True((await clinic.Get<CommitRosterPlan>().Run(plan.Value!.Order(), TestClinic.Registrar, CancellationToken.None)).Ok);
    }

    private async Task<IPage> Editor(RunningWeb web, TestClinic clinic)
    {
        var page = await SignedIn(web);
        await page.GotoAsync($"{web.Address}rosters");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.GetByRole(AriaRole.Link, new() { Name = "Петров Пётр Сергеевич" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Это действующий график")).ToBeVisibleAsync();
        Assert.EndsWith($"/rosters/{clinic.Doctor}", page.Url, StringComparison.Ordinal);
        return page;
    }

    private async Task<IPage> SignedIn(RunningWeb web)
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new("desk", "desk", [Roles.Registrar], "ru", null), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await web.SignIn(page, "desk");
        return page;
    }
}
