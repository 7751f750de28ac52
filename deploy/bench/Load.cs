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
        // Unmeasured: compilation, pools, caches.
        var warm = 0;
        await Round(next, passed => passed < WarmTime || (Interlocked.Increment(ref warm) < WarmRequests && passed < WarmLimit));
        var (clock, processor) = (Stopwatch.StartNew(), server.ProcessorTime);
        var times = await Round(next, passed => passed < time);
        var (elapsed, used) = (clock.Elapsed.TotalSeconds, server.ProcessorTime - processor);
        var sorted = times.Where(t => t.Ok).Select(t => t.Milliseconds).Order().ToArray();
        var measured = new Measured(sorted.Length / elapsed, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), used.TotalMilliseconds / Math.Max(1, times.Count), sorted.Length, times.Count - sorted.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} {measured.PerSecond,9:F0} requests/s   p50 {measured.P50,7:F2} ms   p95 {measured.P95,7:F2} ms   p99 {measured.P99,7:F2} ms   processor {measured.Processor:F3} ms   {measured.Answered} answered, {measured.Failed} failed"));
        return measured;
    }

    public void Dispose() => http.Dispose();

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

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
}
