using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Answers with versions: what is still current is not sent again, what has changed is not changed unseen; and what is left of the limits.</summary>
public sealed class ConditionalTests
{
    [Fact]
    public async Task What_is_still_current_is_answered_in_a_word_without_the_database_until_it_changes()
    {
        using var log = new QueryLog();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, log);
        string[] paths = ["clinic", "sites", "specialties", "doctors", "visit-types", "slots?from=2026-12-02", $"slots?doctor={clinic.Doctor}", "slots/nearest", "slots/days"];
        var tags = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            using var full = await Get(api, path, null);
            tags[path] = full.Headers.ETag!.Tag;
            Assert.Equal(path.StartsWith("slots", StringComparison.Ordinal) ? "public, no-cache" : "public, max-age=60", full.Headers.CacheControl!.ToString());
        }

        Assert.NotEmpty(log.Take());
        foreach (var path in paths)
        {
            using var current = await Get(api, path, tags[path]);
            Assert.Equal((path, HttpStatusCode.NotModified, tags[path]), (path, current.StatusCode, current.Headers.ETag!.Tag));
        }

        Assert.Empty(log.Take());
        using (var otherLanguage = await Get(api, "doctors", tags["doctors"], "fr"))
        {
            Assert.Equal(HttpStatusCode.OK, otherLanguage.StatusCode);
        }

        Assert.Equal(201, (await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01")).Status);
        await api.Learn();
        foreach (var path in paths)
        {
            using var changed = await Get(api, path, tags[path]);
            Assert.Equal((path, HttpStatusCode.OK), (path, changed.StatusCode));
        }

        using var refused = await api.Http.GetAsync("/api/v1/slots?doctor=x", TestContext.Current.CancellationToken);
        Assert.Null(refused.Headers.ETag);
    }

    [Theory, EveryDatabase]
    public async Task A_visit_that_changed_since_it_was_seen_is_neither_moved_nor_cancelled(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var (_, booking) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01");
        var visit = $"/api/v1/bookings/{booking.GetProperty("token").GetString()}";
        using var seen = await api.Http.GetAsync(visit, TestContext.Current.CancellationToken);
        var version = seen.Headers.ETag!.Tag;

        Assert.Equal((200, null), await Change(api, $"{visit}/move", new { slot = clinic.Slot(TestClinic.Moscow(2, 11)).ToString() }, version));
        Assert.Equal((412, "version-mismatch"), await Change(api, $"{visit}/move", new { slot = clinic.Slot(TestClinic.Moscow(2, 12)).ToString() }, version));
        Assert.Equal((412, "version-mismatch"), await Change(api, $"{visit}/cancel", new { }, version));
        Assert.Equal((412, "version-mismatch"), await Change(api, $"{visit}/cancel", new { }, "W/\"2\""));
        Assert.Equal((200, null), await Change(api, $"{visit}/cancel", new { }, "*"));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Every_answer_says_what_is_left_and_who_has_used_it_up_when_there_is_more()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Challenge", "off"));

        using var read = await Get(api, "clinic", null);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 181; i++)
        {
            answers.Add(await api.Http.PostAsJsonAsync("/api/v1/callbacks", new { }, TestContext.Current.CancellationToken));
        }

        Assert.Equal(["\"reads\";q=1200;w=60"], read.Headers.GetValues("RateLimit-Policy"));
        Assert.Equal(["\"reads\";r=1199;t=10"], read.Headers.GetValues("RateLimit"));
        Assert.Equal(["\"writes\";r=179;t=10"], answers[0].Headers.GetValues("RateLimit"));
        Assert.All(answers.SkipLast(1), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        Assert.Equal((HttpStatusCode.TooManyRequests, "\"writes\";r=0;t=10"), (answers[^1].StatusCode, answers[^1].Headers.GetValues("RateLimit").Single()));
        Assert.True(answers[^1].Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        using var still = await Get(api, "clinic", null);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        answers.ForEach(a => a.Dispose());
    }

    private static Task<HttpResponseMessage> Get(RunningApi api, string path, string? tag, string language = "en")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.ParseAdd(tag);
        }

        return api.Http.SendAsync(request);
    }

    private static async Task<(int, string?)> Change(RunningApi api, string path, object body, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await api.Http.SendAsync(request);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, json.TryGetProperty("code", out var code) && !answer.IsSuccessStatusCode ? code.GetString() : null);
    }
}
