using Clinic.Domain.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>What the host page and the visitor change in a widget that is at work, and what it says aloud.</summary>
public sealed class WidgetFaceTests(Browser browser)
{
    [Fact]
    public async Task The_hosts_colours_and_parts_reach_it_its_language_changes_at_once_and_what_was_typed_stays()
    {
        var faults = new List<string>();
        await using var site = await Website.Start(
            """<style>clinic-booking { --clinic-accent: rgb(120, 0, 60); --clinic-radius: 4px; } clinic-booking::part(card) { border-width: 5px; }</style><clinic-booking></clinic-booking>""");
        var page = await browser.Page(faults);
        await page.GotoAsync(site.Url);
        var widget = page.Locator("clinic-booking");
        await widget.Locator(".time").First.ClickAsync();
        await widget.GetByLabel("Фамилия").FillAsync("Сказочная");
        Assert.Equal("5px 6px", await widget.Locator(".card").EvaluateAsync<string>("card => { const { borderTopWidth, borderTopLeftRadius } = getComputedStyle(card); return `${borderTopWidth} ${borderTopLeftRadius}`; }"));
        Assert.Equal("rgb(120, 0, 60)", await widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true }).EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor"));

        await widget.EvaluateAsync("(element) => { element.lang = 'fr'; }");

        await Assertions.Expect(widget.GetByLabel("Nom", new() { Exact = true })).ToHaveValueAsync("Сказочная");
        await Assertions.Expect(widget.GetByRole(AriaRole.Button, new() { Name = "Prendre rendez-vous" })).ToBeVisibleAsync();
        Assert.Equal(1, await site.Clinic.Read(db => db.Holds.CountAsync()));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Days_are_spoken_with_their_free_times_the_focus_goes_to_them_and_an_insured_visit_waits_for_the_insurer()
    {
        await using var site = await Website.Start();
        await site.Clinic.Change(async db => (await db.VisitTypes.AsTracking().SingleAsync()).Payments = PaymentKinds.SelfPay | PaymentKinds.Vhi | PaymentKinds.Oms);
        await site.Api.Learn();
        var page = await browser.Page([]);
        await page.GotoAsync(site.Url);
        var widget = page.Locator("clinic-booking");
        await widget.GetByRole(AriaRole.Button, new() { NameRegex = new("^Другое время") }).First.ClickAsync();
        var day = widget.GetByRole(AriaRole.Gridcell, new() { NameRegex = new(@"^[а-яё]+, [0-9]{1,2} [а-яё]+, [0-9]+ свободн(ое окно|ых окна|ых окон)$") }).Last;
        await day.ClickAsync();
        await Assertions.Expect(day).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(widget.Locator(".times > :first-child")).ToBeFocusedAsync();
        await widget.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^\d\d:\d\d") }).Last.ClickAsync();

        await widget.GetByLabel("Фамилия").FillAsync("Сказочная");
        await widget.GetByLabel("Имя").FillAsync("Василиса");
        await widget.GetByLabel("Дата рождения").FillAsync("31.01.1990");
        await widget.GetByLabel("Телефон").FillAsync("8 900 000 99 99");
        await widget.GetByRole(AriaRole.Radio, new() { NameRegex = new("ОМС") }).CheckAsync();
        await widget.GetByLabel("Номер полиса ОМС").FillAsync("1234567812345671");
        await widget.Locator("#consent").CheckAsync();
        var send = widget.GetByRole(AriaRole.Button, new() { Name = "Записаться", Exact = true });
        await send.ClickAsync();
        await Assertions.Expect(widget.GetByLabel("Номер полиса ОМС")).ToHaveAttributeAsync("aria-invalid", "true");

        await widget.GetByRole(AriaRole.Radio, new() { NameRegex = new("ДМС") }).CheckAsync();
        await widget.GetByLabel("Страховая компания").FillAsync("СОГАЗ");
        await widget.GetByLabel("Номер полиса ДМС").FillAsync("1234 567");
        await send.ClickAsync();
        await Assertions.Expect(widget.GetByText("Время за вами. Клиника подтвердит визит, когда страховая компания согласует оплату.")).ToBeVisibleAsync();
        Assert.Equal(BookingStatus.Pending, await site.Clinic.Read(db => db.Bookings.Select(b => b.Status).SingleAsync()));
    }
}
