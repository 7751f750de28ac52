using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Widget;

/// <summary>The page behind the private link, in a real browser.</summary>
public sealed class VisitPageTests(Browser browser)
{
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
        var faults = new List<string>();
        var page = await browser.Page(faults, width: 390, height: 844, origins: [site.Server]);

        await page.GotoAsync($"{site.Server}/visit?lang=ru#{booked.Token}");

        var preparation = page.Locator(".ticket", new() { HasText = "Как подготовиться" });
        await Expect(preparation).ToContainTextAsync("Натощак.");
        await Expect(preparation.Locator("p")).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Expect(preparation.Locator("br")).ToHaveCountAsync(1);
        await Expect(page.Locator("dl div", new() { HasText = "Как нас найти" })).ToContainTextAsync("Второй этаж.");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Отменить визит" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Да, отменить" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Визит отменён" })).ToBeVisibleAsync();
        await Expect(preparation).ToHaveCountAsync(0);
        Assert.Empty(faults);
    }
}
