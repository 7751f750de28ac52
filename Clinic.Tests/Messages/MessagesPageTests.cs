using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Messages;

public sealed class MessagesPageTests(Browser browser)
{
    [Fact]
    public async Task A_registrar_sees_what_was_not_delivered_and_why_and_sends_it_again()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(
            clinic, ("Mail:Host", "localhost"), ("Mail:Port", $"{server.Settings.Port}"), ("Mail:Security", "none"), ("Mail:From", MailServer.From));
        await web.AddUser("olga", Roles.Registrar);
        var booking = await clinic.Book("ru");
        await clinic.Write(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.GivenUpAt, clinic.Clock.Now).SetProperty(m => m.Fault, "recipient-550"), TestContext.Current.CancellationToken));
        var faults = new List<string>();
        var page = await browser.Page(faults, "ru-RU");
        await page.GotoAsync($"{web.Address}sign-in?returnUrl=/journal");
        await page.Locator("input[name='Input.Name']").FillAsync("olga");
        await page.Locator("input[name='Input.Password']").FillAsync(RunningWeb.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/journal$"));

        // Olga reads French.
        await page.GetByRole(AriaRole.Link, new() { Name = "Messages aux patients" }).ClickAsync();
        await Expect(page.Locator("table.waiting tbody tr")).ToContainTextAsync("Le serveur de messagerie refuse l’adresse du destinataire. (550)");
        await Expect(page.Locator("table.waiting tbody tr")).ToContainTextAsync("Иванова Мария");
        await page.Alive();
        await page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer : Иванова М." }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tout a été remis" })).ToBeVisibleAsync();

        Assert.Contains(booking.Code, (await server.Letter()).GetProperty("text").GetString(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("Sent");
        await Expect(page.Locator("table.waiting tbody tr")).ToContainTextAsync("Envoyé");
        Assert.Empty(faults);
    }
}
