using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clinic.Domain.Doctors;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Workbook;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>From a spreadsheet to a booking and back, on one running server, as its users do it.</summary>
[Long]
public sealed class WholeStoryTests(Browser browser)
{
    private static readonly CultureInfo Russian = new("ru-RU");
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_workbook_becomes_slots_a_visit_on_the_board_and_in_the_doctors_day_and_the_slot_is_free_again_when_the_patient_cancels()
    {
        await using var demo = await RunningDemo.StartAnew();
        var room = await browser.Page(faults);
        await SignIn(room, demo, "Врач");
        var (doctor, name) = await DemoDoctor(demo);

        // A day that is far enough to be changed online and near enough to be booked.
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        var slots = $"{demo.Api}/api/v1/slots?doctor={doctor}&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&limit=500";

        var desk = await browser.Page(faults, origins: [demo.Web, "ws:" + demo.Web[5..]]);
        await SignIn(desk, demo, "Регистратор");
        await Import(desk, demo, Workbook(name, day));
        var free = await SlotsFrom("07:00", slots);
        Assert.Equal("07:00", free[0].GetProperty("start").GetDateTimeOffset().ToString("HH:mm", CultureInfo.InvariantCulture));

        await desk.GotoAsync($"{demo.Web}/board?date={day:yyyy-MM-dd}");
        await Assertions.Expect(desk.GetByRole(AriaRole.Group, new() { Name = name.Full })).ToBeVisibleAsync();
        var url = desk.Url;

        var site = await demo.Website($"""
            <!doctype html><html lang="ru"><meta charset="utf-8"><title>Сайт клиники</title><link rel="icon" href="data:,"><h1>Запись</h1>
            <script src="{demo.Api}/w/booking.js" async></script>
            <clinic-booking doctor="{doctor}"></clinic-booking></html>
            """);
        var visitor = await browser.Page(faults, width: 390, height: 844, origins: [site, demo.Api]);
        await visitor.GotoAsync(site);
        await ChooseTime(visitor, day, "07:00");
        await Fill(visitor);
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Записаться" }).ClickAsync();
        var link = visitor.Locator("a[href*='/visit']");
        await link.WaitForAsync();
        Assert.Matches(@"/visit\?lang=ru#[\w-]{22,}$", (await link.GetAttributeAsync("href"))!);
        var clock = Stopwatch.StartNew();

        var card = desk.GetByRole(AriaRole.Group, new() { Name = name.Full }).GetByRole(AriaRole.Button, new() { NameRegex = new("Сказочная") });
        await Assertions.Expect(card).ToBeVisibleAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"the board showed the booking after {clock.ElapsedMilliseconds} ms");
        Assert.InRange(clock.ElapsedMilliseconds, 0, 3000);
        Assert.Equal(url, desk.Url);

        await room.GotoAsync($"{demo.Web}/my-day/{day:yyyy-MM-dd}");
        await Assertions.Expect(room.GetByText("Сказочная Василиса")).ToBeVisibleAsync();

        Assert.DoesNotContain(await Slots(slots), s => Id(s) == Id(free[0]));
        var patient = await browser.Page(faults, width: 390, height: 844, origins: [demo.Api]);
        await patient.GotoAsync((await link.GetAttributeAsync("href"))!);
        await patient.GetByRole(AriaRole.Button, new() { NameRegex = new("^Отменить") }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { NameRegex = new("^Да") }).ClickAsync();
        await Assertions.Expect(patient.GetByText("Визит отменён").First).ToBeVisibleAsync();

        Assert.Contains(await Slots(slots), s => Id(s) == Id(free[0]));
        await Assertions.Expect(card).ToHaveCountAsync(0);
        var next = await browser.Page(faults, width: 390, height: 844, origins: [site, demo.Api]);
        await next.GotoAsync(site);
        await ChooseTime(next, day, "07:00");

        Assert.Empty(faults);
        await using var inside = demo.Inside();
        await Invariants.Hold(inside);
        Assert.DoesNotContain("fail:", demo.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Сказочная", demo.Log, StringComparison.Ordinal);
    }

    private static async Task<(string Id, PersonName Name)> DemoDoctor(RunningDemo demo)
    {
        await using var inside = demo.Inside();
        return await inside.Read(async db =>
        {
            var user = await db.Users.FirstAsync(u => u.DoctorId != null);
            var doctor = await db.Doctors.SingleAsync(d => d.Id == user.DoctorId);
            return (doctor.Id.ToString(), doctor.Name);
        });
    }

