using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>The time that is kept while somebody types, and the page as its reader's system wants it.</summary>
public sealed class WidgetHoldTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task The_last_minute_offers_to_keep_the_time_once_more_and_what_was_typed_outlives_the_end()
    {
        await using var site = await Website.Start();
        await site.Clinic.Rules(p => p.HoldSeconds = 60);
        await site.Api.Learn();
        var page = await browser.Page(faults);
        await page.Clock.InstallAsync();
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.ClickAsync();
        await page.GetByLabel("Фамилия").FillAsync("Сказочная");
        await page.Clock.RunForAsync(2000);

        await page.GetByRole(AriaRole.Button, new() { Name = "Продлить" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Продлить" })).ToHaveCountAsync(0);
        Assert.True((await site.Clinic.Read(db => db.Holds.SingleAsync())).Extended);

        await page.Clock.RunForAsync(130_000);
        await page.GetByText("Время больше не закреплено за вами").First.WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToHaveValueAsync("Сказочная");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Закрепить снова" })).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(ForcedColors.Active, 640)]
    [InlineData(ForcedColors.None, 640)]
    public async Task Forced_colours_no_motion_and_letters_of_twice_the_size_leave_everything_readable(ForcedColors colours, int width)
    {
        await using var site = await Website.Start();
        var page = await browser.Page(faults, width: width, height: 640);
        await page.EmulateMediaAsync(new() { ForcedColors = colours, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.WaitForAsync();

        // A zoom of 200 % halves the pixels of a window; letters of twice the size do not even do that.
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        var found = await Axe.Serious(page);
        await page.Locator(".time").First.ClickAsync();
        await page.GetByLabel("Фамилия").WaitForAsync();
        found.AddRange(await Axe.Serious(page));
        var moving = await page.EvaluateAsync<int>(
            "[...document.querySelector('clinic-booking').shadowRoot.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0 || (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0); }).length");

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Equal(0, moving);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }
}
