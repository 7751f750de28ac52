using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;

namespace Clinic.Bench.Scenarios;

/// <summary>Free times of one doctor and day, and the nearest time of each of fifty doctors, each beside a trivial endpoint with a body of the same size.</summary>
internal sealed class Reading(Options options, Report report)
{
    public const int Doctors = 50;
    public const int Days = 60;
    private const double Wanted = 0.4;
    private const double Longest = 10;
    private const int ChangeEvery = 100;

    public async Task Run(bool slots, bool nearest)
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Doctors, Days, devices: true);
            await BookedDays.Put(place, clinic, Days);
            await using var server = await Server.Api(place.Settings);
            if (slots)
            {
                await Beside($"slots {provider}", server, SlotPaths(clinic));
            }

            if (nearest)
            {
                await Beside($"nearest {provider}", server, NearestPath(clinic), Changing);
            }

            report.Memory($"reading {provider}", server.PeakMemory);
        }
    }

    /// <summary>What the widget asks for its first screen, while the clinic is being booked.</summary>
    public async Task Widget()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Doctors, Days, devices: true);
            await BookedDays.Put(place, clinic, Days);
            await using var server = await Server.Api(place.Settings);
            await Beside($"widget {provider}", server, ["/w/start?lang=ru"], (to, _, over) => Changing(to, NearestPath(clinic)[0], over));
        }
    }

    /// <summary>Every doctor on each of the coming two weeks, in turn.</summary>
    public static string[] SlotPaths(Furniture clinic)
    {
        var today = clinic.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime);
        return [.. from doctor in clinic.Doctors from day in Enumerable.Range(1, 14) select $"/api/v1/slots?doctor={doctor}&from={today.AddDays(day):yyyy-MM-dd}&to={today.AddDays(day):yyyy-MM-dd}"];
    }

    public static string[] NearestPath(Furniture clinic)
    {
        var today = clinic.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime);
        return [$"/api/v1/slots/nearest?from={today.AddDays(1):yyyy-MM-dd}&to={today.AddDays(Days - 1):yyyy-MM-dd}"];
    }

    /// <summary>Measures the paths in turn.</summary>
    public async Task<Measured> Measure(string name, Server server, string[] paths)
    {
        using var load = new Load(server, options.Connections);
        var turn = -1;
        var measured = await load.Run(name, options.Span, () => http => Load.Get(http, paths[(Interlocked.Increment(ref turn) & int.MaxValue) % paths.Length]));
        report.Count(measured);
        return measured;
    }

    private async Task Beside(string name, Server server, string[] paths, Func<Server, string, CancellationToken, Task<int>>? meanwhile = null)
    {
        var (size, type) = await Body(server, paths);
        await using var plain = await TrivialServer.Start(size, type);
        var trivial = await Measure($"trivial, {size} bytes", plain, ["/"]);
        using var over = new CancellationTokenSource();
        var changing = meanwhile?.Invoke(server, paths[0], over.Token);
        var measured = await Measure(name, server, paths);
        await over.CancelAsync();
        if (changing is not null)
        {
            Console.WriteLine($"{name}: {await changing} changes meanwhile");
        }

        report.Ratio(name, measured, trivial, Wanted, Longest);
    }

    /// <summary>A clinic that is being booked: a time is held and given back again and again. Answers how often something changed.</summary>
    private static async Task<int> Changing(Server server, string path, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = new(server.Url) };
        var changes = 0;
        while (!over.IsCancellationRequested)
        {
            var times = await http.GetFromJsonAsync<JsonElement>(path, CancellationToken.None);
            var slot = times.GetProperty("items")[changes % times.GetProperty("items").GetArrayLength()].GetProperty("id").GetString();
            using var held = await http.PostAsJsonAsync("/api/v1/holds", new { slot }, CancellationToken.None);
            var hold = await held.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
            using var released = await http.DeleteAsync($"/api/v1/holds/{hold.GetProperty("id").GetString()}", CancellationToken.None);
            released.EnsureSuccessStatusCode();
            changes += 2;
            await Task.Delay(ChangeEvery, CancellationToken.None);
        }

        return changes;
    }

    /// <summary>The mean size of the answers, and their type.</summary>
    private static async Task<(int Size, string Type)> Body(Server server, string[] paths)
    {
        using var http = new HttpClient { BaseAddress = new(server.Url) };
        var (sum, type) = (0L, "");
        foreach (var path in paths)
        {
            using var response = await http.GetAsync(path);
            response.EnsureSuccessStatusCode();
            sum += (await response.Content.ReadAsByteArrayAsync()).Length;
            type = response.Content.Headers.ContentType!.ToString();
        }

        return ((int)(sum / paths.Length), type);
    }
}
