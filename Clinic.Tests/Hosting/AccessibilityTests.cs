using Clinic.Domain.Bookings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Axe finds nothing serious on any page in light on a desk, nor in the dark on those that are not seen on a telephone; no page is wider than its screen.</summary>
[Long]
public sealed class AccessibilityOnDeskTests(Browser browser)
{
    [Fact]
    public Task Axe_finds_nothing_serious() =>
        new AccessibilityWalk(browser, 1440, 900, ColorScheme.Light, "ru-RU").FindsNothing(AccessibilityWalk.Pages, AccessibilityWalk.More);
}

/// <summary>The same in the dark on a telephone.</summary>
[Long]
public sealed class AccessibilityOnPhoneTests(Browser browser)
{
    [Fact]
    public Task Axe_finds_nothing_serious() =>
        new AccessibilityWalk(browser, 390, 844, ColorScheme.Dark, "en-GB").FindsNothing(AccessibilityWalk.Pages, []);
}

/// <summary>Through a demo of its own: the intranet as administrator and as doctor, and what visitors see.</summary>
internal sealed class AccessibilityWalk(Browser browser, int width, int height, ColorScheme scheme, string locale)
{
    public static readonly string[] Pages = ["/board", "/board?view=rooms", "/board?view=week", "/board/past", "/find?specialty=2&gender=female&after=21:00", "/waiting", "/inbox", "/patients", "/patients/1", "/patients/1/merge?with=2", "/journal", "/messages", "/reports/waiting", "/users", "/rosters", "/rosters/1", "/displaced", "/rosters/import", "/patients/import", "/settings/consent", "/settings/consent/marketing", "/visit-types/1", "/rooms"];

    // Built of the same parts as those above: once is enough.
    public static readonly string[] More = ["/reports/waiting?doctor=1", "/reports/waiting?from=2026-01-01&to=2026-12-31", "/find", "/patients/new", "/patients/1/merge", "/users/new", "/users/1", "/closures", "/settings", "/settings/sites/1", "/doctors", "/doctors/1", "/visit-types", "/specialties", "/specialties/1", "/rooms/1", "/rooms/new", "/devices", "/devices/new", "/journal/patient/1", "/no-such-page"];

    /// <param name="more">Pages that are put into the dark, too.</param>
    public async Task FindsNothing(string[] paths, string[] more)
    {
        await using var demo = await RunningDemo.Start();
        var found = new List<string>();
        var page = await Open(null);
        await Look(page, $"{demo.Web}/sign-in", found);
        await RunningDemo.SignIn(page, demo.Web, Roles.Administrator);
        foreach (var path in paths)
        {
            await Look(page, demo.Web + path, found);
        }

        foreach (var path in more.Length == 0 ? [] : more.Concat(await Journals(demo)))
        {
            await Look(page, demo.Web + path, found);
            await Theme(page, "dark");
            found.AddRange(await Axe.SeriousInTheDark(page));
            await Theme(page, "light");
        }

        var doctor = await Open(null);
        await RunningDemo.SignIn(doctor, demo.Web, Roles.Doctor);
        await Look(doctor, $"{demo.Web}/my-day", found);
        await Look(doctor, $"{demo.Web}/my-week", found);
        await Look(doctor, $"{demo.Web}/reports/waiting?period=last-week", found);

        await page.Context.CloseAsync();
        await doctor.Context.CloseAsync();

        var visitor = await Open(demo.Api);
        await Look(visitor, $"{demo.Api}/sample-site", found, visitor.Locator("clinic-booking .doc").First);
        await visitor.Locator("clinic-booking .time").First.ClickAsync();
        await visitor.Locator("clinic-booking #consent").WaitForAsync();
        found.AddRange(await Axe.Serious(visitor));
        await Look(visitor, $"{demo.Api}/book?doctor=1", found, visitor.Locator("clinic-booking .doc").First);
        await Look(visitor, $"{demo.Api}/visit#no-such-token", found, visitor.Locator("clinic-visit").GetByRole(AriaRole.Heading).First);
        await visitor.Context.CloseAsync();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));

        async Task<IPage> Open(string? origin)
        {
            var opened = await browser.Page([], locale, width, height, origin is null ? [] : [origin]);
            await opened.EmulateMediaAsync(new() { ColorScheme = scheme });

            // The intranet keeps the choice of its own switch, whatever the machine prefers.
            await Theme(opened, scheme == ColorScheme.Dark ? "dark" : "light");
            return opened;
        }

        Task Theme(IPage of, string theme) => of.Context.AddCookiesAsync([new() { Name = "clinic-theme", Value = theme, Url = demo.Web }]);
    }

    /// <summary>What happened to a visit of the demo, and what was done to it in one go.</summary>
    private static async Task<string[]> Journals(RunningDemo demo)
    {
        await using var inside = demo.Inside();
        var booking = await inside.Read(db => db.Bookings.Where(b => b.Status == BookingStatus.Booked && b.Start > inside.Clock.Now.AddDays(1)).OrderBy(b => b.Start).FirstAsync());
        var batch = Guid.NewGuid();
        Assert.True((await inside.Get<CancelBooking>().Run(BookingRef.Id(booking.Id), null, true, TestClinic.Registrar with { Batch = batch }, CancellationToken.None)).Ok);
        return [$"/journal/booking/{booking.Id}", $"/journal/batch/{batch}"];
    }

    private static async Task Look(IPage page, string url, List<string> found, ILocator? ready = null)
    {
        await page.GotoAsync(url);
        await (ready ?? page.GetByRole(AriaRole.Heading).First).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        found.AddRange(await Axe.Serious(page));
    }
}
