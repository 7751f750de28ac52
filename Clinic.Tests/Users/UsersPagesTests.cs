using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Users;

/// <summary>The administrator lets people in and keeps them out, in a real browser.</summary>
public sealed class UsersPagesTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_user_is_added_works_and_is_locked_out_of_the_open_page()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        var boss = await SignIn(web, await Make(web, "boss", Roles.Administrator));
        await boss.GotoAsync($"{web.Address}users");
        await boss.Alive();
        await boss.GetByRole(AriaRole.Link, new() { Name = "Добавить пользователя" }).ClickAsync();
        await Fill(boss, "Фамилия, имя, отчество *", "Белова Анна");
        await Fill(boss, "Имя для входа *", "anna");
        await Fill(boss, "Пароль *", "short");
        await boss.GetByRole(AriaRole.Button, new() { Name = "Добавить" }).ClickAsync();
        await Assertions.Expect(boss.GetByText("Отметьте хотя бы одну роль.")).ToBeVisibleAsync();
        await boss.GetByRole(AriaRole.Checkbox, new() { Name = "Регистратор" }).ClickAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "Добавить" }).ClickAsync();
        await Assertions.Expect(boss.GetByText("Пароль слишком короткий.")).ToBeVisibleAsync();
        await Fill(boss, "Пароль *", RunningWeb.Password);
        await boss.GetByRole(AriaRole.Button, new() { Name = "Добавить" }).ClickAsync();
        await Assertions.Expect(boss.GetByRole(AriaRole.Link, new() { Name = "Белова Анна" })).ToBeVisibleAsync();

        var anna = await SignIn(web, "anna");
        await anna.GotoAsync($"{web.Address}board");
        await anna.Alive();
        await boss.GetByRole(AriaRole.Link, new() { Name = "Белова Анна" }).ClickAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "Закрыть вход" }).ClickAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "Да, закрыть вход" }).ClickAsync();
        await Assertions.Expect(boss.GetByRole(AriaRole.Heading, new() { Name = "Вход закрыт" })).ToBeVisibleAsync();

        // The open page closes by itself.
        await Assertions.Expect(anna).ToHaveURLAsync(new Regex("/sign-in"));
        Assert.Empty(faults);
        await anna.CloseAsync();
        await boss.CloseAsync();
    }

    [Fact]
    public async Task The_last_administrator_is_told_why_the_account_stays_open()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        var boss = await SignIn(web, await Make(web, "boss", Roles.Administrator));
        var id = await clinic.Read(db => db.Users.Select(u => u.Id).SingleAsync());
        await boss.GotoAsync($"{web.Address}users/{id}");
        await boss.Alive();

        await boss.GetByRole(AriaRole.Button, new() { Name = "Закрыть вход" }).ClickAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "Да, закрыть вход" }).ClickAsync();
        await Assertions.Expect(boss.GetByRole(AriaRole.Alert).Filter(new() { HasText = "последний администратор" })).ToBeVisibleAsync();
        await boss.GetByRole(AriaRole.Checkbox, new() { Name = "Администратор" }).ClickAsync();
        await boss.GetByRole(AriaRole.Checkbox, new() { Name = "Регистратор" }).ClickAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Assertions.Expect(boss.GetByText("последний администратор")).ToHaveCountAsync(2);
        Assert.Empty(faults);
        await boss.CloseAsync();
    }

    private static async Task Fill(IPage page, string label, string text)
    {
        var field = page.GetByLabel(label, new() { Exact = true });
        await field.FillAsync(text);
        await field.PressAsync("Tab");
    }

    private static async Task<string> Make(RunningWeb web, string name, string role)
    {
        await using var scope = web.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, name, [role], "ru"), RunningWeb.Password, Actor.System, TestContext.Current.CancellationToken)).Succeeded);
        return name;
    }

    private async Task<IPage> SignIn(RunningWeb web, string name)
    {
        var page = await browser.Page(faults);
        await web.SignIn(page, name);
        return page;
    }
}
