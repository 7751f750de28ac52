using System.Diagnostics;
using System.Globalization;

namespace Clinic.Bench;

/// <summary>What a run showed.</summary>
public sealed record Measured(double PerSecond, int Failed);

/// <summary>Makes the next request; null when there is nothing left to ask.</summary>
public delegate Func<HttpClient, Task<bool>>? NextRequest();

/// <summary>N connections, each asking again as soon as it is answered, for so long.</summary>
public sealed class Load(HttpClient http, int connections)
{
    public async Task<Measured> Run(string name, TimeSpan time, NextRequest next)
    {
        // Unmeasured: compilation, pools, caches.
        await Round(next, TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        var times = await Round(next, time);
        var elapsed = clock.Elapsed.TotalSeconds;
        var sorted = times.Where(t => t.Ok).Select(t => t.Milliseconds).Order().ToArray();
        var failed = times.Count - sorted.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} {sorted.Length / elapsed,10:F0} requests/s   p50 {At(sorted, 0.50):F2} ms   p95 {At(sorted, 0.95):F2} ms   p99 {At(sorted, 0.99):F2} ms   {sorted.Length} answered, {failed} failed, {connections} connections"));
        return new(sorted.Length / elapsed, failed);
    }

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
