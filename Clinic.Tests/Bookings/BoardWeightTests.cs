using System.Globalization;
using System.Net;
using Clinic.Bench.Clinics;
using Clinic.Bench.Scenarios;
using Clinic.Bench.Servers;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The board is much to send, and stays light: measured on the clinic of the bench.</summary>
public sealed class BoardWeightTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_full_day_of_fifteen_doctors_weighs_less_than_it_may()
    {
        await using var place = await Place.Create(DatabaseProvider.Sqlite);
        var furniture = await Furniture.Put(place, doctors: 15, days: 60, devices: false);

        // Whenever this runs, all of tomorrow lies ahead.
        var tomorrow = furniture.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        var visits = await FullDay.Put(place, furniture, minutes: 10, tomorrow);
        await using var clinic = TestClinic.Over(place.Settings);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("desk", Roles.Registrar);
        using var http = web.Browser(new CookieContainer());
        await RunningWeb.SignIn(http, "desk");

        var page = await RunningWeb.Source(http, $"/board?date={tomorrow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");

        Assert.Equal(visits, Count(page, "<button class=\"visit-card "));
        Assert.Equal((15 * 12 * 6) - visits, Count(page, "<button class=\"free\""));
        TestContext.Current.TestOutputHelper?.WriteLine($"{BoardData.Bytes(page):N0} bytes");
        Assert.InRange(BoardData.Bytes(page), 1, BoardData.Most - 1);
    }

    /// <summary>As the bench does it to measure what an open board costs.</summary>
    [Fact]
    public async Task A_board_is_open_for_whoever_speaks_as_a_browser_does()
    {
        await using var hand = await BoardHand.Start();
        await hand.Visit("Иванова", hand.At(10));
        await hand.Web.AddUser("desk", Roles.Registrar);
        var cookies = new CookieContainer();
        using var http = hand.Web.Browser(cookies);
        await RunningWeb.SignIn(http, "desk");

        await using var page = await OpenPage.At(http, cookies, $"/board?date={hand.Day:yyyy-MM-dd}", "Иванова");

        var drawn = page.Draws("Быстрова");
        await hand.Visit("Быстрова", hand.At(11));
        await drawn;
    }

    /// <summary>What the server leaves out is there all the same.</summary>
    [Fact]
    public async Task One_cell_takes_the_Tab_key_and_each_says_its_state_also_when_it_changes()
    {
        await using var hand = await BoardHand.Start();
        var id = await hand.Visit("Иванова", hand.At(10));
        var desk = await hand.Desk(browser, faults);
        var stops = desk.Locator(".column button:not([tabindex='-1'])");

        await Assertions.Expect(stops).ToHaveCountAsync(1);
        await Assertions.Expect(hand.Free(desk, hand.At(11))).ToHaveAccessibleDescriptionAsync("свободно");
        await Assertions.Expect(BoardHand.Card(desk, "Иванова")).ToHaveAccessibleDescriptionAsync("Записано");

        await hand.Clinic.Became(id, BookingStatus.Confirmed);
        await Assertions.Expect(BoardHand.Card(desk, "Иванова")).ToHaveAccessibleDescriptionAsync("Подтверждено");
        await hand.Visit("Быстрова", hand.At(11));
        await Assertions.Expect(BoardHand.Card(desk, "Быстрова")).ToHaveAccessibleDescriptionAsync("Записано");
        await Assertions.Expect(stops).ToHaveCountAsync(1);
        Assert.Empty(faults);
    }

    private static int Count(string page, string what) => page.Split(what).Length - 1;
}
