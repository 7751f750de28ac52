using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Servers;

namespace Clinic.Bench;

/// <summary>What a run showed; times in milliseconds.</summary>
/// <param name="PerSecond">Requests answered.</param>
/// <param name="Processor">Processor time of the server for one request: what remains comparable on a machine that has other work.</param>
public sealed record Measured(double PerSecond, double P50, double P95, double P99, double Processor, int Answered, int Failed);

/// <summary>Makes the next request; null when there is nothing left to ask.</summary>
public delegate Func<HttpClient, Task<bool>>? NextRequest();

/// <summary>N connections, each asking again as soon as it is answered, for so long.</summary>
public sealed class Load : IDisposable
{
    // Until the last compiler is done on a slow machine.
    private const int WarmRequests = 3000;
    private static readonly TimeSpan WarmTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan WarmLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(1);

    private readonly HttpClient http;
    private readonly Server server;
    private readonly int connections;

    public Load(Server server, int connections)
    {
        this.server = server;
        this.connections = connections;
        http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new(server.Url) };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ru");
    }

    public HttpClient Http => http;

    public static async Task<bool> Get(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode;
    }

    public async Task<Measured> Run(string name, TimeSpan time, NextRequest next)
    {
        await Warm(next);
        var seen = new Seen();
        await Turn(seen, time, next);
        return Tell(name, seen);
    }

    /// <summary>Two beside each other: each its time, in short turns, so that what the machine does meanwhile falls on both.</summary>
    public static async Task<(Measured First, Measured Second)> InTurn(TimeSpan time, (string Name, Load Load, NextRequest Next) first, (string Name, Load Load, NextRequest Next) second)
    {
        await first.Load.Warm(first.Next);
        await second.Load.Warm(second.Next);
        var (one, other) = (new Seen(), new Seen());
        while (one.Elapsed < time)
        {
            await first.Load.Turn(one, TurnTime, first.Next);
            await second.Load.Turn(other, TurnTime, second.Next);
        }

        return (Tell(first.Name, one), Tell(second.Name, other));
    }

    public void Dispose() => http.Dispose();

    /// <summary>Unmeasured: compilation, pools, caches.</summary>
    private async Task Warm(NextRequest next)
    {
        var warm = 0;
        await Round(next, passed => passed < WarmTime || (Interlocked.Increment(ref warm) < WarmRequests && passed < WarmLimit));
    }

    private async Task Turn(Seen seen, TimeSpan time, NextRequest next)
    {
        var (clock, processor) = (Stopwatch.StartNew(), server.ProcessorTime);
        seen.Times.AddRange(await Round(next, passed => passed < time));
        seen.Elapsed += clock.Elapsed;
        seen.Processor += server.ProcessorTime - processor;
    }

    private static Measured Tell(string name, Seen seen)
    {
        var sorted = seen.Times.Where(t => t.Ok).Select(t => t.Milliseconds).Order().ToArray();
        var measured = new Measured(
            sorted.Length / seen.Elapsed.TotalSeconds, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), seen.Processor.TotalMilliseconds / Math.Max(1, seen.Times.Count), sorted.Length, seen.Times.Count - sorted.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} {measured.PerSecond,9:F0} requests/s   p50 {measured.P50,7:F2} ms   p95 {measured.P95,7:F2} ms   p99 {measured.P99,7:F2} ms   processor {measured.Processor:F3} ms   {measured.Answered} answered, {measured.Failed} failed"));
        return measured;
    }

    private async Task<List<(double Milliseconds, bool Ok)>> Round(NextRequest next, Func<TimeSpan, bool> more)
    {
        var clock = Stopwatch.StartNew();
        var perConnection = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var times = new List<(double, bool)>();
            while (more(clock.Elapsed) && next() is { } request)
            {
                var began = Stopwatch.GetTimestamp();
                var ok = await request(http);
                times.Add((Stopwatch.GetElapsedTime(began).TotalMilliseconds, ok));
            }

            return times;
        })));
        return [.. perConnection.SelectMany(t => t)];
    }

    private sealed class Seen
    {
        public List<(double Milliseconds, bool Ok)> Times { get; } = [];

        public TimeSpan Elapsed { get; set; }

        public TimeSpan Processor { get; set; }
    }

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
}
