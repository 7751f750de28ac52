using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Changes;

/// <summary>What tells others that free times have changed: the stream and the feed.</summary>
public sealed class SlotStreamTests
{
    [Theory, EveryDatabase]
    public async Task Every_open_stream_hears_of_a_booking_within_a_blink_and_of_nothing_personal(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        await using var other = await RunningApi.Start(clinic);
        using var one = await Reader.Open(api);
        using var two = await Reader.Open(other, $"?doctor={clinic.Doctor}");
        using var foreign = await Reader.Open(api, "?doctor=77");

        var (status, booking) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01");

        Assert.Equal(201, status);
        foreach (var reader in new[] { one, two })
        {
            var (name, data) = await reader.Next();
            Assert.Equal("slots", name);
            Assert.Equal($$"""{"doctor":"{{clinic.Doctor}}","dates":["2026-12-02"]}""", data);
        }

        // A move touches both days; the reader of another doctor has heard of neither.
        await api.Http.PostAsJsonAsync($"/api/v1/bookings/{booking.GetProperty("token").GetString()}/move", new { slot = clinic.Slot(TestClinic.Moscow(3, 10)).ToString() }, TestContext.Current.CancellationToken);
        Assert.Equal(["2026-12-02", "2026-12-03"], await Dates(one, 2));
        Assert.False(foreign.HasAny);
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_back_hears_what_was_missed_and_a_place_nobody_knows_resets(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        string last;
        using (var before = await Reader.Open(api))
        {
            last = before.LastId;
        }

        await clinic.Book(clinic.Slot(TestClinic.Moscow(4, 12)));
        using var again = await Reader.Open(api, lastEventId: last);
        using var lost = await Reader.Open(api, lastEventId: "no such place");

        Assert.Equal(["2026-12-04"], await Dates(again, 1));
        Assert.Equal(("reset", "{}"), await lost.Next());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Http.GetAsync("/api/v1/stream?doctor=x", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_stream_that_breaks_after_any_of_its_words_goes_on_without_losing_a_change(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = new List<Domain.DoctorId> { clinic.Doctor, await clinic.AddDoctor("Белова", null, WorkHours.Of("09:00-18:00")), await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00")) };
        await using var api = await RunningApi.Start(clinic);
        string start;
        using (var before = await Reader.Open(api))
        {
            start = before.LastId;
        }

        foreach (var (number, doctor) in doctors.Index())
        {
            Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2 + number, 10), doctor), TestClinic.Person(phone: $"+7 900 000-01-0{number}"))).Ok);
        }

        for (var words = 0; words <= doctors.Count; words++)
        {
            var (heard, last) = (new HashSet<string>(), "");
            using (var breaks = await Reader.Open(api, lastEventId: start))
            {
                for (var i = 0; i < words; i++)
                {
                    heard.Add(await Doctor(breaks));
                }

                last = breaks.LastId;
            }

            using var again = await Reader.Open(api, lastEventId: last);
            while (heard.Count < doctors.Count)
            {
                heard.Add(await Doctor(again));
            }
        }

