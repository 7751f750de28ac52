using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class BookingEndpointsTests
{
    [Theory, EveryDatabase]
    public async Task Of_fifty_posts_for_one_slot_through_two_hosts_one_is_created_and_the_rest_hear_alternatives(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var one = await RunningApi.Start(clinic);
        await using var two = await RunningApi.Start(clinic);
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();

        var answers = await Task.WhenAll(Enumerable.Range(10, 50).Select(i => (i % 2 == 0 ? one : two).Book(slot, $"+7 900 000-00-{i}")));

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a =>
        {
            Assert.Equal((409, "slot-taken"), (a.Status, a.Body.GetProperty("code").GetString()));
            Assert.True(a.Body.GetProperty("alternatives").GetArrayLength() >= 3);
        });
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_whole_life_of_a_visit_over_http(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var slots = await Items(api, "/api/v1/slots?from=2026-12-02&to=2026-12-02");
        Assert.Equal(16, slots.Count);
        Assert.Equal("2026-12-02T09:00:00+03:00", slots[0].GetProperty("start").GetString());

        var (_, hold) = await Post(api, "/api/v1/holds", new { slot = Id(slots[0]) });
        Assert.Equal(15, (await Items(api, "/api/v1/slots?from=2026-12-02&to=2026-12-02")).Count);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Http.DeleteAsync($"/api/v1/holds/{Id(hold)}", TestContext.Current.CancellationToken)).StatusCode);

        var (status, booking) = await api.Book(Id(slots[0]), "8 (900) 000-00-01");
        Assert.Equal(201, status);
        var token = booking.GetProperty("token").GetString()!;
        Assert.True(token.Length >= 22);

        var visit = await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken);
        Assert.Equal("booked", visit.GetProperty("status").GetString());
        Assert.True(visit.GetProperty("canMove").GetBoolean());
        Assert.DoesNotContain("Иванова", visit.ToString(), StringComparison.Ordinal);

        var (moved, after) = await Post(api, $"/api/v1/bookings/{token}/move", new { slot = Id(slots[5]) });
        Assert.Equal((200, Id(slots[5])), (moved, Id(after.GetProperty("slot"))));
        var (cancelled, _) = await Post(api, $"/api/v1/bookings/{token}/cancel", new { });
        var (again, problem) = await Post(api, $"/api/v1/bookings/{token}/cancel", new { });
        Assert.Equal((200, 409, "already-cancelled"), (cancelled, again, problem.GetProperty("code").GetString()));
        Assert.Equal(16, (await Items(api, "/api/v1/slots?from=2026-12-02&to=2026-12-02")).Count);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_private_link_tells_how_to_prepare_and_to_find_the_clinic_in_the_readers_language(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db =>
        {
            (await db.VisitTypes.AsTracking().SingleAsync()).Preparation = new("Натощак.\nВозьмите полис.", "On an empty stomach.");
            (await db.Sites.AsTracking().SingleAsync()).Directions = new("Вход со двора.");
        });
        await using var api = await RunningApi.Start(clinic);
        var (_, booking) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "8 (900) 000-00-01");
        var path = $"/api/v1/bookings/{booking.GetProperty("token").GetString()}";

        Assert.Equal(("On an empty stomach.", "Вход со двора."), await Told());
        api.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        api.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ru");
        Assert.Equal(("Натощак.\nВозьмите полис.", "Вход со двора."), await Told());

        await clinic.Change(async db => (await db.VisitTypes.AsTracking().SingleAsync()).Preparation = new(""));
        Assert.False((await api.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken)).TryGetProperty("preparation", out _));

        async Task<(string?, string?)> Told()
        {
            var visit = await api.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
            return (visit.GetProperty("preparation").GetString(), visit.GetProperty("directions").GetString());
        }
    }

    [Fact]
    public async Task A_repeat_answers_the_same_and_another_body_under_the_key_is_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();

        var first = await api.Book(slot, "+7 900 000-00-01", "key");
        var repeat = await api.Book(slot, "+7 900 000-00-01", "key");
        var other = await api.Book(slot, "+7 900 000-00-02", "key");

        Assert.Equal((201, first.Body.ToString()), (repeat.Status, repeat.Body.ToString()));
        Assert.Equal((422, "idempotency-mismatch"), (other.Status, other.Body.GetProperty("code").GetString()));
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task Refusals_speak_the_language_that_was_asked_for_and_the_code_stays()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var details = new HashSet<string>();
        foreach (var language in new[] { "ru", "en", "fr", "de" })
        {
            api.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
            api.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            var (_, problem) = await Post(api, "/api/v1/holds", new { slot = "nonsense" });
            Assert.Equal("invalid", problem.GetProperty("code").GetString());
            details.Add(problem.GetProperty("errors")[0].GetProperty("detail").GetString()!);
        }

        Assert.Equal(3, details.Count);
    }

    [Fact]
    public async Task Too_many_requests_from_one_address_are_told_when_to_come_back()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Challenge", "off"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => api.Http.PostAsJsonAsync("/api/v1/holds", new { slot = "x" }, TestContext.Current.CancellationToken)));

        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Only_allowed_websites_may_read_the_answers()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://clinic.example"));
        foreach (var (origin, allowed) in new[] { ("https://clinic.example", true), ("https://evil.example", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/clinic");
            request.Headers.Add("Origin", origin);
            using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    private static string Id(JsonElement element) => element.GetProperty("id").GetString()!;

    private static async Task<List<JsonElement>> Items(RunningApi api, string path) =>
        [.. (await api.Http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    private static async Task<(int Status, JsonElement Body)> Post(RunningApi api, string path, object body)
    {
        using var response = await api.Http.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
