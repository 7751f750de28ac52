using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Scenarios;

/// <summary>How long the timetable of a big clinic takes to be in memory, and how much of it.</summary>
internal sealed class ColdStart(Options options, Report report)
{
    private const int Doctors = 200;
    private const int Days = 90;

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Doctors, Days, devices: false);
            var bookings = await BookedDays.Put(place, clinic, Days);
            var name = $"cold {provider}: {Doctors} doctors × {Days} days, {bookings:N0} bookings";

            // The first one also compiles the program; what a cache takes is seen on the second.
            var first = await Fill(place);
            var (time, bytes) = await Fill(place);
            report.Add($"{name}, first of the process", Seconds(first.Time), "under 1 s", first.Time < TimeSpan.FromSeconds(1));
            report.Add($"{name}, compiled", Seconds(time));
            report.Add($"cold {provider}: memory of the cache", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB"), "under 10 MiB", bytes < 10 << 20);
            await Process(place, clinic, provider);
        }
    }

    private static async Task<(TimeSpan Time, long Bytes)> Fill(Place place)
    {
        // The connection is open and the model is built, as in any server that is ready.
        await using (var db = await place.Factory.CreateDbContextAsync())
        {
            await db.Sites.ToListAsync();
        }

        // The readers of the former cache may still hold on to it.
        await Task.Delay(200);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        using var cache = new TimetableCache(place.Factory, TimeProvider.System);
        await cache.Current(CancellationToken.None);
        var time = clock.Elapsed;

        // We may still stand on the stack of whoever read last, with all that they read.
        await Task.Yield();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(cache);
        return (time, bytes);
    }

    /// <summary>From the start of the process to the first answer with slots.</summary>
    private async Task Process(Place place, Furniture clinic, DatabaseProvider provider)
    {
        var clock = Stopwatch.StartNew();
        await using var server = await Server.Api(place.Settings);
        using var http = new HttpClient { BaseAddress = new(server.Url) };
        var ready = clock.Elapsed;
        if (!await Load.Get(http, Reading.SlotPaths(clinic)[0]))
        {
            report.Fault($"cold {provider}: the first question");
        }

        report.Add($"cold {provider}: process started to ready", Seconds(ready));
        report.Add($"cold {provider}: first answer after that", Seconds(clock.Elapsed - ready));
        report.Memory($"cold {provider}", server.PeakMemory);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s");
}
