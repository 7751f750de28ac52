using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Axe finds nothing serious on any page, in light and dark, on a desk and on a telephone; and no page is wider than its screen.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    private static readonly string[] Pages = ["/board", "/board?view=rooms", "/board?view=week", "/board/past", "/find?specialty=2&gender=female&after=21:00", "/waiting", "/inbox", "/patients", "/patients/1", "/patients/1/merge?with=2", "/journal", "/messages", "/users", "/rosters", "/rosters/1", "/displaced", "/rosters/import", "/settings/consent", "/settings/consent/marketing", "/visit-types/1", "/rooms"];

    // Built of the same parts as those above: once is enough.
    private static readonly string[] More = ["/find", "/patients/new", "/patients/1/merge", "/users/new", "/users/1", "/closures", "/settings", "/doctors", "/visit-types", "/specialties", "/rooms/1", "/devices", "/devices/new"];

    [Fact]
    public async Task Axe_finds_nothing_serious()
    {
        await using var demo = await RunningDemo.Start();
        var found = new List<string>();
        await Walk(demo, 1440, 900, ColorScheme.Light, "ru-RU", [.. Pages, .. More], found);
        await Walk(demo, 390, 844, ColorScheme.Dark, "en-GB", Pages, found);

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private async Task Walk(RunningDemo demo, int width, int height, ColorScheme scheme, string locale, string[] paths, List<string> found)
    {
        var page = await Open(null);
        await Look(page, $"{demo.Web}/sign-in", found);
        await SignIn(page, demo, 0);
        foreach (var path in paths)
        {
            await Look(page, demo.Web + path, found);
        }

        var doctor = await Open(null);
        await SignIn(doctor, demo, 3);
        await Look(doctor, $"{demo.Web}/my-day", found);
        await Look(doctor, $"{demo.Web}/my-week", found);

        var visitor = await Open(demo.Api);
        await Look(visitor, $"{demo.Api}/sample-site", found, visitor.Locator("clinic-booking .doc").First);
        await visitor.Locator("clinic-booking .time").First.ClickAsync();
        await visitor.Locator("clinic-booking #consent").WaitForAsync();
        found.AddRange(await Axe.Serious(visitor));
        await Look(visitor, $"{demo.Api}/book?doctor=1", found, visitor.Locator("clinic-booking .doc").First);
        await Look(visitor, $"{demo.Api}/visit#no-such-token", found, visitor.Locator("clinic-visit").GetByRole(AriaRole.Heading).First);

        async Task<IPage> Open(string? origin)
        {
            var opened = await browser.Page([], locale, width, height, origin is null ? [] : [origin]);
            await opened.EmulateMediaAsync(new() { ColorScheme = scheme });
            return opened;
        }
    }

    private static async Task Look(IPage page, string url, List<string> found, ILocator? ready = null)
    {
        await page.GotoAsync(url);
        await (ready ?? page.GetByRole(AriaRole.Heading).First).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        // The circuit takes the title over from the page as it was sent.
        await Assertions.Expect(page).Not.ToHaveTitleAsync("");
        found.AddRange(await Axe.Serious(page));
    }

    /// <summary>The demo's roles in the order of its buttons: administrator, registrar, call-centre, doctor.</summary>
    private static async Task SignIn(IPage page, RunningDemo demo, int role)
    {
        await page.GotoAsync($"{demo.Web}/sign-in");
        await page.Locator("form[action*='demo'] button, button[name=role]").Nth(role).ClickAsync();
        await page.WaitForURLAsync(u => !u.Contains("sign-in", StringComparison.Ordinal));
    }
}
