using Clinic.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Widget;

/// <summary>How the widget hears of times that others take.</summary>
public sealed class WidgetNewsTests(Browser browser)
{
    private const string Stream = "**/api/v1/stream*";

    private readonly List<string> faults = [];

    [Fact]
    public async Task Where_streams_are_refused_the_widget_asks_four_times_a_minute_and_listens_again_as_soon_as_they_pass()
    {
        await using var site = await Website.Start();
        var page = await browser.Page(faults);
        var asked = 0;
        await page.RouteAsync(Stream, route => route.FulfillAsync(new() { Status = 503, Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" } }));
        page.Request += (_, request) => asked += request.Url.Contains("/api/v1/slots", StringComparison.Ordinal) ? 1 : 0;
        await page.Clock.InstallAsync();
        await page.GotoAsync(site.Url);
        var times = page.Locator(".time");
        await times.First.WaitForAsync();
        await page.Clock.PauseAtAsync(await page.EvaluateAsync<DateTime>("new Date(Date.now() + 1000).toISOString()"));
        var slots = new[] { await times.Nth(0).GetAttributeAsync("data-slot"), await times.Nth(1).GetAttributeAsync("data-slot") };
        var before = asked;

        await Take(site, slots[0]!, 1);
        await page.Clock.RunForAsync(10_000);
        Assert.Equal(before, asked);
        await page.Clock.RunForAsync(10_000);
        await Expect(page.Locator($"[data-slot='{slots[0]}']")).ToHaveAttributeAsync("aria-disabled", "true");

        var passes = page.WaitForResponseAsync(r => r.Url.Contains("/api/v1/stream", StringComparison.Ordinal) && r.Status == 200);
        await page.UnrouteAsync(Stream);
        await page.Clock.RunForAsync(15_000);
        await passes;
        await page.Clock.ResumeAsync();
        await Take(site, slots[1]!, 2);
        await Expect(page.Locator($"[data-slot='{slots[1]}']")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Context.CloseAsync();
    }

    // By the public host itself, which knows of it at once.
    private static async Task Take(Website site, string slot, int number) => Assert.Equal(201, (await site.Api.Book(slot, $"+7 900 000-01-0{number}")).Status);
}
