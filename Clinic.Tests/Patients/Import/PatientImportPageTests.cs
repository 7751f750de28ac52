using System.Text;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Patients.Import;

/// <summary>An administrator brings patients and visits over in a real browser.</summary>
public sealed class PatientImportPageTests(Browser browser)
{
    private const string Table = """
        ФИО;Дата рождения;Телефон;Врач;Дата;Время
        Иванова Мария;31.01.1980;8 916 123-45-67;Петров П. С.;02.12.2026;9:00
        Орлова Анна;31.01.1980;12345;Петров П. С.;02.12.2026;10:00
        Козлов Игорь;31.01.1980;8 916 123-45-68;Петров П. С.;02.12.2026;20:00
        """;

    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", "Загрузка пациентов и записей", "не похоже на номер телефона", "Загрузить строки без ошибок", "Таблица загружена", "Создана 1 карта, добавлена 1 запись")]
    [InlineData("en-GB", "Import patients and visits", "is not a telephone number", "Import the rows without faults", "The table is imported", "1 card opened, 1 visit booked")]
    [InlineData("fr-FR", "Importer des patients et des rendez-vous", "n’est pas un numéro de téléphone", "Importer les lignes sans erreur", "Le tableau est importé", "1 fiche créée, 1 rendez-vous pris")]
    public async Task A_table_is_shown_with_its_faults_and_its_good_rows_are_imported(string locale, string title, string fault, string rest, string done, string facts)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        var page = await Open(web, locale);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();

        await Upload(page, "Фамилия;Врач\nИванова;Петров");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Locator("p")).ToHaveCountAsync(3);

        await Upload(page, Table);
        await Assertions.Expect(page.Locator(".counts dd")).ToHaveTextAsync(["1", "0", "1", "2"]);
        await Assertions.Expect(page.GetByText(fault)).ToBeVisibleAsync();
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Empty(await Axe.Serious(page));

        await page.GetByRole(AriaRole.Button, new() { Name = rest }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = done })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(facts)).ToBeVisibleAsync();
        Assert.Empty(await Axe.Serious(page));

        var booked = await clinic.Read(db => db.Bookings.SingleAsync());
        Assert.Equal((TestClinic.Moscow(2, 9), Channel.Import), (booked.Start, booked.Channel));
        Assert.DoesNotContain("Иванова", page.Url + await page.TitleAsync(), StringComparison.Ordinal);

        await page.Locator("a[href*='/journal/batch/']").ClickAsync();
        await Assertions.Expect(page.Locator(".page-head .rzi", new() { HasText = "undo" })).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Cards_alone_are_imported_from_a_table_of_visits_when_the_administrator_says_so()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        var page = await Open(web, "ru-RU");
        await Upload(page, Table.Replace("12345", "8 916 123-45-69", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Combobox, new() { NameRegex = new("^Загрузить") }).SelectOptionAsync("Cards");
        await Assertions.Expect(page.Locator(".counts dd")).ToHaveTextAsync(["3", "0", "0"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Загрузить всё" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Создано 3 карты")).ToBeVisibleAsync();

        Assert.Equal((3, 0), await clinic.Read(async db => (await db.Patients.CountAsync(), await db.Bookings.CountAsync())));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> Open(RunningWeb web, string locale)
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new("boss", "boss", [Roles.Administrator], locale[..2], null), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, locale);
        await web.SignIn(page, "boss");
        await page.GotoAsync(new Uri(web.Address, "/patients/import").ToString());
        return page;
    }

    private static async Task Upload(IPage page, string csv)
    {
        await Assertions.Expect(page.Locator("input[type=file]")).ToBeEnabledAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "записи.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
    }
}
