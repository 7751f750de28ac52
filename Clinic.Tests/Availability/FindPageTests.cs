using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;
using Clinic.Domain;
using Clinic.Tests.Hosting;
using Clinic.Web.Availability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Availability;

/// <summary>A time is found, booked and waited for at the desk by keyboard alone, in a real browser.</summary>
public sealed partial class FindPageTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", "ru", "к кардиологу завтра, после 12, женщина", "Найти время", "В лист ожидания", "Новая запись", "Без карты пациента", "Лист ожидания")]
    [InlineData("fr-FR", "fr", "cardiologue demain, après 12h, femme", "Trouver un créneau", "Mettre en liste d’attente", "Nouvelle réservation", "Sans fiche", "Liste d’attente")]
    public async Task Words_find_a_time_that_is_booked_and_a_wish_is_put_on_the_list_without_the_mouse(
        string locale, string language, string words, string title, string wait, string panel, string noCard, string list)
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, locale, language);

        // From another page "/" leads to the box.
        await page.GotoAsync($"{web.Address}board");
        await page.Alive();
        await page.Keyboard.PressAsync("/");
        await Ready(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#wish")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync(words);
        await Assertions.Expect(page.Locator("#facet-Gender")).Not.ToHaveValueAsync("");
        await Assertions.Expect(page.Locator(".found-day")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".time").First).ToHaveTextAsync("12:00");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("specialty=\\d+.*gender=female.*after=12"));
        Assert.DoesNotContain("%", new Uri(page.Url).Query.Replace("%3A", ":", StringComparison.Ordinal), StringComparison.Ordinal);

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".time:focus")).ToHaveTextAsync("13:00");
        await page.Keyboard.PressAsync("Enter");
        var side = page.Locator("aside.board-panel");
        await Assertions.Expect(side).ToContainTextAsync(panel);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(side).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".time:focus")).ToHaveTextAsync("13:00");

        // The wish onto the list, for somebody new.
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(side).ToContainTextAsync(wait);
        await Assertions.Expect(page.Locator("#patient-search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Нежданова Ольга");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = NewPatient() }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#new-born")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("31.01.1980");
        await page.Locator("#new-phone").FillAsync("+7 900 000-00-07");
        await page.Locator("#new-phone").PressAsync("Enter");
        await Assertions.Expect(side).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#wish")).ToBeFocusedAsync();

        var entry = await clinic.Read(db => db.WaitingEntries.SingleAsync());
        Assert.Equal((Gender.Female, new TimeOnly(12, 0), entry.FromDate), (entry.DoctorGender, entry.Earliest, entry.ToDate));
        await page.GotoAsync($"{web.Address}waiting");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = list, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("table.waiting tbody tr")).ToContainTextAsync("Нежданова");
        await Assertions.Expect(page.Locator("table.waiting tbody tr")).ToContainTextAsync(noCard);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_time_that_is_taken_elsewhere_goes_and_the_words_stay()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, "ru-RU", "ru");
        await page.GotoAsync($"{web.Address}find");
        await Ready(page);
        await page.Locator("#wish").FillAsync("Белова завтра абракадабра, абракадабра");
        await Assertions.Expect(page.Locator(".time").First).ToHaveTextAsync("09:00");
        await Assertions.Expect(page.Locator(".facet.unknown")).ToContainTextAsync("абракадабра");
        var slot = SlotId.TryParse(await page.Locator(".time").First.GetAttributeAsync("data-key"), out var id) ? id : default;

        Assert.True((await web.Services.GetRequiredService<BookAppointment>().Run(
            new() { Slot = slot, Contact = TestClinic.Person(), IdempotencyKey = "elsewhere" }, TestClinic.Registrar, CancellationToken.None)).Ok);

        await Assertions.Expect(page.Locator(".time").First).ToHaveTextAsync("09:30");
        await Assertions.Expect(page.Locator("#wish")).ToHaveValueAsync("Белова завтра абракадабра, абракадабра");

        // A condition is taken away by key; what was not understood stays until it is removed.
        await page.Locator("#facet-Doctor").FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.Locator("#wish")).ToHaveValueAsync("завтра, абракадабра, абракадабра");
        await page.GetByRole(AriaRole.Button, new() { Name = "Убрать «абракадабра»" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#wish")).ToHaveValueAsync("завтра");

        // Nothing fits: why, and one press to what would.
        await page.Locator("#wish").FillAsync("завтра после 22");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Свободного времени нет" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".reasons li").First).ToContainTextAsync("нет приёма в это время");
        await page.Locator(".instead button").First.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".found-day")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#wish")).ToHaveValueAsync("завтра");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Another_visit_of_the_doctor_is_chosen_in_the_row_and_booked()
    {
        await using var clinic = await Clinic();
        await clinic.Change(async db =>
        {
            var check = new Domain.VisitTypes.VisitType { Name = new("Повторный приём"), Minutes = 15, SortOrder = 1 };
            db.Add(check);
            await db.SaveChangesAsync();
            db.Add(new Domain.VisitTypes.DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = check.Id });
        });
        await using var web = await RunningWeb.Start(clinic);
        var page = await SignedIn(web, "ru-RU", "ru");
        await page.GotoAsync($"{web.Address}find");
        await Ready(page);
        await page.Locator("#wish").FillAsync("завтра");
        var row = page.Locator(".found-row", new() { HasText = "Петров" });
        await Assertions.Expect(page.Locator(".found-day")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".found-visit")).ToHaveCountAsync(1);

        var visit = row.GetByLabel("Вид приёма: Петров П. С.");
        await visit.SelectOptionAsync(new SelectOptionValue { Label = "Повторный приём" });
        await Assertions.Expect(row.Locator(".time").Nth(1)).ToHaveTextAsync("09:15");
        await Assertions.Expect(visit).ToBeFocusedAsync();
        await row.Locator(".time").Nth(1).ClickAsync();
        var side = page.Locator("aside.board-panel");
        await Assertions.Expect(side.GetByLabel("Вид приёма").Locator("option:checked")).ToContainTextAsync("Повторный приём");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(side).ToHaveCountAsync(0);

        // The choice stands above the times and is taken away there.
        await page.GetByRole(AriaRole.Button, new() { Name = "Убрать «Петров П. С.: Повторный приём»" }).ClickAsync();
        await Assertions.Expect(row.Locator(".time").Nth(1)).ToHaveTextAsync("09:30");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Who_waits_is_claimed_booked_and_gone_from_the_list_and_another_is_closed_with_an_outcome()
    {
        await using var clinic = await Clinic();
        await using var web = await RunningWeb.Start(clinic);
        await Wait(clinic, "Долгова");
        await Wait(clinic, "Крылова");
        var page = await SignedIn(web, "ru-RU", "ru");
        await page.GotoAsync($"{web.Address}waiting");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Alive();

        await page.GetByRole(AriaRole.Button, new() { Name = "Взять: Долгова" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("занимается desk")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Завершить: Крылова" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Завершить", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("table.waiting tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Записать: Долгова" }).PressAsync("Enter");
        await Ready(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Долгова");
        await page.Locator("#wish").PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#new-family")).ToHaveValueAsync("Долгова");
        await page.Locator("#new-born").FillAsync("31.01.1980");
        await page.Locator("#new-born").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToHaveCountAsync(0);

        var entries = await clinic.Read(db => db.WaitingEntries.OrderBy(w => w.CreatedAt).ToListAsync());
        Assert.Equal([RequestStatus.Booked, RequestStatus.Closed], entries.Select(e => e.Status));
        Assert.Equal(await clinic.Read(db => db.Bookings.Select(b => b.Id).SingleAsync()), entries[0].BookingId);
        Assert.Equal("Не дозвонились", entries[1].Outcome);
        await page.GotoAsync($"{web.Address}waiting");
        await Assertions.Expect(page.GetByText("Никто не ждёт")).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public void An_address_holds_what_was_understood_and_reads_back_to_it()
    {
        var wish = new Domain.Availability.Wishes.Wish
        {
            Specialties = IdList.Of(new SpecialtyId(2), new SpecialtyId(5)),
            Doctors = IdList.Of(new DoctorId(7)),
            VisitTypes = IdList.Of(new VisitTypeId(3)),
            Sites = IdList.Of(new SiteId(1)),
            Rooms = IdList.Of(new RoomId(4)),
            Gender = Gender.Male,
            Payment = PaymentKind.Vhi,
            From = new(2026, 12, 1),
            To = new(2026, 12, 31),
            Weekdays = "135",
            Earliest = new(9, 0),
            Latest = new(17, 30),
        };
        var entry = Guid.NewGuid();

        Assert.Equal((wish, (Guid?)entry), WishAddress.Parse($"http://clinic{WishAddress.Of(wish, entry)}"));
        Assert.Equal((new(), null), WishAddress.Parse("http://clinic/find"));
        Assert.Equal((new(), null), WishAddress.Parse("http://clinic/find?specialty=x,-1&doctor=&gender=7&from=2026-13-01&days=99&after=25:00&for=1"));
    }

    [System.Text.RegularExpressions.GeneratedRegex("^(Новый пациент|New patient|Nouveau patient)")]
    private static partial System.Text.RegularExpressions.Regex NewPatient();

    private static Task Ready(IPage page) => page.Locator(".find[data-arranged]").WaitForAsync();

    /// <summary>The clinic at the real time, with a woman among the cardiologists.</summary>
    private static async Task<TestClinic> Clinic()
    {
        var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        var her = await clinic.AddDoctor("Белова", null, Domain.Rosters.WorkHours.Of("09:00-18:00"));
        await clinic.Change(async db =>
        {
            var cardio = new Specialty { Name = new("Кардиолог", "Cardiologist", "Cardiologue") };
            db.Add(cardio);
            await db.SaveChangesAsync();
            db.AddRange(new DoctorSpecialty { DoctorId = her, SpecialtyId = cardio.Id }, new DoctorSpecialty { DoctorId = clinic.Doctor, SpecialtyId = cardio.Id });
            (await db.Doctors.AsTracking().SingleAsync(d => d.Id == her)).Gender = Gender.Female;
        });
        return clinic;
    }

    private static async Task Wait(TestClinic clinic, string family)
    {
        clinic.Clock.Advance(TimeSpan.FromSeconds(1));
        var contact = TestClinic.Person(family, $"+7 900 000-00-{family.Length}{family.Length}");
        Assert.True((await clinic.Get<AddWaitingEntry>().Run(new() { Wish = new() { From = DateOnly.FromDateTime(clinic.Clock.Now.AddDays(2)) }, Contact = contact }, TestClinic.Registrar, CancellationToken.None)).Ok);
    }

    private async Task<IPage> SignedIn(RunningWeb web, string locale, string language)
    {
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new("desk", "desk", [Roles.Registrar], language, null), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, locale, origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await web.SignIn(page, "desk");
        return page;
    }
}
