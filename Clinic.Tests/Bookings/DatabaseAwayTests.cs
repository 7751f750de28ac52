using System.Text.RegularExpressions;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The database server goes away under an open board, and comes back.</summary>
public sealed class DatabaseAwayTests(Browser browser)
{
    [Fact]
    public async Task A_database_that_goes_is_said_nothing_typed_is_lost_and_the_board_goes_on_by_itself_when_it_is_back()
    {
        await using var door = DatabaseDoor.Stand();
        await using var desk = await ReceptionDesk.Open(browser, door: door);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await Assertions.Expect(panel.Locator("#visit-book")).ToBeFocusedAsync();
        await panel.GetByLabel("Комментарий").PressSequentiallyAsync("Call her");

        door.Shut();
        var away = desk.Page.GetByText("База данных не отвечает");
        await Assertions.Expect(away).ToBeVisibleAsync();
        await panel.GetByLabel("Комментарий").PressSequentiallyAsync(" first");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByText("Сервис сейчас недоступен")).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByLabel("Комментарий")).ToHaveValueAsync("Call her first");

        // By a program that the outage spares.
        var elsewhere = await desk.Clinic.Book(desk.Clinic.Slot(desk.At(12)), TestClinic.Person("Быстрова", "+7 900 000-00-77"));
        door.Open();
        await Assertions.Expect(desk.Visit(elsewhere.Value!.Id)).ToBeVisibleAsync();
        await Assertions.Expect(away).ToHaveCountAsync(0);
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        var booked = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start == desk.At(10)));
        await Assertions.Expect(desk.Visit(booked.Id)).ToBeVisibleAsync();
        Assert.Equal("Call her first", (await desk.Clinic.Read(db => db.BookingNotes.SingleAsync())).Text);
        Assert.True(door.TurnedAway > 0);

        // A board that could not be read is there again without a hand and without a change.
        var fault = desk.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Сервис сейчас недоступен" });
        door.Shut();
        await desk.Page.Locator(".dates [data-go='1']").ClickAsync();
        await Assertions.Expect(fault).ToBeVisibleAsync();
        door.Open();
        await Assertions.Expect(desk.Free(desk.At(10).AddDays(1))).ToBeVisibleAsync();

        // So it is when it shows the same day as before, and it takes part in the Tab order again.
        door.Shut();
        await desk.Page.Locator(".dates [data-go='-1']").ClickAsync();
        await Assertions.Expect(fault).ToBeVisibleAsync();
        await desk.Page.Locator(".dates [data-go='1']").ClickAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex($"date={desk.Day.AddDays(1):yyyy-MM-dd}"));
        door.Open();
        await Assertions.Expect(desk.Page.Locator(".column [tabindex='0']")).ToHaveCountAsync(1);
        await Invariants.Hold(desk.Clinic);
        Assert.Empty(desk.Faults);
    }
}
