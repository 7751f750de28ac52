using System.Diagnostics;
using System.Globalization;

namespace Clinic.Bench;

/// <summary>What a run showed; times in milliseconds.</summary>
public sealed record Measured(double PerSecond, double P50, double P95, double P99, int Answered, int Failed);

/// <summary>Makes the next request; null when there is nothing left to ask.</summary>
public delegate Func<HttpClient, Task<bool>>? NextRequest();

/// <summary>N connections, each asking again as soon as it is answered, for so long.</summary>
public sealed class Load : IDisposable
{
    private readonly HttpClient http;
    private readonly int connections;

    public Load(string url, int connections)
    {
        this.connections = connections;
        http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new(url) };
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
        await Round(next, TimeSpan.FromSeconds(2));
        var clock = Stopwatch.StartNew();
        var times = await Round(next, time);
        var elapsed = clock.Elapsed.TotalSeconds;
        var sorted = times.Where(t => t.Ok).Select(t => t.Milliseconds).Order().ToArray();
        var measured = new Measured(sorted.Length / elapsed, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), sorted.Length, times.Count - sorted.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} {measured.PerSecond,9:F0} requests/s   p50 {measured.P50,7:F2} ms   p95 {measured.P95,7:F2} ms   p99 {measured.P99,7:F2} ms   {measured.Answered} answered, {measured.Failed} failed"));
        return measured;
    }

    public void Dispose() => http.Dispose();

    private async Task<List<(double Milliseconds, bool Ok)>> Round(NextRequest next, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var perConnection = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var times = new List<(double, bool)>();
            while (clock.Elapsed < time && next() is { } request)
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
