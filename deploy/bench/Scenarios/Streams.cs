using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;

namespace Clinic.Bench.Scenarios;

/// <summary>Two hundred visitors who look at free times while somebody takes them: how soon the last one knows, and what it costs the server.</summary>
internal sealed class Streams(Options options, Report report)
{
    private const int Open = 200;
    private const int Changes = 40;
    private const int ChangeEvery = 250;
    private const double Longest = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Reading.Doctors, Reading.Days, devices: false);
            await using var server = await Server.Api(place.Settings);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Open + 2 }) { BaseAddress = new(server.Url), Timeout = Timeout.InfiniteTimeSpan };
            using var over = new CancellationTokenSource();
            var heard = new List<long>[Open];
            var readers = Enumerable.Range(0, Open).Select(i => Task.Run(() => Listen(http, heard[i] = [], over.Token))).ToArray();
            await Until(() => heard.All(h => h is { Count: > 0 }), $"streams {provider}: not all are open");

            var times = new List<double>();
            var (used, clock) = (server.ProcessorTime, Stopwatch.StartNew());
            var path = Reading.NearestPath(clinic)[0];
            for (var change = 0; change < Changes; change++)
            {
                var known = heard.Select(Count).ToArray();
                var began = Stopwatch.GetTimestamp();
                await Hold(http, path, change);
                await Until(() => !heard.Where((h, i) => Count(h) <= known[i]).Any(), $"streams {provider}: somebody was not told");
                times.AddRange(heard.Select((h, i) => Stopwatch.GetElapsedTime(began, At(h, known[i])).TotalMilliseconds));
                await Task.Delay(ChangeEvery);
            }

            var cores = (server.ProcessorTime - used).TotalSeconds / clock.Elapsed.TotalSeconds;
            await over.CancelAsync();
            await Task.WhenAll(readers);
            var p95 = times.Order().ElementAt((int)(times.Count * 0.95));
            report.Add($"streams {provider}: from the request to hold until {Open} know, p95", string.Create(CultureInfo.InvariantCulture, $"{p95:F0} ms"), $"under {Longest} ms", p95 < Longest);
            report.Add($"streams {provider}: cores of the server", cores.ToString("F2", CultureInfo.InvariantCulture), "under 1", cores < 1);
            report.Memory($"streams {provider}", server.PeakMemory);
        }
    }

    /// <summary>Notes when each event came; the greeting counts.</summary>
    private static async Task Listen(HttpClient http, List<long> heard, CancellationToken over)
    {
        try
        {
            using var response = await http.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, over);
            response.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(over));
            while (await lines.ReadLineAsync(over) is { } line)
            {
                if (line.Length == 0)
                {
                    lock (heard)
                    {
                        heard.Add(Stopwatch.GetTimestamp());
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough has been heard.
        }
    }

    private static async Task Hold(HttpClient http, string path, int change)
    {
        var times = (await http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items");
        var slot = times[change % times.GetArrayLength()].GetProperty("id").GetString();
        using var held = await http.PostAsJsonAsync("/api/v1/holds", new { slot });
        held.EnsureSuccessStatusCode();
    }

    private static int Count(List<long> heard)
    {
        lock (heard)
        {
            return heard.Count;
        }
    }

    private static long At(List<long> heard, int index)
    {
        lock (heard)
        {
            return heard[index];
        }
    }

    private static async Task Until(Func<bool> done, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !done(); await Task.Delay(1))
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException(otherwise);
            }
        }
    }
}
