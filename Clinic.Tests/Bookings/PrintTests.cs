using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What comes out of the printer: counted pages, nothing of the shell, and only for those who may have it.</summary>
public sealed partial class PrintTests(Browser browser)
{
    [Theory]
    [InlineData("ru-RU", "На этот день записей нет.")]
    [InlineData("fr-FR", "Aucun rendez-vous ce jour.")]
    public async Task An_empty_day_is_one_page_in_each_language(string locale, string words)
    {
        await using var desk = await ReceptionDesk.Open(browser, locale: locale, board: false);

        Assert.Equal(1, await Pages(desk, Day(desk, $"&doctor={desk.Clinic.Doctor}")));
        await Assertions.Expect(desk.Page.GetByText(words)).ToBeVisibleAsync();
        Assert.Equal(1, await Pages(desk, Day(desk, $"&room={desk.Clinic.Room}")));
        Assert.Equal(1, await Pages(desk, $"print/door?room={desk.Clinic.Room}"));
        Assert.Equal(1, await Pages(desk, $"print/door?doctor={desk.Clinic.Doctor}"));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_day_as_usual_is_one_page_and_a_very_full_one_has_as_many_each_time()
    {
        await using var desk = await ReceptionDesk.Open(browser, board: false);
        var second = await desk.Clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await Fill(desk, desk.Clinic.Doctor, 10);
        Assert.Equal(1, await Pages(desk, Day(desk, $"&doctor={desk.Clinic.Doctor}")));

        await Fill(desk, second, 60);
        var full = await Pages(desk, Day(desk, $"&doctor={second}"));
        Assert.InRange(full, 2, 5);
        Assert.Equal(full, await Pages(desk, Day(desk, $"&doctor={second}")));
        Assert.Equal(full + 1, await Pages(desk, Day(desk, "")));
        Assert.Equal(60, await desk.Page.Locator(".lines tbody tr").CountAsync() - 10);
        Assert.Empty(desk.Faults);
    }

    [Theory]
    [InlineData("ru-RU")]
    [InlineData("fr-FR")]
    public async Task The_slip_is_one_page_of_either_paper_even_with_the_longest_names(string locale)
    {
        await using var desk = await ReceptionDesk.Open(browser, locale: locale, board: false);
        await desk.Clinic.Change(async db =>
        {
            var site = await db.Sites.AsTracking().SingleAsync();
            (site.Name, site.Address, site.Phone) = (new(new string('Ф', 90) + " " + new string('ф', 80)), new("улица " + new string('А', 170)), "+79161234567");
            (await db.VisitTypes.AsTracking().SingleAsync()).Name = new("Приём " + string.Join(' ', Enumerable.Repeat("очень длинный", 12)));
        });
        var booked = await Book(desk, desk.At(10), TestClinic.Person(new string('К', 40), "+7 916 123-45-67", new string('А', 40)));

        Assert.Equal((1, 595, 842), await Sheet(desk, $"print/slip/{booked.Id}"));
        Assert.Equal((1, 227, 567), await Sheet(desk, $"print/slip/{booked.Id}?size=80mm"));
        await Assertions.Expect(desk.Page.GetByText(booked.Code)).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator(".when")).ToContainTextAsync("10:00");
        await Assertions.Expect(desk.Page.Locator(".link")).ToHaveCountAsync(0);
        await Assertions.Expect(desk.Page).Not.ToHaveTitleAsync(new Regex("К{5}"));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task The_private_link_is_on_the_slip_where_patients_can_open_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic, ("Api:PublicUrl", "https://booking.clinic.example"));
        await web.AddUser("anna", Roles.Registrar);
        using var http = web.Browser();
        await RunningWeb.SignIn(http, "anna");
        var booked = (await clinic.Book((await clinic.Slots(clinic.Clock.Now.AddDays(1), clinic.Clock.Now.AddDays(2)))[0].Id)).Value!;

