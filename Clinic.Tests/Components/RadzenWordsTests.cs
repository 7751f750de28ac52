using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Components;

/// <summary>What Radzen's buttons say to those who listen.</summary>
public sealed class RadzenWordsTests(Browser browser)
{
    private const string English = """
        () => [...document.querySelectorAll("body *")]
          .flatMap(e => [e.getAttribute("aria-label"), e.getAttribute("title"), e.getAttribute("alt")])
          .filter(t => t && /^[A-Za-z ]+$/.test(t) && !["English", "desk"].includes(t))
        """;

    [Fact]
    public async Task Nothing_speaks_English_to_a_Russian_reader()
    {
        await using var desk = await ReceptionDesk.Open(browser, role: Roles.Administrator);
        var found = new List<string>();
        foreach (var path in new[] { "journal", $"visit-types/{desk.Clinic.VisitType}", $"rosters/{desk.Clinic.Doctor}", "board/past" })
        {
            await desk.Page.GotoAsync($"{desk.Web.Address}{path}");
            await desk.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            found.AddRange((await desk.Page.EvaluateAsync<string[]>(English)).Select(t => $"{path}: {t}"));
        }

        Assert.Empty(found);
    }
}
