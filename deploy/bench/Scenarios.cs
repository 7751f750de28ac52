using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Clinic.Bench;

/// <summary>What is asked.</summary>
internal static class Scenarios
{
    /// <summary>An endpoint that does nothing but answer.</summary>
    internal static Func<HttpClient, Task<bool>> Trivial() => http => Get(http, "/health/live");

    /// <summary>Free slots of one doctor on one day, over all doctors and the coming two weeks.</summary>
    internal static async Task<NextRequest> Slots(HttpClient http)
    {
        var doctors = await Ids(http, "/api/v1/doctors");
        var days = (await Items(http, "/api/v1/slots/days")).Select(d => d.GetProperty("date").GetString()!).Take(14).ToList();
        var paths = doctors.SelectMany(d => days.Select(day => $"/api/v1/slots?doctor={d}&from={day}&to={day}")).ToArray();
        var turn = -1;
        return () => client => Get(client, paths[(Interlocked.Increment(ref turn) & int.MaxValue) % paths.Length]);
    }

    private static async Task<bool> Get(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode;
    }

    private static async Task<List<string>> Ids(HttpClient http, string path) => [.. (await Items(http, path)).Select(i => i.GetProperty("id").GetString()!)];

    private static async Task<List<JsonElement>> Items(HttpClient http, string path) =>
        [.. (await http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    /// <summary>Books every free slot once, each for another patient, and cancels them afterwards.</summary>
    internal sealed class Booking
    {
        private readonly ConcurrentQueue<string> slots;
        private readonly ConcurrentBag<string> tokens = [];
        private readonly string consent;
        private int patient;

        private Booking(IEnumerable<string> slots, string consent)
        {
            this.slots = new(slots);
            this.consent = consent;
        }

        internal static async Task<Booking> Prepare(HttpClient http)
        {
            var clinic = await http.GetFromJsonAsync<JsonElement>("/api/v1/clinic");
            var all = new List<string>();
            for (string? next = ""; next is not null;)
            {
                var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/slots?limit=500&after={next}&to={DateTime.UnixEpoch.AddDays(Days() + 60):yyyy-MM-dd}");
                all.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
                next = page.TryGetProperty("next", out var n) ? n.GetString() : null;
            }

            return new(all, clinic.GetProperty("consent").GetProperty("version").GetString()!);
        }

        internal Func<HttpClient, Task<bool>>? Next() => slots.TryDequeue(out var slot) ? http => Book(http, slot) : null;

        internal async Task<int> CancelAll(HttpClient http)
        {
            await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (token, cancel) =>
            {
                using var response = await http.PostAsync($"/api/v1/bookings/{token}/cancel", null, cancel);
            });
            return tokens.Count;
        }

        private static int Days() => (int)(TimeProvider.System.GetUtcNow().UtcDateTime - DateTime.UnixEpoch).TotalDays;

        private async Task<bool> Book(HttpClient http, string slot)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
            {
                Content = JsonContent.Create(new
                {
                    slot,
                    patient = new { name = new { family = "Проверкина", given = "Нагрузка" }, phone = $"+790001{Interlocked.Increment(ref patient):00000}" },
                    consent = new { version = consent },
                    source = "bench",
                }),
            };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var response = await http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }

            tokens.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
            return true;
        }
    }
}