    /// <summary>The month of the day: the doctor works 7–20 on each of its days in a room of the story's own.</summary>
    private static byte[] Workbook(PersonName doctor, DateOnly day)
    {
        var days = DateTime.DaysInMonth(day.Year, day.Month);
        return new Xlsx()
            .Row(1, $"График работы врачей на {Russian.DateTimeFormat.MonthNames[day.Month - 1]} {day.Year} г.")
            .Row(3, $"ФИО врача|Специальность|Кабинет|Мин.|{string.Join('|', Enumerable.Range(1, days))}")
            .Row(4, $"{doctor.Full}||к.909|20|{string.Join('|', Enumerable.Repeat("7-20", days))}")
            .Row(6, "Главный врач ____________ Сказочный С. С.")
            .Bytes();
    }

    private static async Task SignIn(IPage page, RunningDemo demo, string role)
    {
        await page.GotoAsync($"{demo.Web}/sign-in");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{role}") }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("sign-in"));
    }

    private static async Task Import(IPage page, RunningDemo demo, byte[] workbook)
    {
        await page.GotoAsync($"{demo.Web}/rosters/import");
        await Assertions.Expect(page.Locator("input[type=file]")).ToBeEnabledAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "график.xlsx", MimeType = "application/octet-stream", Buffer = workbook });
        var room = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("909") });
        await room.WaitForAsync();
        if (!await room.IsCheckedAsync())
        {
            await room.CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Применить вс") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "График сохранён" })).ToBeVisibleAsync();
    }

    private static async Task ChooseTime(IPage page, DateOnly day, string time)
    {
        var widget = page.Locator("clinic-booking");
        await widget.GetByRole(AriaRole.Heading, new() { Level = 2 }).First.WaitForAsync();
        await widget.GetByRole(AriaRole.Button, new() { NameRegex = new("^Другое время") }).ClickAsync();
        var type = widget.Locator("button.pick").First;
        var cell = widget.Locator($"td[data-date='{day:yyyy-MM-dd}']");
        await type.Or(widget.Locator("table[role=grid]")).First.WaitForAsync();
        if (await type.CountAsync() > 0)
        {
            await type.ClickAsync();
        }

        // The calendar turns to the first free day by itself, which may lie in the next month; only then its pages are ours to turn.
        await widget.Locator("td[aria-selected=true]").WaitForAsync();
        var days = widget.Locator("td[data-date]");
        for (var shown = await days.Last.GetAttributeAsync("data-date"); string.CompareOrdinal(shown![..7], $"{day:yyyy-MM}") < 0;)
        {
            await widget.Locator("button.chev").Last.ClickAsync();
            await Assertions.Expect(days.Last).Not.ToHaveAttributeAsync("data-date", shown);
            shown = await days.Last.GetAttributeAsync("data-date");
        }

        await cell.ClickAsync();
        await widget.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{time}") }).ClickAsync();
        await widget.GetByLabel("Фамилия").WaitForAsync();
    }

    private static async Task Fill(IPage page)
    {
        var widget = page.Locator("clinic-booking");
        await widget.GetByLabel("Фамилия").FillAsync("Сказочная");
        await widget.GetByLabel("Имя").FillAsync("Василиса");
        await widget.GetByLabel("Дата рождения").FillAsync("31.01.1990");
        await widget.GetByLabel("Телефон").FillAsync("8 900 000 99 99");
        await widget.Locator("#consent").CheckAsync();
    }

    /// <summary>The public host learns of new rosters through the change log, within a blink.</summary>
    private static async Task<List<JsonElement>> SlotsFrom(string time, string url)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        for (var slots = await Slots(url); ; slots = await Slots(url))
        {
            if (patience.IsCancellationRequested || (slots.Count > 0 && slots[0].GetProperty("start").GetString()!.Contains($"T{time}", StringComparison.Ordinal)))
            {
                return slots;
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task<List<JsonElement>> Slots(string url)
    {
        using var http = new HttpClient();
        return [.. (await http.GetFromJsonAsync<JsonElement>(url)).GetProperty("items").EnumerateArray()];
    }

    private static string Id(JsonElement slot) => slot.GetProperty("id").GetString()!;
}
