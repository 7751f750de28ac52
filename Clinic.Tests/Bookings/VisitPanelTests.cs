using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Components;
using Clinic.Tests.Hosting;
using Clinic.Web.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The panel of a booking that is there, in a real browser.</summary>
public sealed class VisitPanelTests(Browser browser)
{
    private static readonly ContactDetails Anna = TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна");

    [Fact]
    public async Task The_guarantee_letter_books_a_visit_that_waits_for_it()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var booked = await Book(desk, w => w with { Payment = PaymentKind.Vhi, Insurer = "СОГАЗ", Policy = "1234567" });
        var panel = await Show(desk, booked);
        await Assertions.Expect(panel).ToContainTextAsync("ДМС · СОГАЗ · 1234567");
        await Assertions.Expect(panel).ToContainTextAsync("Ждём от страховой");
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Отменить отметку" })).ToHaveCountAsync(0);

        await panel.GetByRole(AriaRole.Button, new() { Name = "Письмо пришло" }).ClickAsync();
        await Assertions.Expect(panel.Locator("#visit-letter-fault")).ToHaveTextAsync("Заполните это поле.");
        await panel.GetByLabel("Номер гарантийного письма").FillAsync(new string('9', 10_000));
        await panel.GetByLabel("Номер гарантийного письма").PressAsync("Enter");
        await Assertions.Expect(panel.Locator("#visit-letter-fault")).ToHaveTextAsync("Слишком длинный текст.");
        await panel.GetByLabel("Номер гарантийного письма").FillAsync("ГП-77/1");
        await panel.GetByLabel("Номер гарантийного письма").PressAsync("Enter");

