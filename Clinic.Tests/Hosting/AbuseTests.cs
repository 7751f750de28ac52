using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>
/// Whoever means harm does none to the others, and learns nothing. The variable <c>CLINIC_FLOOD</c> says how many requests a flood has; ten thousand
/// take a minute.
/// </summary>
public sealed class AbuseTests
{
    private const int Few = 1500;
    private const int Hands = 16;
    private const long MostGrown = 24 * 1024 * 1024;
    private const string Flooder = "203.0.113.66";
    private const string Visitor = "203.0.113.7";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory, EveryDatabase]
    public async Task While_one_address_floods_another_books_and_memory_stays_flat(DatabaseProvider provider)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("CLINIC_FLOOD"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Few;
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Proxies", "127.0.0.1"));
        await Flood(api, clinic, Few / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var flood = Flood(api, clinic, count);
        var times = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            var began = Stopwatch.StartNew();
            var slot = clinic.Slot(TestClinic.Moscow(8, 9).AddMinutes(30 * i)).ToString();
            Assert.Equal(200, (await Send(api, HttpMethod.Get, "slots", null, Visitor)).Status);
            var (held, hold) = await Send(api, HttpMethod.Post, "holds", new { slot, visitor = "visitor-who-means-well" }, Visitor);
            Assert.True(held == 201, hold.ToString());
            var (status, booking) = await Send(api, HttpMethod.Post, "bookings", new { hold = hold.GetProperty("id").GetString(), patient = Person(i), consent = Consent }, Visitor);
            Assert.True(status == 201, booking.ToString());
            times.Add(began.ElapsedMilliseconds);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var answers = await flood;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(", ", answers.GroupBy(a => a).OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Count()}"))}; a booking took {string.Join(", ", times)} ms; {grown / 1024} KB more");
        Assert.All(times, t => Assert.InRange(t, 0, Patience.TotalMilliseconds));
        Assert.True(answers.Count(a => a == 429) > count / 4, "the flood was hardly limited");
        Assert.DoesNotContain(answers, a => a >= 500);

        // Counted for the whole program: only where no other test runs beside this one.
        Assert.InRange(grown, long.MinValue, wanted > 0 ? MostGrown : long.MaxValue);
        Assert.Equal(6, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_guesses_links_learns_nothing_not_even_from_the_clock(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var token = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Token;
        string[] guesses = [BookingTokens.Token(new byte[32], new(Guid.NewGuid())), $"{token[..^1]}{(token[^1] == 'A' ? 'B' : 'A')}", token.ToUpperInvariant(), "x", new('a', 200), "%27%20OR%201=1", "%F0%9F%99%82"];

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[] { (HttpMethod.Get, "", null), (HttpMethod.Post, "/cancel", new { }), (HttpMethod.Post, "/move", new { slot = clinic.Slot(TestClinic.Moscow(2, 11)).ToString() }) })
        {
            var answers = new List<string>();
            foreach (var guess in guesses)
            {
                var (status, answer) = await Send(api, method, $"bookings/{guess}{path}", body);
                answers.Add($"{status} {answer}");
            }

            Assert.StartsWith("404 ", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
        }

        // Turn by turn, and the quick ones of each compared: what else the machine does falls on all alike.
        var times = guesses.Take(4).ToDictionary(g => g, _ => new List<double>());
        for (var i = 0; i < 150; i++)
        {
            foreach (var (guess, own) in times)
            {
                var began = Stopwatch.GetTimestamp();
                await Send(api, HttpMethod.Get, $"bookings/{guess}", null);
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        var quick = times.Values.Select(t => t.Order().ElementAt(t.Count / 10)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", quick.Select(q => $"{q:0.00} ms")));
        Assert.InRange(quick.Max() / quick.Min(), 1, 2.5);
        Assert.Equal(200, (await Send(api, HttpMethod.Get, $"bookings/{token}", null)).Status);
    }

    [Fact]
    public async Task Whoever_guesses_links_is_stopped_and_the_holder_of_one_is_not()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Reads", "20"), ("Api:Proxies", "127.0.0.1"));
        var token = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Token;

        var answers = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add((await Send(api, HttpMethod.Get, $"bookings/guess-{i}", null, Flooder)).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(404, 20), .. Enumerable.Repeat(429, 10)], answers);
        Assert.Equal(429, (await Send(api, HttpMethod.Get, $"bookings/{token}", null, Flooder)).Status);
        Assert.Equal(200, (await Send(api, HttpMethod.Get, $"bookings/{token}", null, Visitor)).Status);
    }

    [Theory, EveryDatabase]
    public async Task No_answer_tells_whether_somebody_is_a_patient(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 9)), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
        var known = new { name = new { family = "Иванова", given = "Мария" }, phone = "+7 900 000-00-01", birthDate = "1980-01-31" };
        object[] people = [known, known with { phone = "+7 900 000-00-02" }, known with { name = new { family = "Петрова", given = "Мария" } }, known with { birthDate = "1980-01-30" }];

        string[] doors = ["bookings", "callbacks", "waiting-list"];
        foreach (var (number, door) in doors.Index())
        {
            var answers = new List<string>();
            foreach (var (other, patient) in people.Index())
            {
                var slot = clinic.Slot(TestClinic.Moscow(3 + number, 10).AddMinutes(30 * other)).ToString();
                var (status, answer) = await Send(api, HttpMethod.Post, door, new { slot, patient, consent = Consent });
                answers.Add($"{status} {Shape(answer)}");
            }

            Assert.StartsWith("201 ", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_of_foreign_websites_are_told_nothing_and_change_nothing()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://clinic.example"));
        using var asked = new HttpRequestMessage(HttpMethod.Options, "/api/v1/bookings");
        asked.Headers.Add("Origin", "https://evil.example");
        asked.Headers.Add("Access-Control-Request-Method", "POST");
        asked.Headers.Add("Access-Control-Request-Headers", "content-type,idempotency-key,altcha");
        using var allowed = new HttpRequestMessage(HttpMethod.Options, "/api/v1/bookings");
        foreach (var (name, values) in asked.Headers)
        {
            allowed.Headers.Add(name, name == "Origin" ? ["https://clinic.example"] : values);
        }

        // What a page may send without asking.
        using var sent = new HttpRequestMessage(HttpMethod.Post, "/api/v1/callbacks")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { patient = Person(1), consent = Consent }), Encoding.UTF8, "text/plain"),
        };
        sent.Headers.Add("Origin", "https://evil.example");

        using var refused = await api.Http.SendAsync(asked, TestContext.Current.CancellationToken);
        using var granted = await api.Http.SendAsync(allowed, TestContext.Current.CancellationToken);
        using var answer = await api.Http.SendAsync(sent, TestContext.Current.CancellationToken);

        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("altcha", granted.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(0, await clinic.Read(db => db.Callbacks.CountAsync()));
    }

    [Fact]
    public async Task Large_bodies_are_refused_told_or_not_told_how_large_and_cost_requests()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Writes", "6"), ("Api:Challenge", "off"));

        var answers = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            // Every other one does not say how long it is.
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/holds") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes($"{{\"slot\":\"{new string('x', 200_000)}\"}}")) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TransferEncodingChunked = i % 2 == 1 ? true : null;
            try
            {
                using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
                answers.Add((int)response.StatusCode);
            }
            catch (HttpRequestException) when (i % 2 == 1)
            {
                // Cut off while still sending: the answer may be lost.
                answers.Add(i < 6 ? 413 : 429);
            }
        }

        Assert.Equal([.. Enumerable.Repeat(413, 6), 429, 429], answers);
    }

    [Theory]
    [InlineData("/book?lang=ru", "Запись на приём")]
    [InlineData("/visit/nobody?lang=ru", "Ваш визит")]
    public async Task A_person_who_asks_too_often_reads_a_page_in_their_language(string path, string title)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Reads", "1"));
        await api.Http.GetAsync("/api/v1/clinic", TestContext.Current.CancellationToken);

        using var answer = await api.Http.GetAsync(path, TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((429, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains($"<h2>{title}</h2><p>Слишком много запросов. Подождите немного.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_drop_by_drop_is_cut_off_and_others_are_served_meanwhile()
    {
        const string Head = "POST /api/v1/holds HTTP/1.1\r\nHost: clinic\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var slow = Enumerable.Range(0, 100).Select(i => Drip(api, i % 2 == 0 ? "GET /api/v1/clinic HTTP/1.1\r\nHost: clinic\r\nX-Slow: " : Head)).ToList();
        var (status, booking) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01");
        Assert.True(status == 201, booking.ToString());
        var ends = await Task.WhenAll(slow);

        TestContext.Current.TestOutputHelper?.WriteLine($"cut off after {ends.Min(e => e.Seconds):0.0} to {ends.Max(e => e.Seconds):0.0} s");
        Assert.All(ends, e => Assert.InRange(e.Seconds, 2, 35));
        Assert.All(ends, e => Assert.True(e.Answer.Length == 0 || e.Answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), e.Answer));
    }

    private static readonly object Consent = new { version = TestClinic.ConsentVersion };

    private static object Person(int number) => new { name = new { family = "Иванова", given = "Мария" }, phone = $"+7 900 000-02-{number:00}", birthDate = "1980-01-31" };

    /// <summary>Reads, holds of real times, and nonsense, as fast as they are answered; the statuses.</summary>
    private static async Task<List<int>> Flood(RunningApi api, TestClinic clinic, int count)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Task.Run(async () =>
        {
            var own = new List<int>();
            for (var i = hand; i < count; i += Hands)
            {
                own.Add((i % 4) switch
                {
                    0 => (await Send(api, HttpMethod.Get, "slots?limit=5", null, Flooder)).Status,
                    1 => (await Send(api, HttpMethod.Post, "holds", new { slot = clinic.Slot(TestClinic.Moscow(2 + (i % 3), 9).AddMinutes(30 * (i % 8))).ToString() }, Flooder)).Status,
                    2 => (await Send(api, HttpMethod.Get, $"bookings/guess-{i}", null, Flooder)).Status,
                    _ => (await Send(api, HttpMethod.Post, "bookings", new { slot = "nonsense" }, Flooder)).Status,
                });
            }

            return own;
        })));
        return [.. answers.SelectMany(a => a)];
    }

    private static async Task<(int Status, JsonElement Body)> Send(RunningApi api, HttpMethod method, string path, object? body, string? address = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Which members there are, of which kind.</summary>
    private static string Shape(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? $"{{{string.Join(' ', value.EnumerateObject().Select(m => $"{m.Name}:{(m.Name == "status" ? m.Value.ToString() : Shape(m.Value))}"))}}}" : $"{value.ValueKind}";

    /// <summary>Sends the beginning and then a letter every half second until the server has had enough; how long that took, and what it said.</summary>
    private static async Task<(double Seconds, string Answer)> Drip(RunningApi api, string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Http.BaseAddress!.Host, api.Http.BaseAddress.Port);
        var (stream, began) = (socket.GetStream(), Stopwatch.StartNew());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var answer = Answer(stream, ended);
        try
        {
            while (!ended.IsCancellationRequested)
            {
                await stream.WriteAsync("x"u8.ToArray(), ended.Token);
                await Task.Delay(500, ended.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Cut off.
        }

        return (began.Elapsed.TotalSeconds, await answer);
    }

    private static async Task<string> Answer(NetworkStream stream, CancellationTokenSource ended)
    {
        var bytes = new byte[4096];
        try
        {
            var length = await stream.ReadAsync(bytes, ended.Token);
            return Encoding.ASCII.GetString(bytes, 0, length);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return "";
        }
        finally
        {
            await ended.CancelAsync();
        }
    }
}
