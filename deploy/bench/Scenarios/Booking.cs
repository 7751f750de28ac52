using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;

namespace Clinic.Bench.Scenarios;

/// <summary>Every request another slot and another patient, beside a bare endpoint that writes the same rows into the same database.</summary>
internal sealed class Booking(Options options, Report report)
{
    private const double Wanted = 0.6;
    private const int Doctors = 100;
    private const int Days = 60;
    private int patient;

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            await Furniture.Put(place, Doctors, Days, devices: true);
            await using var server = await Server.Api(place.Settings);
            using var load = new Load(server, options.Connections);
            var slots = await Slots(load.Http);
            var first = await Book(load.Http, "/api/v1/bookings", slots.TryDequeue(out var slot) ? slot : "") ?? throw new InvalidOperationException($"the first booking was refused: {server.Output}");
            await using var bare = await BareServer.Start(place.Settings, Guid.Parse(first.GetProperty("id").GetString()!));
            using var beside = new Load(bare, options.Connections);
            var (least, measured) = await Load.InTurn(
                options.Span,
                ($"bare endpoint {provider}", beside, () => http => Answered(http, "/", "")),
                ($"book {provider}", load, () => slots.TryDequeue(out var next) ? http => Answered(http, "/api/v1/bookings", next) : null));
            report.Count(least);
            report.Count(measured);
            report.Ratio($"book {provider}", measured, least, Wanted);
            report.Memory($"book {provider}", server.PeakMemory);
            if (slots.IsEmpty)
            {
                report.Fault($"book {provider}: the slots ran out before the time did");
            }
        }
    }

    /// <summary>Every free slot there is.</summary>
    private static async Task<ConcurrentQueue<string>> Slots(HttpClient http)
    {
        var all = new List<string>();
        for (string? next = ""; next is not null && all.Count < 60_000;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/slots?limit=500&after={next}&to={TimeProvider.System.GetUtcNow().AddDays(Days - 1):yyyy-MM-dd}");
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var n) ? n.GetString() : null;
        }

        // Neighbours in time are of different doctors: nothing is wanted twice.
        return new(all);
    }

    private async Task<bool> Answered(HttpClient http, string path, string slot) => await Book(http, path, slot) is not null;

    private async Task<JsonElement?> Book(HttpClient http, string path, string slot)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(new
            {
                slot,
                patient = new { name = new { family = "Проверкина", given = "Нагрузка" }, phone = $"+7900{Interlocked.Increment(ref patient):0000000}" },
                consent = new { version = Furniture.Consent },
                source = "bench",
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement : null;
    }
}
