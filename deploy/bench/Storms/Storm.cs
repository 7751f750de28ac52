using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Npgsql;

namespace Clinic.Bench.Storms;

/// <summary>
/// Many writers on few times and few patients, two server processes on one database, and kill -9 at random moments. What was acknowledged must be
/// stored as it was acknowledged last; one key makes one booking; nothing overlaps; <c>verify</c> finds nothing.
/// </summary>
public sealed class Storm(StormSettings settings)
{
    private const int Doctors = 4;
    private const int Slots = 60;
    private const int Patients = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly Ledger ledger = new();
    private readonly Server?[] servers = new Server?[2];
    private readonly string[] urls = [Server.FreeUrl(), Server.FreeUrl()];
    private readonly Stopwatch clock = new();
    private int done;
    private int kills;

    public async Task<StormOutcome> Run(Place place)
    {
        await Furniture.Put(place, Doctors, days: 30, devices: true, holdSeconds: 30);
        try
        {
            await Task.WhenAll(Start(0), Start(1));
            using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(40) };
            http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
            var slots = await Times(http);
            var seeds = new Random(settings.Seed);
            var writers = Enumerable.Range(0, settings.Writers).Select(_ => new Random(seeds.Next())).Select(r => new Writer(http, () => urls[r.Next(urls.Length)], ledger, slots, Patients, r)).ToList();
            using var told = new Timer(_ => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds,6:F0} s {Math.Min(Volatile.Read(ref done), settings.Operations),8} of {settings.Operations}, {kills} kills, most memory {Memory()} MiB")), null, Pause, Pause);
            await Task.WhenAll(Work(writers), Kill(new Random(seeds.Next())));
            while (ledger.Doubtful.TryDequeue(out var wish))
            {
                await writers[0].Settle(wish);
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }

        // Connections that were open when the database was killed are of no use any more.
        NpgsqlConnection.ClearAllPools();
        await new Aftermath(place, ledger).Check();
        var (code, output) = await Server.Command(settings.Database, "verify");
        if (code != 0)
        {
            ledger.Broken.Enqueue($"verify: {output}");
        }

        return new([.. ledger.Broken], ledger.Counts, kills);
    }

    /// <summary>A few times that all want, in a week.</summary>
    private async Task<string[]> Times(HttpClient http)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(7);
        var page = await http.GetFromJsonAsync<JsonElement>($"{urls[0]}/api/v1/slots?limit={Slots}&from={from:yyyy-MM-dd}");
        return [.. page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
    }

    private long Memory() => servers.Max(s => s?.PeakMemory ?? 0) >> 20;

    private async Task Start(int which) => servers[which] = await Server.Api(settings.Database, urls[which]);

    /// <summary>How much of the storm is over, from 0 to 1.</summary>
    private double Progress => Math.Max((double)Volatile.Read(ref done) / settings.Operations, clock.Elapsed / settings.Longest);

    private Task Work(List<Writer> writers)
    {
        clock.Start();
        return Task.WhenAll(writers.Select(w => Task.Run(async () =>
        {
            while (clock.Elapsed < settings.Longest && Interlocked.Increment(ref done) <= settings.Operations)
            {
                await w.Act();
            }

            Interlocked.Exchange(ref done, settings.Operations);
        })));
    }

    /// <summary>The kills come at random moments of the work, each after a stretch of it that was not disturbed.</summary>
    private async Task Kill(Random random)
    {
        var all = settings.ServerKills + settings.DatabaseKills;
        var database = Enumerable.Range(0, all).OrderBy(_ => random.Next()).Take(settings.DatabaseKills).ToHashSet();
        for (var i = 0; i < all; i++)
        {
            var at = (i + 0.2 + (0.6 * random.NextDouble())) / all;
            while (Progress < at)
            {
                await Task.Delay(5);
            }

            if (Progress >= 1)
            {
                return;
            }

            kills++;
            if (database.Contains(i))
            {
                await settings.KillDatabase!();
            }
            else
            {
                var which = random.Next(servers.Length);
                await servers[which]!.Kill();
                await Task.Delay(random.Next(300));
                await Start(which);
            }
        }
    }
}
