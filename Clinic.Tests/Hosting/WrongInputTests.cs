using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Every public endpoint with what nobody should send: always a refusal with code, never a fault of ours, never a half-made change.</summary>
public sealed class WrongInputTests
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1.5", "999999999999999999999", "abc", "null", "'; DROP TABLE \"Bookings\";--", "<script>", "%00", "%0d%0aX: y", "\u202e", "🙂",
        "9999-12-31", "0001-01-01", "2026-02-30", "9999-12-31T23:59:59Z", "2026-12-01T10:00:00+99:00", "1-1-999999999", "1-1--5", new('9', 3000),
    ];

    [Theory, EveryDatabase]
    public async Task Queries_are_answered_or_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        string[] names = ["visitType", "doctor", "specialty", "site", "from", "to", "limit", "after"];
        string[] paths = ["/api/v1/slots", "/api/v1/slots/days", "/api/v1/doctors", "/api/v1/specialties", "/api/v1/visit-types"];
        foreach (var path in paths)
        {
            foreach (var query in names.SelectMany(n => Values.Select(v => $"{n}={(v.StartsWith('%') ? v : Uri.EscapeDataString(v))}")).Append("from=2026-12-31&to=2026-12-01").Append("doctor=1&doctor=2"))
            {
                await Refused(api.Http.GetAsync($"{path}?{query}", TestContext.Current.CancellationToken), $"{path}?{query}", orAnswered: true);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Bodies_are_refused_and_leave_nothing_behind(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var slot = clinic.Slot(TestClinic.Moscow(2, 10)).ToString();
        string[] bodies =
        [
            "", "{", "[]", "null", "1", "\"x\"", "{}", "{\"slot\":5}", "{\"slot\":{}}", "{\"slot\":\"\\u0000\"}", "{\"slot\":\"\\ud800\"}", "{\"hold\":\"0\"}",
            "{\"hold\":\"00000000000000000000000000000000\"}", "{\"slot\":\"1-1-24191999\"}", "{\"slot\":\"999-1-6000000\"}", "{\"slot\":\"1-999-6000000\"}",
            .. Patients().Select(p => $"{{\"slot\":\"{slot}\",\"patient\":{p},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}}}}"),
            $"{{\"slot\":\"{slot}\",\"patient\":{Good},\"consent\":{{\"version\":\"other\"}}}}",
            $"{{\"slot\":\"{slot}\",\"patient\":{Good}}}",
            $"{{\"slot\":\"{slot}\",\"patient\":{Good},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}},\"comment\":\"{new string('x', 1001)}\"}}",
            $"{{\"slot\":\"{slot}\",\"patient\":{Good},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}},\"comment\":\"a\\u0000b\"}}",
            $"{{\"slot\":\"{slot}\",\"patient\":{Good},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}},\"source\":\"\\ud800\"}}",
            $"{{\"slot\":\"{slot}\",\"patient\":{Good},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}},\"payment\":{{\"kind\":\"gold\"}}}}",
            new string('[', 5000), "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1",
        ];
        foreach (var path in new[] { "/api/v1/holds", "/api/v1/bookings", "/api/v1/bookings/no-such-token/move", "/api/v1/bookings/no-such-token/cancel", "/api/v1/bookings/no-such-token/confirm" })
        {
            foreach (var body in bodies)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                await Refused(api.Http.SendAsync(request, TestContext.Current.CancellationToken), $"{path} {body[..Math.Min(200, body.Length)]}", orAnswered: path.EndsWith("holds", StringComparison.Ordinal));
            }
        }

        Assert.Equal((0, 0, 0), await clinic.Read(async db => (await db.Bookings.CountAsync(), await db.Contacts.CountAsync(), await db.IdempotencyKeys.CountAsync())));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Large_strange_and_unknown_requests_are_refused_with_a_code()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var cancel = TestContext.Current.CancellationToken;
        var tenMegabytes = new ByteArrayContent(new byte[10 * 1024 * 1024]) { Headers = { ContentType = new("application/json") } };
        Assert.Equal((413, "too-large"), await Refused(api.Http.PostAsync("/api/v1/holds", tenMegabytes, cancel), "10 MB"));
        var latin = new ByteArrayContent([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        Assert.Equal(422, (await Refused(api.Http.PostAsync("/api/v1/holds", latin, cancel), "not UTF-8")).Status);
        Assert.Equal((415, "unsupported-media-type"), await Refused(api.Http.PostAsync("/api/v1/holds", new StringContent("slot=1", Encoding.UTF8, "application/x-www-form-urlencoded"), cancel), "form"));
        Assert.Equal((428, "idempotency-missing"), await Refused(api.Http.PostAsync("/api/v1/bookings", new StringContent("{}", Encoding.UTF8, "application/json"), cancel), "no key"));
        Assert.Equal((405, "method-not-allowed"), await Refused(api.Http.PutAsync("/api/v1/slots", null, cancel), "PUT"));
        Assert.Equal((404, "not-found"), await Refused(api.Http.GetAsync("/api/v1/nothing", cancel), "unknown"));
        Assert.Equal((404, "not-found"), await Refused(api.Http.GetAsync($"/api/v1/bookings/{new string('a', 2000)}", cancel), "long token"));
        Assert.Equal((404, "not-found"), await Refused(api.Http.DeleteAsync("/api/v1/holds/x", cancel), "hold"));
        Assert.Equal((404, "not-found"), await Refused(api.Http.GetAsync("/consent/none?lang=xx", cancel), "consent"));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"slot\"\r\n\r\nzzz\r\n")]
    [InlineData("multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zz")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "slot=1")]
    public async Task A_form_that_cannot_be_read_is_refused_at_both_hosts(string type, string body)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        await using var web = await RunningWeb.Start(clinic);
        foreach (var path in new[] { "/book", "/visit", "/visit/no-such-token/confirm", "/visit/no-such-token/cancel", "/visit/no-such-token/move", "/visit/no-such-token/withdraw" })
        {
            using var answer = await api.Http.PostAsync(path, Form(), TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} {answer.StatusCode}");
        }

        using var browser = web.Browser();
        using var refused = await browser.PostAsync("/sign-in", Form(), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);

        ByteArrayContent Form() => new(Encoding.ASCII.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
    }

    [Fact]
    public async Task What_ends_in_an_exception_is_told_in_the_readers_language_as_well()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/holds") { Content = new StringContent(new string(' ', 200_000), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.AcceptLanguage.ParseAdd("fr");

        using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("fr", answer.Content.Headers.ContentLanguage.Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(
            Domain.Problems.Problem.Text("too-large", System.Globalization.CultureInfo.GetCultureInfo("fr")),
            JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("\"payment\":{}", "/payment/kind")]
    [InlineData("\"payment\":{\"kind\":null}", "/payment/kind")]
    [InlineData("\"marketing\":{\"version\":\"  \"}", "/marketing/version")]
    [InlineData("\"payment\":{\"kind\":\"oms\",\"policy\":\"1111111111111111\"}", "/payment/policy")]
    public async Task What_is_named_and_left_open_is_pointed_at(string member, string pointer)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
        {
            Content = new StringContent($"{{\"slot\":\"{clinic.Slot(TestClinic.Moscow(2, 10))}\",\"patient\":{Good},\"consent\":{{\"version\":\"{TestClinic.ConsentVersion}\"}},{member}}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "left-open");

        using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(pointer, problem.GetProperty("errors").EnumerateArray().Single().GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("/api/v1/slots?explain=maybe", "?explain", "bad-value")]
    [InlineData("/api/v1/slots?from=2026-12-31&to=2026-12-01", "?to", "from-after-to")]
    public async Task So_is_a_query_that_contradicts_the_document(string path, string pointer, string code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        using var answer = await api.Http.GetAsync(path, TestContext.Current.CancellationToken);

        var fault = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("errors").EnumerateArray().Single();
        Assert.Equal((422, pointer, code), ((int)answer.StatusCode, fault.GetProperty("pointer").GetString(), fault.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_time_of_a_doctor_nobody_knows_is_pointed_at()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        using var answer = await api.Http.PostAsync("/api/v1/holds", new StringContent("{\"slot\":\"999-1-5987340\"}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(("unknown-doctor", "/slot"), (problem.GetProperty("code").GetString(), problem.GetProperty("errors").EnumerateArray().Single().GetProperty("pointer").GetString()));
    }

    private const string Good = "{\"name\":{\"family\":\"Иванова\",\"given\":\"Мария\"},\"phone\":\"+79000000001\"}";

    private static IEnumerable<string> Patients()
    {
        yield return "null";
        yield return "[]";
        yield return "{\"name\":\"Иванова\"}";
        foreach (var bad in new[] { "", " ", "\\u0000", "\\ud800", "a\\nb", "<b>", "123", new string('я', 81), "\\u202eabc" })
        {
            yield return $"{{\"name\":{{\"family\":\"{bad}\",\"given\":\"Мария\"}},\"phone\":\"+79000000001\"}}";
        }

        foreach (var bad in new[] { "", "1", "abc", "+7 900 000-00-0x", "0000000000", "+00000000000000000", "12345678901234567" })
        {
            yield return $"{{\"name\":{{\"family\":\"Иванова\",\"given\":\"Мария\"}},\"phone\":\"{bad}\"}}";
        }

        foreach (var bad in new[] { "9999-12-31", "0001-01-01", "31.01.1980", "2026-02-30", "x" })
        {
            yield return $"{{\"name\":{{\"family\":\"Иванова\",\"given\":\"Мария\"}},\"phone\":\"+79000000001\",\"birthDate\":\"{bad}\"}}";
        }

        foreach (var bad in new[] { "x", "a@", "@b.ru", "a b@c.ru", "a@b", "Имя <a@b.ru>", new string('a', 250) + "@b.ru" })
        {
            yield return $"{{\"name\":{{\"family\":\"Иванова\",\"given\":\"Мария\"}},\"phone\":\"+79000000001\",\"email\":\"{bad}\"}}";
        }
    }

    private static async Task<(int Status, string? Code)> Refused(Task<HttpResponseMessage> sent, string what, bool orAnswered = false)
    {
        using var response = await sent;
        var status = (int)response.StatusCode;
        if (orAnswered && status is 200 or 201)
        {
            return (status, null);
        }

        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status is >= 400 and < 500, $"{what}: {status} {text}");
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {status} {response.Content.Headers.ContentType}");
        var problem = JsonDocument.Parse(text).RootElement;
        var code = problem.GetProperty("code").GetString();
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()), what);
        Assert.True(code != "invalid" || (problem.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0), $"{what}: {text}");
        return (status, code);
    }
}
