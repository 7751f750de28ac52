using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The panel of a new booking in a real browser.</summary>
public sealed class BookPanelTests(Browser browser)
{
    private static readonly string[] Hostile =
    [
        "<script>document.title='x'</script>", new('я', 10_000), "🙂🙂", "\u202eгнилиф", "'; DROP TABLE \"Bookings\";--",
    ];

    [Fact]
    public async Task The_time_is_kept_while_the_panel_is_open_can_be_extended_once_and_is_free_again_when_it_closes()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await desk.OpenPanel(desk.At(10));

        var hold = await desk.Clinic.Read(db => db.Holds.SingleAsync());
        Assert.Equal((desk.At(10), Channel.Registry), (hold.Start, hold.Channel));
        Assert.False((await desk.Clinic.Book(desk.Clinic.Slot(desk.At(10)))).Ok);
        await Assertions.Expect(panel.Locator(".hold .tnum")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^[45]:\d\d$"));
        await panel.GetByRole(AriaRole.Button, new() { Name = "Продлить" }).ClickAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Продлить" })).ToHaveCountAsync(0);
        Assert.True((await desk.Clinic.Read(db => db.Holds.SingleAsync())).Extended);

        await panel.GetByLabel("Время", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "11:00" });
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Записать на 11:00" })).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Продлить" })).ToBeVisibleAsync();
        Assert.Equal(desk.At(11), (await desk.Clinic.Read(db => db.Holds.SingleAsync())).Start);

        await panel.GetByRole(AriaRole.Button, new() { Name = "Отмена" }).ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        await Assertions.Expect(desk.Free(desk.At(11))).ToBeVisibleAsync();
        Assert.Empty(await desk.Clinic.Read(db => db.Holds.ToListAsync()));
        Assert.Empty(await desk.Clinic.Cells());
        Assert.Null(await desk.Page.EvaluateAsync<string?>("sessionStorage.getItem('clinic-draft')"));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task Where_the_time_that_was_pressed_cannot_be_had_the_panel_says_so_and_which_it_chose_instead()
    {
        await using var desk = await ReceptionDesk.Open(browser, async c =>
        {
            await c.Change(async db =>
            {
                var longer = new VisitType { Name = new("Массаж"), Minutes = 60, SortOrder = 1 };
                db.Add(longer);
                await db.SaveChangesAsync();
                db.Add(new DoctorVisitType { DoctorId = c.Doctor, VisitTypeId = longer.Id });
            });
        });
        Assert.True((await desk.Clinic.Book(desk.Clinic.Slot(desk.At(11)), TestClinic.Person("Быстрова", "+7 900 000-00-77"))).Ok);
        var panel = await desk.OpenPanel(desk.At(10, 30));
        var gone = panel.GetByRole(AriaRole.Alert).Filter(new() { HasText = "На 10:30 записать уже нельзя. Ближайшее свободное время: 10:00." });
        await Assertions.Expect(gone).ToHaveCountAsync(0);

        await panel.GetByLabel("Вид приёма").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Assertions.Expect(gone).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Записать на 10:00" })).ToBeVisibleAsync();

        await panel.GetByLabel("Время", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "12:00" });
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Записать на 12:00" })).ToBeVisibleAsync();
        await Assertions.Expect(gone).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_time_that_is_lost_and_taken_brings_others_and_nothing_that_was_typed_is_gone()
    {
        await using var desk = await ReceptionDesk.Open(browser, c => c.Rules(p => p.HoldSeconds = 2));
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await panel.GetByLabel("Комментарий").FillAsync("Просит у окна");
        await Assertions.Expect(panel.GetByText("Время больше не удерживается")).ToBeVisibleAsync();
        desk.Clinic.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.True((await desk.Clinic.Book(desk.Clinic.Slot(desk.At(10)), TestClinic.Person("Быстрова", "+7 900 000-00-77"))).Ok);

        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByText("Это время уже заняли")).ToBeVisibleAsync();
        await panel.Locator(".refusal .times button").First.ClickAsync();
        await Assertions.Expect(panel.GetByText("Это время уже заняли")).ToHaveCountAsync(0);
        await Assertions.Expect(panel.GetByLabel("Комментарий")).ToHaveValueAsync("Просит у окна");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        var booked = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start < desk.At(23) && b.Channel == Channel.Registry));
        Assert.NotEqual(desk.At(10), booked.Start);
        Assert.Equal("Просит у окна", (await desk.Clinic.Read(db => db.BookingNotes.SingleAsync())).Text);
        await Invariants.Hold(desk.Clinic);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_double_click_books_once()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");

        await panel.Locator("#visit-book").DblClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        Assert.Equal(2, await desk.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Empty(await desk.Clinic.Read(db => db.Holds.ToListAsync()));
        await Invariants.Hold(desk.Clinic);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task Insurance_and_referral_are_asked_for_at_their_fields_and_policies_come_from_the_card()
    {
        await using var desk = await ReceptionDesk.Open(browser, c => c.Type(t => t.ReferralRequired = true));
        var card = await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        await desk.Clinic.Write(db => Task.FromResult(db.Add(new PatientPolicy
        {
            Id = Guid.NewGuid(),
            PatientId = card,
            Kind = PaymentKind.Vhi,
            Insurer = "СОГАЗ",
            Number = "1234567",
            CreatedAt = desk.Clinic.Clock.Now,
        })));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await Assertions.Expect(panel.GetByLabel("Номер направления")).ToBeFocusedAsync();

        await panel.GetByRole(AriaRole.Radio, new() { Name = "ОМС" }).CheckAsync();
        await panel.GetByLabel("Номер полиса").FillAsync("1234567812345671");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByLabel("Номер полиса")).ToBeFocusedAsync();
        await Assertions.Expect(panel.Locator("#visit-policy-fault")).ToHaveTextAsync("Номер не сходится с контрольной цифрой: проверьте каждую цифру.");
        await panel.GetByLabel("Номер полиса").FillAsync("1234 5678 1234 5670");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByLabel("Номер направления")).ToBeFocusedAsync();
        await Assertions.Expect(panel.Locator("#visit-referral-fault")).ToHaveTextAsync("Заполните это поле.");

        await panel.GetByRole(AriaRole.Radio, new() { Name = "ДМС" }).CheckAsync();
        await Assertions.Expect(panel.GetByLabel("Страховая компания")).ToHaveValueAsync("СОГАЗ");
        await Assertions.Expect(panel.GetByLabel("Номер полиса")).ToHaveValueAsync("1234567");
        await panel.GetByLabel("Номер направления").FillAsync("57-12");
        await panel.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Согласие") }).CheckAsync();
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        var booked = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start < desk.At(23)));
        var cover = await desk.Clinic.Read(db => db.BookingCovers.SingleAsync());
        var consent = await desk.Clinic.Read(db => db.Consents.SingleAsync());
        Assert.Equal((BookingStatus.Pending, PaymentKind.Vhi), (booked.Status, booked.Payment));
        Assert.Equal(("СОГАЗ", "1234567", "57-12"), (cover.Insurer, cover.Policy, cover.Referral));
        Assert.Equal((card, "desk", TestClinic.ConsentVersion), (consent.PatientId!.Value, consent.TakenBy, consent.Version));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task Another_visit_of_the_patient_is_overridden_by_a_word_of_its_own_and_a_reason()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var card = await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var other = await desk.Clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        Assert.True((await desk.Clinic.Get<BookAppointment>().Run(new() { Slot = desk.Clinic.Slot(desk.At(10), other), Patient = card }, TestClinic.Registrar, CancellationToken.None)).Ok);
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");

        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByText("У пациента уже есть запись")).ToBeVisibleAsync();
        await panel.GetByLabel("Причина").FillAsync("Мать с ребёнком");
        await panel.GetByLabel("Причина").PressAsync("Enter");
        await Assertions.Expect(panel.GetByText("Отметьте, если это действительно нужно")).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Даже если") }).CheckAsync();
        await panel.GetByLabel("Причина").FillAsync("");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Записать всё равно" }).ClickAsync();
        await Assertions.Expect(panel.Locator("#override-reason-fault")).ToHaveTextAsync("Заполните это поле.");
        await Assertions.Expect(panel.GetByLabel("Причина")).ToBeFocusedAsync();
        await panel.GetByLabel("Причина").FillAsync("Мать с ребёнком");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Записать всё равно" }).ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        var booked = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.DoctorId == desk.Clinic.Doctor && b.Start == desk.At(10)));
        Assert.True(booked.Override);
        Assert.Equal("Мать с ребёнком", (await desk.Clinic.Read(db => db.BookingCovers.SingleAsync())).OverrideReason);
        await Invariants.Hold(desk.Clinic);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task The_call_centre_is_refused_and_not_offered_to_override()
    {
        await using var desk = await ReceptionDesk.Open(browser, role: Roles.CallCentre);
        var card = await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var other = await desk.Clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await desk.Clinic.Get<BookAppointment>().Run(new() { Slot = desk.Clinic.Slot(desk.At(10), other), Patient = card }, TestClinic.Registrar, CancellationToken.None);
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await panel.Locator("#visit-book").ClickAsync();

        await Assertions.Expect(panel.GetByText("У пациента уже есть запись")).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Записать всё равно" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_under_the_open_panel_is_refused_in_words()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await using (var scope = desk.Web.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            await users.RemoveFromRoleAsync((await users.FindByNameAsync("desk"))!, Roles.Registrar);
        }

        await panel.Locator("#visit-book").ClickAsync();

        await Assertions.Expect(panel.GetByText("У вас нет прав на это действие.")).ToBeVisibleAsync();
        Assert.Equal(1, await desk.Clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task What_nobody_should_type_is_answered_at_the_field()
    {
        await using var desk = await ReceptionDesk.Open(browser, c => c.Type(t => t.ReferralRequired = true));
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        foreach (var text in Hostile)
        {
            await panel.Locator("input[type=search]").FillAsync(text);
            await Assertions.Expect(panel.Locator("input[type=search]")).Not.ToHaveValueAsync("");
        }

        await desk.Choose("Короле", "Королёва Анна");
        await panel.GetByRole(AriaRole.Radio, new() { Name = "ДМС" }).CheckAsync();
        var longest = new string('я', 10_000);
        (string Label, string Id)[] fields = [("Страховая компания", "visit-insurer"), ("Номер полиса", "visit-policy"), ("Номер направления", "visit-referral"), ("Комментарий", "visit-comment")];
        foreach (var (label, _) in fields)
        {
            await panel.GetByLabel(label).FillAsync(longest);
        }

        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByLabel("Страховая компания")).ToBeFocusedAsync();
        foreach (var (_, id) in fields)
        {
            await Assertions.Expect(panel.Locator($"#{id}-fault")).ToHaveTextAsync("Слишком длинный текст.");
        }

        foreach (var (label, _) in fields)
        {
            await panel.GetByLabel(label).FillAsync(Hostile[0]);
        }

        await panel.GetByLabel("Комментарий").FillAsync("'; DROP TABLE \"Bookings\";-- 🙂 \u202eгнилиф <script>document.title='x'</script>");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        var booked = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start < desk.At(23)));
        await desk.Visit(booked.Id).ClickAsync();
        await Assertions.Expect(desk.Panel).ToContainTextAsync(Hostile[0]);
        await Assertions.Expect(desk.Page).Not.ToHaveTitleAsync("x");
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_page_that_is_loaded_anew_goes_on_where_it_was_and_the_same_wish_is_booked_once()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await panel.GetByRole(AriaRole.Radio, new() { Name = "ОМС" }).CheckAsync();
        await panel.GetByLabel("Номер полиса").PressSequentiallyAsync("123456");
        await panel.GetByLabel("Комментарий").FillAsync("Просит у окна");

        await desk.Page.ReloadAsync();

        await Assertions.Expect(panel.GetByText("Введённое до обрыва связи восстановлено")).ToBeVisibleAsync();
        await Assertions.Expect(panel.Locator(".chosen")).ToContainTextAsync("Королёва Анна");
        await Assertions.Expect(panel.GetByLabel("Номер полиса")).ToHaveValueAsync("123456");
        await Assertions.Expect(panel.GetByLabel("Комментарий")).ToHaveValueAsync("Просит у окна");
        Assert.Equal(desk.At(10), (await desk.Clinic.Read(db => db.Holds.SingleAsync())).Start);
        await panel.GetByLabel("Номер полиса").FillAsync("123456789");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        await desk.Page.ReloadAsync();
        await desk.Free(desk.At(11)).WaitForAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        Assert.Equal("123456789", (await desk.Clinic.Read(db => db.BookingCovers.SingleAsync())).Policy);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_new_patient_half_typed_survives_too_and_closing_leaves_nothing_behind()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await desk.OpenPanel(desk.At(10));
        await panel.Locator("input[type=search]").FillAsync("Небывалова Инна");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Новый пациент" }).ClickAsync();
        await panel.GetByLabel("Телефон").PressSequentiallyAsync("+7 916 000");
        await desk.Page.ReloadAsync();

        await Assertions.Expect(panel.GetByLabel("Телефон")).ToHaveValueAsync("+7 916 000");
        Assert.Contains("916", await desk.Page.EvaluateAsync<string?>("sessionStorage.getItem('clinic-draft')"), StringComparison.Ordinal);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Отмена" }).ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        await Assertions.Expect(desk.Free(desk.At(10))).ToBeVisibleAsync();

        // What is forgotten last follows the panel.
        for (var left = 100; await desk.Page.EvaluateAsync<int>("sessionStorage.length + localStorage.length") > 0; left--)
        {
            Assert.True(left > 0, "something stayed in the browser");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task That_nobody_was_chosen_is_said_at_the_search_until_something_is_typed()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await desk.OpenPanel(desk.At(10));
        var (search, nobody) = (panel.Locator("#patient-search"), panel.GetByText("Никого не нашли."));

        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(search).ToBeFocusedAsync();
        await Assertions.Expect(search).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(search).ToHaveAccessibleDescriptionAsync("Выберите пациента или добавьте нового.");

        await search.FillAsync("Небывалова");
        await Assertions.Expect(nobody).ToHaveCountAsync(1);
        await Assertions.Expect(search).Not.ToHaveAttributeAsync("aria-invalid", "true");

        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(search).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(nobody).ToHaveCountAsync(1);
        await Assertions.Expect(panel.GetByText("Выберите пациента")).ToHaveCountAsync(0);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task What_is_missing_of_a_new_patient_and_of_the_insurance_is_marked_at_once()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await desk.OpenPanel(desk.At(10));
        await panel.Locator("input[type=search]").FillAsync("Небывалова");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Новый пациент" }).ClickAsync();
        await panel.GetByRole(AriaRole.Radio, new() { Name = "ДМС" }).CheckAsync();

        await panel.Locator("#visit-book").ClickAsync();

        foreach (var id in new[] { "new-given", "new-born", "new-phone", "visit-insurer", "visit-policy" })
        {
            await Assertions.Expect(panel.Locator($"#{id}-fault")).ToHaveTextAsync("Заполните это поле.");
        }

        await Assertions.Expect(panel.GetByLabel("Имя")).ToBeFocusedAsync();
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_is_said_and_the_next_try_books()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        await desk.Choose("Короле", "Королёва Анна");
        await panel.GetByLabel("Комментарий").FillAsync("Просит у окна");
        await desk.Clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Bookings\" RENAME TO \"BookingsGone\""));
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.GetByText("Сервис сейчас недоступен")).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByLabel("Комментарий")).ToHaveValueAsync("Просит у окна");

        await desk.Clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"BookingsGone\" RENAME TO \"Bookings\""));
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        Assert.Equal(2, await desk.Clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(desk.Clinic);
    }

    [Theory]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_on_the_open_panels(int width, int height, ColorScheme scheme)
    {
        await using var desk = await ReceptionDesk.Open(browser, c => c.Type(t => t.ReferralRequired = true), width: width, height: height);
        await desk.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        var panel = await desk.OpenPanel(desk.At(10));
        Assert.Empty(await Axe.Serious(desk.Page));
        await desk.Choose("Короле", "Королёва Анна");
        await panel.GetByRole(AriaRole.Radio, new() { Name = "ДМС" }).CheckAsync();
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(panel.Locator("#visit-insurer-fault")).ToBeVisibleAsync();
        Assert.Empty(await Axe.Serious(desk.Page));
        await panel.GetByLabel("Страховая компания").FillAsync("СОГАЗ");
        await panel.GetByLabel("Номер полиса").FillAsync("1");
        await panel.GetByLabel("Номер направления").FillAsync("2");
        await panel.Locator("#visit-book").ClickAsync();
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        await desk.Visit((await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start < desk.At(23)))).Id).ClickAsync();
        await Assertions.Expect(desk.Panel.GetByLabel("Номер гарантийного письма")).ToBeVisibleAsync();
        Assert.Empty(await Axe.Serious(desk.Page));
    }
}