        Assert.Contains("<svg", (await RunningWeb.Source(http, $"/print/slip/{booked.Id}")).Split("class=\"link\"")[1], StringComparison.Ordinal);
        await clinic.Cancelled(booked);
        Assert.DoesNotContain("class=\"link\"", await RunningWeb.Source(http, $"/print/slip/{booked.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doctor_prints_the_own_day_and_nothing_else()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await web.AddUser("doctor", clinic.Doctor, Roles.Doctor);
        using var http = web.Browser();
        await RunningWeb.SignIn(http, "doctor");
        var slot = (await clinic.Slots(clinic.Clock.Now.AddDays(1), clinic.Clock.Now.AddDays(2), clinic.Doctor))[0];
        var booked = (await clinic.Book(slot.Id)).Value!;
        var date = $"date={clinic.Clock.Now.AddHours(3).AddDays(1):yyyy-MM-dd}";

        var own = WebUtility.HtmlDecode(await RunningWeb.Source(http, $"/print/day?date={slot.Range.Start.AddHours(3):yyyy-MM-dd}"));
        Assert.Contains("Петров", own, StringComparison.Ordinal);
        Assert.Contains("Иванова Мария", own, StringComparison.Ordinal);
        Assert.DoesNotContain("900 000", own, StringComparison.Ordinal);
        foreach (var path in new[] { $"/print/day?{date}&doctor={other}", $"/print/day?{date}&room={clinic.Room}", $"/print/slip/{booked.Id}", "/print/door" })
        {
            using var refused = await RunningWeb.Open(http, path);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.DoesNotContain("Иванова", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_door_names_no_patient_and_wrong_addresses_are_answered()
    {
        await using var desk = await ReceptionDesk.Open(browser, board: false);
        await Book(desk, desk.At(10), TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));

        await desk.Page.GotoAsync($"{desk.Web.Address}print/door?room={desk.Clinic.Room}&week={desk.Day:yyyy-MM-dd}");
        Assert.Equal(7, await desk.Page.GetByText("09:00–13:00").CountAsync());
        await Assertions.Expect(desk.Page.GetByText("Королёва")).ToHaveCountAsync(0);
        foreach (var path in new[] { "print/door?room=999", "print/door?doctor=999", "print/day?room=999", "print/day?doctor=999", "print/slip/x", $"print/slip/{Guid.NewGuid():N}" })
        {
            var response = await desk.Page.GotoAsync($"{desk.Web.Address}{path}");
            Assert.Equal(404, response!.Status);
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Печатать нечего" })).ToBeVisibleAsync();
        }

        foreach (var path in new[] { "print/day?date=9999-99-99", "print/day?date=<script>&site=x&doctor='", "print/door?week=0001-01-01" })
        {
            Assert.Equal(200, (await desk.Page.APIRequest.GetAsync($"{desk.Web.Address}{path}")).Status);
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_on_paper()
    {
        await using var desk = await ReceptionDesk.Open(browser, width: 390, height: 844, board: false);
        var booked = await Book(desk, desk.At(10), TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var found = new List<string>();
        await desk.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        foreach (var path in new[] { Day(desk, ""), $"print/slip/{booked.Id}", $"print/slip/{booked.Id}?size=80mm", "print/door", "print/slip/x" })
        {
            await desk.Page.GotoAsync($"{desk.Web.Address}{path}");
            found.AddRange(await Axe.Serious(desk.Page));
        }

        Assert.Empty(found);
    }

    private static string Day(ReceptionDesk desk, string more) => string.Create(CultureInfo.InvariantCulture, $"print/day?date={desk.Day:yyyy-MM-dd}{more}");

    private static async Task<int> Pages(ReceptionDesk desk, string path) => (await Sheet(desk, path)).Pages;

    /// <summary>Prints the page as its own style says; the number of sheets and the size of one, in points.</summary>
    private static async Task<(int Pages, int Width, int Height)> Sheet(ReceptionDesk desk, string path)
    {
        await desk.Page.GotoAsync($"{desk.Web.Address}{path}");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Navigation, new() { Name = "Разделы" })).ToHaveCountAsync(0);
        await desk.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(desk.Page.Locator(".print-bar")).ToBeHiddenAsync();
        await desk.Page.EmulateMediaAsync(new() { Media = Media.Null });
        await desk.Page.EvaluateAsync("document.fonts.ready.then(() => null)");
        var pdf = Encoding.Latin1.GetString(await desk.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var box = MediaBox().Match(pdf);
        return (Leaf().Count(pdf), Points(box.Groups[1].Value), Points(box.Groups[2].Value));
    }

    private static int Points(string text) => (int)Math.Round(double.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>Writes visits one after another from eight on, as many as are wanted, whatever the hours.</summary>
    private static Task Fill(ReceptionDesk desk, DoctorId doctor, int count) => desk.Clinic.Write(db =>
    {
        for (var i = 0; i < count; i++)
        {
            var contact = new Contact { Id = Guid.NewGuid(), Family = $"Пациентов{i}", Given = "Константин", Middle = "Константинович", Phone = $"+7916{i:0000000}", BirthDate = new(1980, 1, 1), CreatedAt = desk.Clinic.Clock.Now };
            var start = desk.At(8).AddMinutes(10 * i);
            var id = new BookingId(Guid.NewGuid());
            db.AddRange(contact, new Booking
            {
                Id = id,
                Code = $"{doctor.Value:00}{i:0000}",
                TokenHash = id.ToString(),
                SiteId = desk.Clinic.Site,
                DoctorId = doctor,
                VisitTypeId = desk.Clinic.VisitType,
                Status = BookingStatus.Booked,
                Start = start,
                End = start.AddMinutes(10),
                ContactId = contact.Id,
                Channel = Channel.Widget,
                CreatedAt = desk.Clinic.Clock.Now,
                CreatedBy = "test",
                Version = 1,
            });
        }

        return Task.CompletedTask;
    });

    private static async Task<BookingReceipt> Book(ReceptionDesk desk, DateTime start, ContactDetails who)
    {
        var booked = await desk.Clinic.Get<BookAppointment>().Run(new() { Slot = desk.Clinic.Slot(start), Contact = who }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value!;
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Leaf();

    [GeneratedRegex(@"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();
}
