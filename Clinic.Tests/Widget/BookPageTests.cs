using System.Net;
using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>The hosted page without script, and inside a frame.</summary>
public sealed partial class BookPageTests(Browser browser)
{
    [Fact]
    public async Task With_JavaScript_off_a_visit_is_booked()
    {
        await using var site = await Website.Start();
        var with = await browser.Page([]);
        await using var context = await with.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, Locale = "fr-FR", ViewportSize = new() { Width = 320, Height = 640 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Server}/book?source=door");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Autres horaires") }).ClickAsync();
        await page.Locator(".times a").Last.ClickAsync();
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Martin <b>");
        await page.GetByLabel("Prénom", new() { Exact = true }).FillAsync("Zoé");
        await page.GetByLabel("Date de naissance").FillAsync("1990-01-31");
        await page.GetByLabel("Téléphone").FillAsync("12");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Téléphone")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal("Martin <b>", await page.GetByLabel("Nom", new() { Exact = true }).InputValueAsync());

        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Martin");
        await page.GetByLabel("Téléphone").FillAsync("+33 6 12 34 56 78");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Votre rendez-vous est pris" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        Assert.Equal(["door"], await site.Clinic.Read(db => db.Bookings.Select(b => b.Source!).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_form_sent_twice_books_once_and_a_taken_time_offers_others(Domain.Database.DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://clinic.example"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();
        var (form, other) = (await Form.Open(http, slot), await Form.Open(http, slot));

        using var first = await form.Send(http, "+7 900 000-00-01");
        using var second = await form.Send(http, "+7 900 000-00-01");
        Assert.Equal((HttpStatusCode.SeeOther, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Contains("You are booked", await http.GetStringAsync(first.Headers.Location, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));

        using var late = await other.Send(http, "+7 900 000-00-02");
        var others = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("""type="radio" name="slot" """.TrimEnd(), others, StringComparison.Ordinal);
        Assert.Contains("+7 900 000-00-02", WebUtility.HtmlDecode(others), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_sent_again_with_something_changed_books_nothing_more_and_says_that_the_visit_is_there()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var form = await Form.Open(http, clinic.Slot(TestClinic.Moscow(2, 10)).ToString());
        using var first = await form.Send(http, "+7 900 000-00-01");

        using var changed = await form.Send(http, "+7 900 000-00-02");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        Assert.Contains("you are booked with the details you gave first", await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task Who_fills_in_what_no_person_sees_books_nothing()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var form = await Form.Open(http, clinic.Slot(TestClinic.Moscow(2, 10)).ToString());

        using var answer = await form.Send(http, "+7 900 000-00-01", trap: "https://spam.example");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task A_form_sent_sooner_than_a_person_fills_it_in_is_shown_again_and_books_a_little_later()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:FormSeconds", "5"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var form = await Form.Open(http, clinic.Slot(TestClinic.Moscow(2, 10)).ToString());
        clinic.Clock.Advance(TimeSpan.FromSeconds(4.9));

        var (status, page) = await form.Refused(http);
        Assert.Equal((422, form), (status, Form.Read(page)));
        Assert.Contains("sooner than a person", page, StringComparison.Ordinal);
        Form.KeepsWhatWasTyped(page);

        clinic.Clock.Advance(TimeSpan.FromSeconds(0.2));
        using var sent = await form.Send(http, "+7 900 000-00-01");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
    }

    [Fact]
    public async Task Whose_time_was_taken_meanwhile_is_told_so_however_soon_the_form_comes_back()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:FormSeconds", "5"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var slot = clinic.Slot(TestClinic.Moscow(2, 10));
        var form = await Form.Open(http, slot.ToString());
        Assert.True((await clinic.Book(slot)).Ok);

        // The public host learns of it through the change log.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await http.GetStringAsync("/api/v1/slots?to=2026-12-02", patience.Token)).Contains($"\"{slot}\"", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }

        var (_, page) = await form.Refused(http);

        Assert.Contains(WebUtility.HtmlEncode(Domain.Problems.Problem.Text("slot-taken", System.Globalization.CultureInfo.GetCultureInfo("en"))), page, StringComparison.Ordinal);
        Assert.DoesNotContain("sooner than a person", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru", "Страница была открыта слишком долго")]
    [InlineData("en", "The page had been open for too long")]
    [InlineData("fr", "La page est restée ouverte trop longtemps")]
    public async Task A_form_of_yesterday_is_shown_again_with_what_was_typed_and_books_when_sent_once_more(string language, string said)
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var form = await Form.Open(http, clinic.Slot(TestClinic.Moscow(4, 10)).ToString());
        clinic.Clock.Advance(TimeSpan.FromHours(24.1));

        var (status, page) = await form.Refused(http, language);
        Assert.Equal((422, form.Key), (status, Form.Read(page).Key));
        Assert.Contains(said, page, StringComparison.Ordinal);
        Form.KeepsWhatWasTyped(page);

        using var sent = await Form.Read(page).Send(http, "+7 900 000-00-01");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
    }

    [Fact]
    public async Task The_time_of_a_form_cannot_be_made_up_moved_or_taken_to_another_form()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();
        var (form, other) = (await Form.Open(http, slot), await Form.Open(http, slot));
        var (time, signature) = (form.Made.Split('.')[0], form.Made.Split('.')[1]);

        foreach (var made in new[] { "", "x", ".", "1.2.3", $"{time}.", $"{time[..^1]}{(time[^1] == '0' ? 1 : 0)}.{signature}", $"-{form.Made}", new string('9', 5000), other.Made })
        {
            Assert.Equal(422, (await (form with { Made = made }).Refused(http)).Status);
        }

        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory]
    [InlineData("ru", "подождите минуту", "Или позвоните нам:")]
    [InlineData("en", "wait a minute", "Or call us:")]
    [InlineData("fr", "patientez une minute", "Ou appelez-nous :")]
    public async Task Where_the_widget_would_solve_a_puzzle_the_form_names_the_phone_keeps_what_was_typed_and_books_a_minute_later(string language, string wait, string call)
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await clinic.Rules(p => p.Phone = "+74950000001");
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Writes", "4"), ("Api:Proxies", "127.0.0.1"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var forms = new List<Form>();
        foreach (var hour in new[] { 9, 10, 11, 12, 14 })
        {
            forms.Add(await Form.Open(http, clinic.Slot(TestClinic.Moscow(2, hour)).ToString()));
        }

        clinic.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var (number, form) in forms.Take(2).Index())
        {
            using var booked = await form.Send(http, $"+7 900 000-01-0{number}");
            Assert.Equal(HttpStatusCode.SeeOther, booked.StatusCode);
        }

        var (status, page) = await forms[2].Refused(http, language);
        Assert.Equal((422, forms[2]), (status, Form.Read(page)));
        Assert.Contains(wait, page, StringComparison.Ordinal);
        Assert.Contains($"""{call} <a href="tel:+74950000001">""", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Form.KeepsWhatWasTyped(page);

        // Also past the limit itself a page answers, not a machine.
        await forms[3].Refused(http, language);
        var (last, many) = await forms[4].Refused(http, language);
        Assert.Equal((422, forms[4]), (last, Form.Read(many)));
        Form.KeepsWhatWasTyped(many);

        // The limits count by the computer's own clock: another address stands for a minute later.
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var sent = await Form.Read(page).Send(http, "+7 900 000-00-03");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
    }

    [Fact]
    public async Task Where_every_booking_has_its_price_the_page_without_script_says_so_before_anything_is_typed()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await clinic.Rules(p => p.Phone = "+74950000001");
        await using var before = await RunningApi.Start(clinic);
        await using var api = await RunningApi.Start(clinic, ("Api:Challenge", "always"));
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();

        var page = await api.Http.GetStringAsync($"/book?slot={slot}&lang=en", TestContext.Current.CancellationToken);
        Assert.Contains("online booking needs JavaScript", page, StringComparison.Ordinal);
        Assert.Contains("""Or call us: <a href="tel:+74950000001">""", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);

        // A form that was opened when it still could be sent.
        var (status, again) = await (await Form.Open(before.Http, slot)).Refused(api.Http);
        Assert.Equal(422, status);
        Assert.Contains("online booking needs JavaScript", again, StringComparison.Ordinal);
        Form.KeepsWhatWasTyped(again);
    }

    [Theory]
    [InlineData("/book?doctor=x&slot=%3Cscript%3E&day=9&lang=xx&visitType=-1&embed=2", 200)]
    [InlineData("/book?slot=999-999-999", 200)]
    [InlineData("/book/no-such-token", 404)]
    public async Task Nonsense_in_the_address_is_no_error(string path, int status)
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://clinic.example"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_allowed_websites_frame_the_page_and_are_told_its_height()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://clinic.example"));
        using var framed = await api.Http.GetAsync("/book?embed=1", TestContext.Current.CancellationToken);
        using var alone = await api.Http.GetAsync("/book", TestContext.Current.CancellationToken);
        Assert.Contains("frame-ancestors https://clinic.example", framed.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("data-origins=\"https://clinic.example\"", await framed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", alone.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        await using var site = await Website.Start("""<iframe src="SERVER/book?embed=1" title="Запись"></iframe>""");
        var page = await browser.Page([]);
        await page.AddInitScriptAsync("addEventListener('message', (e) => { if (e.data?.type === 'booking:resize') window.told = [e.data.v, e.data.height > 100, e.origin].join(); });");
        await page.GotoAsync(site.Url);
        await page.WaitForFunctionAsync("window.told");
        Assert.Equal($"1,true,{site.Server}", await page.EvaluateAsync<string>("window.told"));
    }

    [Fact]
    public async Task A_link_to_a_doctor_who_has_left_says_so_in_its_language_and_keeps_where_the_visitor_comes_from()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var page = await api.Http.GetStringAsync("/book?slot=999-1-5990000&lang=fr&source=sms&specialty=77", TestContext.Current.CancellationToken);

        Assert.Contains("""<p class="alert" role="alert">Ce médecin n'existe pas.</p>""", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("&source=sms&lang=fr", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("class=\"times\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"times\"", await api.Http.GetStringAsync("/book?site=99&specialty=77&visitType=77", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The plain form, as somebody has it before them.</summary>
    private sealed partial record Form(string Slot, string Key, string Made)
    {
        public static async Task<Form> Open(HttpClient http, string slot) => Read(await http.GetStringAsync($"/book?slot={slot}&lang=en"));

        public static Form Read(string page) => new(Value(page, "slot"), Value(page, "key"), Value(page, "made"));

        public static void KeepsWhatWasTyped(string page) =>
            Assert.Equal(("Сказочная", "Василиса", "1990-01-31", "+7 900 000-00-02"), (Value(page, "family"), Value(page, "given"), Value(page, "birthDate"), Value(page, "phone")));

        public async Task<(int Status, string Page)> Refused(HttpClient http, string language = "en")
        {
            using var answer = await Send(http, "+7 900 000-00-02", language: language);
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        public Task<HttpResponseMessage> Send(HttpClient http, string phone, string trap = "", string language = "en") => http.PostAsync($"/book?lang={language}", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["slot"] = Slot,
            ["website"] = trap,
            ["key"] = Key,
            ["made"] = Made,
            ["family"] = "Сказочная",
            ["given"] = "Василиса",
            ["birthDate"] = "1990-01-31",
            ["phone"] = phone,
            ["kind"] = "self-pay",
            ["version"] = TestClinic.ConsentVersion,
        }));

        private static string Value(string page, string name) =>
            WebUtility.HtmlDecode(Inputs().Matches(page).Select(m => m.Value).First(i => i.Contains($" name=\"{name}\"", StringComparison.Ordinal)).Split(" value=\"")[1].Split('"')[0]);

        [GeneratedRegex("<input[^>]+>")]
        private static partial Regex Inputs();
    }
}