        await Assertions.Expect(panel.GetByText("ГП-77/1")).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByLabel("Номер гарантийного письма")).ToHaveCountAsync(0);
        Assert.Equal(BookingStatus.Booked, (await Read(desk, booked)).Status);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task An_insurer_that_refuses_frees_the_time_after_a_second_word()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var booked = await Book(desk, w => w with { Payment = PaymentKind.Vhi, Insurer = "СОГАЗ", Policy = "1234567" });
        var panel = await Show(desk, booked);

        await panel.GetByRole(AriaRole.Button, new() { Name = "Страховая отказала" }).ClickAsync();
        await panel.GetByRole(AriaRole.Group, new() { Name = "Страховая отказала" }).GetByRole(AriaRole.Button, new() { Name = "Отменить запись" }).ClickAsync();

        await Assertions.Expect(panel.Locator(".status-badge")).ToContainTextAsync("Отменено");
        Assert.Equal(BookingStatus.CancelledByClinic, (await Read(desk, booked)).Status);
        Assert.True((await desk.Clinic.Book(desk.Clinic.Slot(desk.At(10)))).Ok);
    }

    [Theory, InlineData("ru-RU"), InlineData("en-GB"), InlineData("fr-FR")]
    public async Task Another_desk_that_was_quicker_is_told_of_with_what_differs(string locale)
    {
        await using var desk = await ReceptionDesk.Open(browser, locale: locale);
        var booked = await Book(desk);
        var panel = await Show(desk, booked);
        Assert.True((await desk.Clinic.Get<MoveBooking>().Run(BookingRef.Id(booked.Id), desk.Clinic.Slot(desk.At(15)), 1, TestClinic.Registrar, CancellationToken.None)).Ok);

        await panel.GetByRole(AriaRole.Button, new() { Name = Words.Of<BoardTexts>(locale, "Do.confirmed") }).ClickAsync();

        await Assertions.Expect(panel.GetByText(Words.Of<BoardTexts>(locale, "ChangedMeanwhile"))).ToBeVisibleAsync();
        await Assertions.Expect(panel.Locator(".refusal li")).ToContainTextAsync("10:00 → ");
        await Assertions.Expect(panel.Locator(".refusal li")).ToContainTextAsync("15:00");
        Assert.Equal((BookingStatus.Booked, desk.At(15)), (await Read(desk, booked)) is var now ? (now.Status, now.Start) : default);
        await panel.GetByRole(AriaRole.Button, new() { Name = Words.Of<BoardTexts>(locale, "Do.confirmed") }).ClickAsync();
        await Assertions.Expect(panel.Locator(".refusal")).ToHaveCountAsync(0);
        Assert.Equal(BookingStatus.Confirmed, (await Read(desk, booked)).Status);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task The_next_visit_to_the_same_doctor_begins_with_the_patient_chosen()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await Show(desk, await Book(desk));
        await Assertions.Expect(panel.GetByRole(AriaRole.Link, new() { Name = "Карта пациента" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(@"^/patients/\d+$"));
        await Assertions.Expect(panel.GetByRole(AriaRole.Link, new() { Name = "История записи" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(@"^/journal/booking/\w+$"));

        await panel.GetByRole(AriaRole.Button, new() { Name = "Записать ещё раз" }).ClickAsync();
        await panel.GetByRole(AriaRole.Group, new() { Name = "Следующий приём" }).Locator(".days .button").First.ClickAsync();

        await Assertions.Expect(desk.Panel.Locator(".chosen")).ToContainTextAsync("Королёва Анна");
        await Assertions.Expect(desk.Panel.Locator("#visit-book")).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        Assert.Equal(2, await desk.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Single(await desk.Clinic.Read(db => db.Patients.ToListAsync()));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_visit_cancelled_in_the_panel_is_taken_back_by_Ctrl_Z_before_the_panel_is_closed()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var booked = await Book(desk);
        var panel = await Show(desk, booked);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Отменить запись" }).ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Клиника" }).ClickAsync();
        await Assertions.Expect(panel.Locator(".status-badge")).ToContainTextAsync("Отменено");

        await desk.Page.Keyboard.PressAsync("Control+z");

        await Assertions.Expect(panel.Locator(".status-badge")).ToContainTextAsync("Записано");
        Assert.Equal(BookingStatus.Booked, (await Read(desk, booked)).Status);
        await Assertions.Expect(panel.Locator(".panel-lead")).ToBeFocusedAsync();
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task Whoever_booked_is_called_by_their_name_and_a_visit_without_a_place_asks_for_a_new_time()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var booked = await Book(desk);
        await desk.Clinic.Write(db => Task.FromResult(db.Add(new User { UserName = "registrar", NormalizedUserName = "REGISTRAR", DisplayName = "Белова Анна Павловна" })));
        await desk.Clinic.Write(db => Task.FromResult(db.Add(new DisplacedBooking { BookingId = booked.Id, Reason = ProblemCodes.Absent, At = desk.Clinic.Clock.Now, By = "registrar" })));

        var panel = await Show(desk, booked);

        await Assertions.Expect(panel).ToContainTextAsync("Белова Анна Павловна");
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("В этот день врач отсутствует. Записи нужно новое время.");
        Assert.Equal("Белова Анна Павловна", Assert.Single((await desk.Clinic.Get<ListDisplaced>().Run(TestClinic.Registrar, CancellationToken.None)).Value!).By);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task The_slip_goes_by_e_mail_once_while_it_waits_and_where_there_is_no_address_the_panel_says_so()
    {
        // Nobody answers there: the letter waits.
        await using var desk = await ReceptionDesk.Open(browser, settings: [("Mail:Host", "localhost"), ("Mail:Port", $"{ServerProcess.FreePort()}"), ("Mail:Security", "none"), ("Mail:From", "booking@clinic.example")]);
        var booked = await Book(desk, w => w with { Contact = ContactDetails.Check(new() { Family = "Королёва", Given = "Анна", Phone = "+7 916 123-45-67", BirthDate = new(1980, 1, 31), Email = "anna@patient.example" }, new(2026, 12, 1)).Value! });
        await desk.Clinic.Write(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.SentAt, desk.Clinic.Clock.Now)));
        var silent = await Book(desk, w => w with { Slot = desk.Clinic.Slot(desk.At(12)), Contact = TestClinic.Person("Белова", "+7 916 123-45-68") });
        await desk.Board();
        var panel = await Show(desk, booked);

        await panel.GetByRole(AriaRole.Button, new() { Name = "Отправить талон" }).DblClickAsync();

        await Assertions.Expect(panel.Locator(".facts")).ToContainTextAsync("ждёт отправки");
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Отправить талон" })).ToBeDisabledAsync();
        await Assertions.Expect(panel.Locator(":focus")).ToHaveCountAsync(1);
        Assert.Equal(2, await desk.Clinic.Read(db => db.Messages.CountAsync()));

        await desk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        await desk.Visit(silent.Id).ClickAsync();
        await Assertions.Expect(desk.Panel).ToContainTextAsync("Письмо отправить некуда: электронная почта не указана.");
        await Assertions.Expect(desk.Panel.GetByRole(AriaRole.Button, new() { Name = "Отправить талон" })).ToHaveCountAsync(0);
        Assert.Empty(desk.Faults);
    }

    private static async Task<BookingReceipt> Book(ReceptionDesk desk, Func<BookCommand, BookCommand>? more = null)
    {
        var wish = new BookCommand { Slot = desk.Clinic.Slot(desk.At(10)), Contact = Anna };
        var booked = await desk.Clinic.Get<BookAppointment>().Run(more?.Invoke(wish) ?? wish, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value!;
    }

    private static async Task<ILocator> Show(ReceptionDesk desk, BookingReceipt booked)
    {
        await desk.Visit(booked.Id).ClickAsync();
        await Assertions.Expect(desk.Panel).ToContainTextAsync("Королёва Анна");
        return desk.Panel;
    }

    private static Task<Booking> Read(ReceptionDesk desk, BookingReceipt booked) => desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == booked.Id));
}
