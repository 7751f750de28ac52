using Clinic.Tests.Hosting;
using Clinic.Tests.Widget;
using Clinic.Domain.Codes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Codes;

/// <summary>A visitor of somebody's website proves the address, by the keyboard alone, on a page with a strict policy and patched prototypes.</summary>
public sealed class CodeInWidgetTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", 390, "Записаться", "Подтвердите адрес", "Код из письма", "Изменить адрес", "В коде шесть цифр.", "Код не подходит", "Прежний код больше не действует", "Вы записаны")]
    [InlineData("en-GB", 1440, "Book the visit", "Confirm your address", "Code from the letter", "Change the address", "The code has six digits.", "That is not the code", "The former code is no longer valid", "You are booked")]
    [InlineData("fr-FR", 320, "Prendre rendez-vous", "Confirmez votre adresse", "Code reçu par e-mail", "Changer d’adresse", "Le code comporte six chiffres.", "Ce n’est pas le bon code", "L’ancien code n’est plus valable", "Votre rendez-vous")]
    public async Task The_code_is_typed_corrected_and_books_and_the_address_can_be_changed(
        string locale, int width, string book, string title, string label, string change, string tooShort, string wrong, string expired, string done)
    {
        await using var site = await Website.Start(
            $"""<script src="/host.js"></script><clinic-booking lang="{locale[..2]}"></clinic-booking>""",
            security: "default-src 'none'; script-src SERVER 'self'; style-src 'self'; connect-src SERVER; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'");
        await site.Clinic.Change(async db => (await db.Profile.AsTracking().SingleAsync()).ContactProof = ContactProof.Email);
        var page = await browser.Page(faults, locale, width, origins: [site.Url, site.Server]);
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.ClickAsync();
        var widget = page.Locator("clinic-booking");
        await widget.Locator("#family").FillAsync("Сказочная");
        await widget.Locator("#given").FillAsync("Василиса");
        await widget.Locator("#birthDate").FillAsync(locale[..2] == "en" ? "31/01/1980" : "31.01.1980");
        await widget.Locator("#phone").FillAsync("+7 900 000-00-09");
        await widget.Locator("#consent").CheckAsync();
        var send = widget.GetByRole(AriaRole.Button, new() { Name = book, Exact = true });
        await send.ClickAsync();

        // Without an address nothing is sent; the field says so.
        await Assertions.Expect(widget.Locator("#email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("vasilisa@patient.example");
        await page.Keyboard.PressAsync("Enter");
        var dialog = widget.GetByRole(AriaRole.Dialog, new() { Name = title });
        var code = dialog.GetByLabel(label);
        await Assertions.Expect(code).ToBeFocusedAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("vasilisa@patient.example");
        Assert.Empty(await Axe.Serious(dialog));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        // Back to the address, by the key that closes dialogs everywhere.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(widget.Locator("#email")).ToBeFocusedAsync();
        await Assertions.Expect(widget.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await widget.Locator("#email").FillAsync("other@patient.example");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync("other@patient.example");
        Assert.Equal(["other@patient.example", "vasilisa@patient.example"], await site.Clinic.Read(db => db.ContactCodes.Select(c => c.Email).Order().ToListAsync()));
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = change })).ToBeVisibleAsync();

        await page.Keyboard.TypeAsync("12");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync(tooShort);
        var id = await site.Clinic.Read(db => db.ContactCodes.Where(c => c.Email == "other@patient.example").Select(c => c.Id).SingleAsync());
        var right = await ContactCodeTests.Code(site.Clinic, id.ToString());
        await code.FillAsync(right == "000000" ? "000001" : "000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync(wrong);
        await Assertions.Expect(code).ToBeFocusedAsync();

        // One that was tried too often is replaced, and nothing has to be asked for.
        await site.Clinic.Change(async db => (await db.ContactCodes.AsTracking().SingleAsync(c => c.Id == id)).Tries = ContactCode.MostTries);
        await page.Keyboard.TypeAsync(right);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync(expired);
        var next = await site.Clinic.Read(db => db.ContactCodes.Where(c => c.Email == "other@patient.example" && c.Id != id).Select(c => c.Id).SingleAsync());
        right = await ContactCodeTests.Code(site.Clinic, next.ToString());
        await page.Keyboard.TypeAsync($"{right[..3]} {right[3..]}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(widget.GetByRole(AriaRole.Heading, new() { Name = done }).First).ToBeVisibleAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Equal(3, await site.Clinic.Read(db => db.ContactCodes.CountAsync()));
        Assert.All(faults, f => Assert.Matches("428|422", f));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_JavaScript_off_the_form_asks_for_the_code_and_sends_another_when_it_is_lost()
    {
        await using var site = await Website.Start(settings: ("Api:Limits:Enabled", "false"));
        await site.Clinic.Change(async db => (await db.Profile.AsTracking().SingleAsync()).ContactProof = ContactProof.Email);
        var with = await browser.Page([]);
        await using var context = await with.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, Locale = "ru-RU", ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Server}/book?doctor={site.Clinic.Doctor}");
        await page.Locator(".times a").First.ClickAsync();
        await page.GetByLabel("Фамилия").FillAsync("Сказочная");
        await page.GetByLabel("Имя", new() { Exact = true }).FillAsync("Василиса");
        await page.GetByLabel("Дата рождения").FillAsync("1990-01-31");
        await page.GetByLabel("Телефон").First.FillAsync("+7 900 000-00-09");
        await page.GetByLabel("Электронная почта").First.FillAsync("vasilisa@patient.example");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        var book = page.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true });
        await book.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Подтвердите адрес электронной почты кодом из письма.");
        await Assertions.Expect(page.GetByText("vasilisa@patient.example.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[aria-invalid]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Отправить код ещё раз" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToHaveValueAsync("Сказочная");
        var id = await page.Locator("[name=codeId]").InputValueAsync();
        Assert.Equal(2, await site.Clinic.Read(db => db.ContactCodes.CountAsync()));

        // The key Enter books, and asks for no other code.
        await page.GetByLabel("Код из письма").FillAsync("1");
        await page.GetByLabel("Код из письма").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#code-error")).ToHaveTextAsync("Код не подходит. Проверьте цифры в письме.");
        await page.GetByLabel("Код из письма").FillAsync(await ContactCodeTests.Code(site.Clinic, id));
        await book.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Вы записаны" })).ToBeVisibleAsync();
        Assert.Equal((1, 2), (await site.Clinic.Read(db => db.Bookings.CountAsync()), await site.Clinic.Read(db => db.ContactCodes.CountAsync())));
    }
}
