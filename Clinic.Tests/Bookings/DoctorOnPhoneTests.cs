using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The doctor's day on a telephone, in a real browser.</summary>
public sealed class DoctorOnPhoneTests(Browser browser)
{
    private const int Wide = 390;
    private const int High = 844;

    /// <summary>Milliseconds; longer than the page takes a second tap for the same.</summary>
    private const float Settled = 500;
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", "Мой день", "Следующий пациент", "Ждёт приёма", "Пригласить", "Начать приём", "Завершить приём", "Записать повторно", "Вернуть", "Через неделю")]
    [InlineData("en-GB", "My day", "Next patient", "Waiting for you", "Call in", "Start the visit", "Finish the visit", "Book again", "Undo", "In a week")]
    [InlineData("fr-FR", "Ma journée", "Patient suivant", "Vous attend", "Appeler", "Commencer", "Terminer", "Reprogrammer", "Revenir", "Dans une semaine")]
    public async Task A_patient_arrives_is_called_in_seen_and_booked_again_in_two_taps(
        string locale, string title, string expected, string waits, string call, string start, string finish, string again, string undo, string week)
    {
        await using var clinic = await Clinic();
        var visit = await Book(clinic, 10);
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, clinic, locale);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
        var next = page.Locator(".next");
        await Assertions.Expect(next).ToContainTextAsync(expected);
        await Assertions.Expect(next).ToContainTextAsync("Орлова Мария");

