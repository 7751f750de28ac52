using System.Net;
using System.Text.RegularExpressions;
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
        await page.Locator(".times a").Nth(2).ClickAsync();
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
        var form = await http.GetStringAsync($"/book?slot={slot}&lang=en", TestContext.Current.CancellationToken);
        var key = Key().Match(form).Groups[1].Value;

        using var first = await Send(http, slot, key, "+7 900 000-00-01");
        using var second = await Send(http, slot, key, "+7 900 000-00-01");
        Assert.Equal((HttpStatusCode.SeeOther, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Contains("You are booked", await http.GetStringAsync(first.Headers.Location, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));

        using var late = await Send(http, slot, Guid.NewGuid().ToString(), "+7 900 000-00-02");
        var others = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("""type="radio" name="slot" """.TrimEnd(), others, StringComparison.Ordinal);
        Assert.Contains("+7 900 000-00-02", WebUtility.HtmlDecode(others), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_takes_nothing_from_whoever_fills_in_what_no_person_sees_or_sends_too_often()
    {
        await using var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Writes", "4"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };
        var statuses = new List<HttpStatusCode>();
        foreach (var (hour, trap) in new[] { (10, "https://spam.example"), (11, ""), (12, "") })
        {
            using var answer = await Send(http, clinic.Slot(TestClinic.Moscow(2, hour)).ToString(), $"key-{hour}", "+7 900 000-00-01", trap);
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode != HttpStatusCode.SeeOther, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("Too many requests", StringComparison.Ordinal));
        }

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], statuses);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory]
    [InlineData("/book?doctor=x&slot=%3Cscript%3E&day=9&lang=xx&visitType=-1&embed=2", 200)]
    [InlineData("/book?slot=999-999-999", 302)]
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

    private static Task<HttpResponseMessage> Send(HttpClient http, string slot, string key, string phone, string trap = "") => http.PostAsync("/book?lang=en", new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["slot"] = slot,
        ["website"] = trap,
        ["key"] = key,
        ["family"] = "Сказочная",
        ["given"] = "Василиса",
        ["birthDate"] = "31.01.1990",
        ["phone"] = phone,
        ["kind"] = "self-pay",
        ["version"] = TestClinic.ConsentVersion,
    }));

    [GeneratedRegex("name=\"key\" value=\"([^\"]+)\"")]
    private static partial Regex Key();
}