        static async Task<string> Doctor(Reader reader) => JsonDocument.Parse((await reader.Next()).Data).RootElement.GetProperty("doctor").GetString()!;
    }

    [Theory, EveryDatabase]
    public async Task A_reader_that_is_cut_off_again_and_again_while_others_book_hears_of_every_booking(DatabaseProvider provider)
    {
        const int Visits = 12;
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var dates = new SortedSet<string>();
        var stream = await Reader.Open(api);
        var booked = Task.Run(async () =>
        {
            for (var i = 0; i < Visits; i++)
            {
                Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2 + i, 10)), TestClinic.Person(phone: $"+7 900 000-01-{i:00}"))).Ok);
            }
        }, TestContext.Current.CancellationToken);

        while (dates.Count < Visits)
        {
            dates.UnionWith(await Dates(stream, 1));
            var last = stream.LastId;
            stream.Dispose();
            stream = await Reader.Open(api, lastEventId: last);
        }

        stream.Dispose();
        await booked;
        Assert.Equal([.. Enumerable.Range(2, Visits).Select(d => $"2026-12-{d:00}")], dates);
    }

    [Fact]
    public async Task While_nothing_happens_a_sign_of_life_comes_every_quarter_of_a_minute_and_moves_no_place()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var all = await Reader.Open(api);
        using var one = await Reader.Open(api, $"?doctor={clinic.Doctor}");

        for (var i = 0; i < 3; i++)
        {
            clinic.Clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal((":", ":"), (await all.Word(), await one.Word()));
        }

        // News come sooner than the next.
        clinic.Clock.Advance(TimeSpan.FromSeconds(14));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        Assert.StartsWith("id: ", await all.Word(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_feed_tells_each_change_once_and_goes_on_from_its_cursor(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var start = (await Feed(api, "")).GetProperty("next").GetString();
        for (var hour = 9; hour < 13; hour++)
        {
            await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour)), TestClinic.Person(phone: $"+7 900 000-01-{hour:00}"));
        }

        // The log is read up to the oldest transaction that still writes, be it of another test on the same server.
        for (var tries = 0; tries < 400 && Count(await Feed(api, $"?after={start}")) < 4; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var first = await Feed(api, $"?after={start}&limit=3");
        var rest = await Feed(api, $"?after={first.GetProperty("next").GetString()}");
        var none = await Feed(api, $"?after={rest.GetProperty("next").GetString()}");

        Assert.Equal((3, true, 1, false, 0), (Count(first), first.GetProperty("more").GetBoolean(), Count(rest), rest.GetProperty("more").GetBoolean(), Count(none)));
        Assert.Equal(rest.GetProperty("next").GetString(), none.GetProperty("next").GetString());
        var change = first.GetProperty("items")[0];
        Assert.Equal(("slots", clinic.Doctor.ToString(), "2026-12-02T09:00:00+03:00"), (change.GetProperty("kind").GetString(), change.GetProperty("doctor").GetString(), change.GetProperty("from").GetString()));
        Assert.Equal(["at", "cursor", "doctor", "from", "kind", "to"], change.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Http.GetAsync("/api/v1/changes?after=no-cursor&limit=0", TestContext.Current.CancellationToken)).StatusCode);

        static int Count(JsonElement page) => page.GetProperty("items").GetArrayLength();
    }

    private static async Task<List<string>> Dates(Reader reader, int count)
    {
        var dates = new SortedSet<string>();
        while (dates.Count < count)
        {
            dates.UnionWith(JsonDocument.Parse((await reader.Next()).Data).RootElement.GetProperty("dates").EnumerateArray().Select(d => d.GetString()!));
        }

        return [.. dates];
    }

    private static Task<JsonElement> Feed(RunningApi api, string query) => api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/changes{query}");

    /// <summary>One open stream.</summary>
    private sealed class Reader(HttpResponseMessage response, StreamReader text) : IDisposable
    {
        private Task<(string Name, string Data)>? pending;

        public string LastId { get; private set; } = "";

        /// <summary>Whether an event has come that nobody has read yet.</summary>
        public bool HasAny => (pending ??= Read()).IsCompleted;

        /// <summary>The first line of the next block, which may be no event.</summary>
        public async Task<string> Word()
        {
            while (true)
            {
                if (await Line().WaitAsync(TimeSpan.FromSeconds(10)) is { Length: > 0 } line)
                {
                    return line;
                }
            }
        }

        public static async Task<Reader> Open(RunningApi api, string query = "", string? lastEventId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/stream{query}");
            if (lastEventId is not null)
            {
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
            }

            var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            var reader = new Reader(response, new(await response.Content.ReadAsStreamAsync()));
            Assert.Equal("retry: 3000", await reader.Line());
            var first = await reader.Block();
            reader.pending = first.Name.Length > 0 ? Task.FromResult(first) : null;
            return reader;
        }

        public async Task<(string Name, string Data)> Next()
        {
            var next = pending ?? Read();
            pending = null;
            return await next.WaitAsync(TimeSpan.FromSeconds(10));
        }

        public void Dispose()
        {
            text.Dispose();
            response.Dispose();
        }

        private async Task<(string Name, string Data)> Read()
        {
            while (true)
            {
                if (await Block() is { Name.Length: > 0 } found)
                {
                    return found;
                }
            }
        }

        private async Task<(string Name, string Data)> Block()
        {
            var (name, data) = ("", "");
            while (await Line() is { Length: > 0 } line)
            {
                LastId = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : LastId;
                name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
                data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
            }

            return (name, data);
        }

        private async Task<string> Line() => await text.ReadLineAsync() ?? throw new EndOfStreamException();
    }
}