        Assert.True((await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.Arrived, null, TestClinic.Registrar, CancellationToken.None)).Ok);
        await Assertions.Expect(next).ToContainTextAsync(waits);
        await Tap(page, next, call);
        await Assertions.Expect(next.GetByRole(AriaRole.Button, new() { Name = start })).ToBeVisibleAsync();
        Assert.NotNull((await Booking(clinic, visit)).CalledAt);

        // A slip of the finger: the toast takes it back.
        await Toast(page).GetByRole(AriaRole.Button, new() { Name = undo }).ClickAsync();
        await Assertions.Expect(next.GetByRole(AriaRole.Button, new() { Name = call })).ToBeVisibleAsync();
        Assert.Null((await Booking(clinic, visit)).CalledAt);

        // The next tap is not the same finger's.
        await page.WaitForTimeoutAsync(Settled);
        await Tap(page, next, call);
        await Tap(page, next, start);
        await Tap(page, next, finish);
        var row = page.Locator("li.visit", new() { HasText = "Орлова" });
        await row.GetByRole(AriaRole.Button, new() { Name = again }).ClickAsync();
        await row.GetByRole(AriaRole.Group, new() { Name = week }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(row.GetByRole(AriaRole.Group, new() { Name = week })).ToHaveCountAsync(0);
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new() { Name = again })).ToBeFocusedAsync();
        await Assertions.Expect(Toast(page).Locator(".offer-do")).ToHaveTextAsync([undo]);

        var (first, second) = (await Booking(clinic, visit), await clinic.Read(db => db.Bookings.SingleAsync(b => b.Channel == Channel.Doctor)));
        Assert.Equal((BookingStatus.Done, first.PatientId), (first.Status, second.PatientId));
        Assert.InRange(second.Start, first.Start.AddDays(4), first.Start.AddDays(10));
        Assert.True(first.CalledAt <= first.StartedAt && first.StartedAt <= first.DoneAt);
        await Toast(page).GetByRole(AriaRole.Button, new() { Name = undo }).ClickAsync();
        await Assertions.Expect(Toast(page)).ToHaveCountAsync(0);
        for (var left = 200; left > 0 && (await Booking(clinic, second.Id)).Status == BookingStatus.Booked; left--)
        {
            // The toast goes with the tap, the booking a moment later.
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(BookingStatus.CancelledByClinic, (await Booking(clinic, second.Id)).Status);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_delay_is_said_with_one_tap_and_the_page_names_the_time_to_expect()
    {
        await using var clinic = await Clinic();
        var visit = await Booking(clinic, await Book(clinic, 10));
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, clinic, "ru-RU");

        await page.GetByRole(AriaRole.Button, new() { Name = "На 20 минут" }).ClickAsync();

        await Assertions.Expect(page.Locator(".next-expected")).ToHaveTextAsync($"Примете около {Local(clinic, visit.Start.AddMinutes(20))}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "На 20 минут", Pressed = true })).ToBeVisibleAsync();
        Assert.Equal(20, (await clinic.Read(db => db.DoctorDelays.SingleAsync())).Minutes);
        Assert.Equal(visit.Start, (await Booking(clinic, visit.Id)).Start);

        // Reception knows better, and this page hears of it.
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clinic.Clock.Now, await Zone(clinic)));
        Assert.True((await clinic.Get<Domain.Doctors.SetDelay>().Run(clinic.Doctor, today, 25, TestClinic.Registrar, CancellationToken.None)).Ok);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "На 25 минут", Pressed = true })).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_waiting_time_goes_on_without_the_server()
    {
        await using var clinic = await Clinic();
        var visit = await Book(clinic, 10);
        await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.Arrived, null, TestClinic.Registrar, CancellationToken.None);
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, clinic, "ru-RU");
        var waiting = page.Locator(".next .waiting");
        await Assertions.Expect(waiting).ToContainTextAsync("Только что в клинике");

        // The browser counts this line: what is wiped out of it comes back.
        await waiting.Locator("[data-elapsed]").EvaluateAsync("line => { line.firstChild.nodeValue = ''; }");
        await Assertions.Expect(waiting).ToContainTextAsync(new Regex("Только что|Ждёт"));
        await page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 65 * 60000; }");

        await Assertions.Expect(waiting).ToContainTextAsync("Ждёт 1 ч 5 мин");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_database_that_is_gone_is_said_and_the_page_comes_back_by_itself()
    {
        await using var clinic = await Clinic();
        await Book(clinic, 10);
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, clinic, "ru-RU");
        await Assertions.Expect(page.Locator(".next")).ToContainTextAsync("Орлова");

        await clinic.Change(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"DoctorDelays\" RENAME TO \"DoctorDelaysGone\""));
        var lost = page.GetByText("База данных не отвечает");
        await Assertions.Expect(lost).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".next")).ToContainTextAsync("Орлова");
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        await clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"DoctorDelaysGone\" RENAME TO \"DoctorDelays\""));

        await Assertions.Expect(lost).ToHaveCountAsync(0);
        await Tap(page, page.Locator(".next"), "Отметить приход");
        await Assertions.Expect(page.Locator(".next")).ToContainTextAsync("Ждёт приёма");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Theory, InlineData(Wide, High)]
    public async Task Axe_finds_nothing_serious_in_light_and_dark(int width, int height)
    {
        await using var clinic = await Clinic();
        var visit = await Book(clinic, 10);
        await Book(clinic, 60, "+79000000002");
        foreach (var status in new[] { BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done })
        {
            await clinic.Get<ChangeBookingStatus>().Run(visit, status, null, TestClinic.Registrar, CancellationToken.None);
        }

        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, clinic, "ru-RU", width, height);
        var found = new List<string>();
        await Day("light");
        await page.GotoAsync($"{web.Address}my-week");
        await Week("light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Тёмное оформление" }).ClickAsync();
        await page.Locator(":root[data-theme=dark]").WaitForAsync();
        await Week("dark");
        await page.GotoAsync($"{web.Address}my-day");
        await Day("dark");

        Assert.Empty(found);
        Assert.Empty(faults);
        await page.CloseAsync();

        async Task Day(string theme)
        {
            await page.Alive();
            await page.GetByRole(AriaRole.Button, new() { Name = "Записать повторно" }).ClickAsync();
            await page.GetByRole(AriaRole.Group, new() { Name = "Через неделю" }).WaitForAsync();
            found.AddRange((await Axe.Serious(page)).Select(f => $"{theme} {f}"));
        }

        async Task Week(string theme)
        {
            await page.Alive();
            found.AddRange((await Axe.Serious(page)).Select(f => $"{theme} {f}"));
        }
    }

    /// <summary>Taps, and waits until the tap has done what it does: a second one right behind it would count as the same.</summary>
    private static async Task Tap(IPage page, ILocator within, string button)
    {
        await within.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(within.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(Settled);
    }

    private static ILocator Toast(IPage page) => page.Locator(".rz-notification-item");

    /// <summary>A clinic where it is noon, whatever the hour: the doctor is at work for hours to come.</summary>
    private static async Task<TestClinic> Clinic()
    {
        var now = TimeProvider.System.GetUtcNow();
        var ahead = 12 - now.Hour;
        var zone = ahead == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(ahead > 0 ? "-" : "+")}{Math.Abs(ahead)}");
        var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone, new(now));
        await clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Hours = WorkHours.Of("06:00-22:00"));
        return clinic;
    }

    private static async Task<BookingId> Book(TestClinic clinic, int inMinutes, string phone = "+79000000001")
    {
        var start = clinic.Clock.Now.AddMinutes(inMinutes);
        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(start.AddTicks(-(start.Ticks % TimeSpan.FromMinutes(5).Ticks))), Contact = TestClinic.Person("Орлова", phone) }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value.Id;
    }

    private static Task<Booking> Booking(TestClinic clinic, BookingId id) => clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == id));

    private static Task<TimeZoneInfo> Zone(TestClinic clinic) => clinic.Read(async db => (await db.Sites.SingleAsync()).Zone);

    private static string Local(TestClinic clinic, DateTime instant) =>
        TimeZoneInfo.ConvertTimeFromUtc(instant, Zone(clinic).GetAwaiter().GetResult()).ToString("HH:mm", CultureInfo.InvariantCulture);

    private async Task<IPage> SignedIn(RunningWeb web, TestClinic clinic, string locale, int width = Wide, int height = High)
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(
                new("doctor", "doctor", [Roles.Doctor], locale[..2], clinic.Doctor), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, locale, width, height, web.Address.ToString(), $"ws://{web.Address.Authority}");
        await web.SignIn(page, "doctor");
        await page.GotoAsync(web.Address.ToString());
        await page.Alive();
        return page;
    }
}
