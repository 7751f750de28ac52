using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Clinic.Tests.Components;
using Clinic.Tests.Hosting;
using Clinic.Web.Bookings;
using Clinic.Web.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Patients;

/// <summary>The desk finds, edits, merges and parts cards in a real browser.</summary>
public sealed class PatientPagesTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("ru-RU", "Телефон или его последние", "Телефон")]
    [InlineData("en-GB", "Phone or its last digits", "Phone")]
    public async Task A_slip_in_the_other_layout_finds_the_card_and_nothing_of_it_is_in_the_address(string locale, string lead, string phone)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, "/patients", locale);

        await Assertions.Expect(page.GetByText(lead)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("<tkjdf 1980");
        await page.GetByRole(AriaRole.Link, new() { Name = "Белова Мария" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{id}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Белова Мария", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(phone, new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("Белова", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_before_the_page_lived_is_looked_for_when_it_does()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, "/patients");
        var typed = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/**", async route =>
        {
            await typed.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync($"{web.Address}patients");
        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("белова");
        typed.SetResult();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Белова Мария" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("белова");
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_comes_back_from_a_card_finds_the_search_as_it_was_until_it_is_cleared()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, "/patients");
        var (search, link) = (page.GetByRole(AriaRole.Searchbox), page.GetByRole(AriaRole.Link, new() { Name = "Белова Мария" }));
        await search.FillAsync("белова");
        await link.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{id}$"));

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Пациенты", Exact = true }).ClickAsync();
        await Assertions.Expect(search).ToHaveValueAsync("белова");
        await link.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{id}$"));
        await page.GoBackAsync();
        await Assertions.Expect(search).ToHaveValueAsync("белова");
        await Assertions.Expect(link).ToBeVisibleAsync();
        Assert.Equal($"{web.Address}patients", page.Url);

        await search.FillAsync("");
        await Assertions.Expect(link).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Новый пациент" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients/new$"));
        await page.GoBackAsync();
        await Assertions.Expect(search).ToHaveValueAsync("");
        await Assertions.Expect(link).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Theory, InlineData("ru-RU"), InlineData("en-GB"), InlineData("fr-FR")]
    public async Task A_family_under_one_telephone_is_chosen_by_keys_when_booking(string locale)
    {
        await using var clinic = await Today();
        await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var child = await Cards.Open(clinic, "Белов", "+7 916 000-00-01", "Яков", new(2019, 5, 4));
        await using var web = await RunningWeb.Start(clinic);
        var tomorrow = DateOnly.FromDateTime(clinic.Clock.Now).AddDays(1);
        var page = await Desk(web, $"/board?date={tomorrow:yyyy-MM-dd}", locale);
        await page.Locator(".column [tabindex='0']").First.WaitForAsync();
        await page.Locator(".free").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var search = page.GetByRole(AriaRole.Searchbox);
        await Assertions.Expect(search).ToBeFocusedAsync();

        // The mother by name; the child stands below, as the second line.
        await search.FillAsync("белова мария");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = Words.Of<PatientTexts>(locale, "SamePhone") }).GetByText("Белов Яков")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator(".chosen")).ToContainTextAsync("Белов Яков");
        await page.Locator(".panel-foot .button.primary").ClickAsync();

        await Assertions.Expect(page.GetByText(Words.Of<BoardTexts>(locale, "Booked", "")).First).ToBeVisibleAsync();
        Assert.Equal(child, (await clinic.Read(db => db.Bookings.SingleAsync())).PatientId);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_patient_who_is_known_is_pointed_out_before_saving()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, "/patients/new");

        await Assertions.Expect(page.GetByLabel("Фамилия")).ToBeFocusedAsync();
        await page.GetByLabel("Фамилия").FillAsync("<script>alert(1)</script>");
        await page.GetByLabel("Имя").FillAsync("Мария");
        await page.GetByLabel("Дата рождения").FillAsync("31.01.1980");
        await page.GetByLabel("Телефон").FillAsync("+7 999 000-00-00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Завести карту" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Здесь есть недопустимые символы.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToBeFocusedAsync();
        await page.GetByLabel("Фамилия").FillAsync("белова");

        var known = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Белова Мария.*то же имя и дата рождения") });
        await known.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{id}$"));
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_patient_who_is_there_already_is_not_opened_again_and_the_way_to_the_card_has_the_focus()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, "/patients/new");

        await Assertions.Expect(page.GetByLabel("Фамилия")).ToBeFocusedAsync();
        await page.GetByLabel("Фамилия").FillAsync("Белова");
        await page.GetByLabel("Имя").FillAsync("Мария");
        await page.GetByLabel("Дата рождения").FillAsync("31.01.1980");
        await page.GetByLabel("Телефон").FillAsync("+7 916 000-00-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Завести карту" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Возможно, уже есть" })).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Открыть ту карту" })).ToHaveAttributeAsync("href", $"/patients/{id}");
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Of_two_desks_that_edit_one_card_the_second_is_told_who_won_and_what_differs_and_loses_nothing()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, $"/patients/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Изменить" }).First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToBeFocusedAsync();
        await page.GetByLabel("Телефон").FillAsync("+7 916 000-00-02");

        var other = await clinic.Get<SavePatient>().Run(id, Cards.Details("Белова", "+7 916 000-00-03"), 1, TestClinic.Registrar, CancellationToken.None);
        Assert.True(other.Ok);
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();

        var told = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Регистратор" });
        await Assertions.Expect(told).ToContainTextAsync("Телефон: сейчас «+7 916 000-00-03», у вас «+7 916 000-00-02»");
        await Assertions.Expect(page.GetByLabel("Телефон")).ToHaveValueAsync("+7 916 000-00-02");
        await told.GetByRole(AriaRole.Button, new() { Name = "Сохранить мои правки" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "+7 916 000-00-02" })).ToBeVisibleAsync();
        Assert.Equal(("+79160000002", 3), await clinic.Read(async db => await db.Patients.Select(p => ValueTuple.Create(p.Phone, p.Version)).SingleAsync()));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_writes_elsewhere_by_the_time_the_fields_open_goes_on_writing_there()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, $"/patients/{id}");
        var note = page.GetByLabel("Новая заметка");

        // As soon as the fields are there, sooner than a hand could be.
        await note.EvaluateAsync("note => new MutationObserver((_, watch) => document.getElementById('patient-family') && (watch.disconnect(), note.focus())).observe(document.body, { childList: true, subtree: true })");
        await page.GetByRole(AriaRole.Button, new() { Name = "Изменить" }).First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("плохо слышит", new() { Delay = 60 });

        await Assertions.Expect(note).ToHaveValueAsync("плохо слышит");
        await Assertions.Expect(page.GetByLabel("Фамилия")).ToHaveValueAsync("Белова");
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Theory, InlineData("ru-RU"), InlineData("en-GB"), InlineData("fr-FR")]
    public async Task Two_cards_are_merged_with_the_value_that_was_chosen_and_parted_again(string locale)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var kept = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var merged = await Cards.Open(clinic, "Белова", "+7 916 000-00-02");
        await Cards.Book(clinic, merged, TestClinic.Moscow(2, 10));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, $"/patients/{kept}/merge", locale);

        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("0002");
        await page.GetByRole(AriaRole.List, new() { Name = Words.Of<BoardTexts>(locale, "Found") }).GetByRole(AriaRole.Button).ClickAsync();
        var phone = page.GetByRole(AriaRole.Row, new() { NameRegex = new(Words.Of<PatientTexts>(locale, "Phone")) });
        await phone.GetByRole(AriaRole.Radio).Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Words.Of<PatientTexts>(locale, "Merge.Do"), Exact = true }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{kept}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "+7 916 000-00-02" })).ToBeVisibleAsync();
        Assert.Equal(kept, (await clinic.Read(db => db.Bookings.SingleAsync())).PatientId);
        await page.GotoAsync($"{web.Address}patients/{merged}");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/patients/{kept}$"));
        await page.Alive();

        await page.GetByRole(AriaRole.Button, new() { Name = Words.Of<PatientTexts>(locale, "Unmerge") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Words.Of<PatientTexts>(locale, "Unmerge.Do"), Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "+7 916 000-00-01" })).ToBeVisibleAsync();
        Assert.Equal(merged, (await clinic.Read(db => db.Bookings.SingleAsync())).PatientId);
        await Invariants.Hold(clinic);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Notes_and_policies_are_kept_as_text_and_a_doctor_only_reads()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (mine, theirs) = (await Cards.Open(clinic, "Белова", "+7 916 000-00-01"), await Cards.Open(clinic, "Чернова", "+7 916 000-00-02"));
        await Cards.Book(clinic, mine, TestClinic.Moscow(2, 10));
        await using var web = await RunningWeb.Start(clinic);
        var page = await Desk(web, $"/patients/{mine}");
        await page.GetByLabel("Новая заметка").FillAsync("<b>плохо слышит</b> 🙂");
        await page.GetByRole(AriaRole.Button, new() { Name = "Добавить заметку" }).ClickAsync();
        await Assertions.Expect(page.GetByText("<b>плохо слышит</b> 🙂")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Новый полис" }).ClickAsync();
        await page.GetByLabel("Номер *").FillAsync("4561 2612 1234 5468");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Номер не сходится с контрольной цифрой")).ToBeVisibleAsync();
        await page.GetByLabel("Номер *").FillAsync("4561 2612 1234 5467");
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Assertions.Expect(page.GetByText("4561261212345467")).ToBeVisibleAsync();
        await page.Context.CloseAsync();

        await AddUser(web, "doctor", clinic.Doctor, Roles.Doctor, "ru");
        var doctor = await browser.Page(faults);
        await SignIn(doctor, web, "doctor", $"/patients/{mine}");
        await Assertions.Expect(doctor.GetByText("<b>плохо слышит</b> 🙂")).ToBeVisibleAsync();
        await Assertions.Expect(doctor.GetByRole(AriaRole.Button, new() { Name = "Изменить" })).ToHaveCountAsync(0);
        await doctor.GotoAsync($"{web.Address}patients/{theirs}");
        await Assertions.Expect(doctor.GetByText("Эта карта вам недоступна")).ToBeVisibleAsync();
        await Assertions.Expect(doctor.GetByText("Чернова")).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await doctor.Context.CloseAsync();
    }

    private async Task<IPage> Desk(RunningWeb web, string path, string locale = "ru-RU")
    {
        await AddUser(web, "desk", null, Roles.Registrar, locale);
        var page = await browser.Page(faults, locale);
        await SignIn(page, web, "desk", path);
        await page.Locator($"html[lang={locale[..2]}]").WaitForAsync();
        return page;
    }

    private static async Task AddUser(RunningWeb web, string name, DoctorId? doctor, string role, string locale)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, name, [role], locale[..2], doctor), RunningWeb.Password, Actor.System, CancellationToken.None);
        Assert.True(made.Succeeded, made.ToString());
    }

    private static async Task SignIn(IPage page, RunningWeb web, string name, string path)
    {
        await web.SignIn(page, name);
        await page.GotoAsync(new Uri(web.Address, path).ToString());
        await page.WaitForFunctionAsync("() => window.Blazor !== undefined");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Alive();
    }

    private static Task<TestClinic> Today() => TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
}
