using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clinic.Bench.Scenarios;

/// <summary>
/// The registrar's board of 15 doctors × 12 hours × 10 minutes, 60 % booked: its first paint as the server sends it, beside another page of the intranet,
/// and what forty boards cost that learn of one change a second.
/// </summary>
internal sealed class Board(Options options, Report report)
{
    private const int Doctors = 15;
    private const int Boards = 40;
    private const int Minutes = 10;
    private const int Changes = 10;
    private const int Warm = 40;
    private const string Card = "visit-card";

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Doctors, 60, devices: false);
            var visits = await FullDay.Put(place, clinic, Minutes);
            Console.WriteLine($"board {provider}: {Doctors} doctors, {visits} visits");
            await FirstPaint(place, provider);
            await Memory(place, provider);
            await Live(place, clinic, provider);
        }
    }

    private async Task FirstPaint(Place place, DatabaseProvider provider)
    {
        await Desk.Add(place);
        await using var server = await Server.Web(place.Settings);
        using var load = new Load(server, 1);
        await Desk.SignIn(load.Http);
        var page = await load.Http.GetStringAsync("/board");
        var other = await load.Http.GetStringAsync("/specialties");
        for (var i = 0; i < Warm; i++)
        {
            await Load.Get(load.Http, "/board");
        }

        var plain = await load.Run($"another page {provider}", options.Span, () => http => Load.Get(http, "/specialties"));
        var board = await load.Run($"board {provider}", options.Span, () => http => Load.Get(http, "/board"));
        report.Count(plain);
        report.Count(board);
        var data = BoardData.Bytes(page);
        report.Add($"board {provider}: first paint, p50", Milliseconds(board.P50), "under 50 ms", board.P50 < 50);
        report.Add($"board {provider}: processor for one", Milliseconds(board.Processor), $"beside {Milliseconds(plain.Processor)}");
        report.Add($"board {provider}: bytes of the board's data", data.ToString("N0", CultureInfo.InvariantCulture), $"under {BoardData.Most:N0}", data is > 0 and < BoardData.Most);
        report.Add($"board {provider}: bytes of the page", Encoding.UTF8.GetByteCount(page).ToString("N0", CultureInfo.InvariantCulture), $"beside {Encoding.UTF8.GetByteCount(other):N0}");
        report.Memory($"board {provider}", server.PeakMemory);
    }

    /// <summary>What the server keeps for a board that somebody has open: its memory with forty of them less that without, after as many have been sent.</summary>
    private async Task Memory(Place place, DatabaseProvider provider)
    {
        await using var server = await Server.Web(place.Settings);
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = new(server.Url) };
        await Desk.SignIn(http);
        for (var i = 0; i < Boards; i++)
        {
            await http.GetStringAsync("/board");
        }

        await using var first = await OpenPage.At(http, cookies, "/board", Card);
        var (before, open) = (server.Memory, new List<OpenPage>());
        for (var i = 0; i < Boards; i++)
        {
            open.Add(await OpenPage.At(http, cookies, "/board", Card));
        }

        report.Add($"board {provider}: memory of the server for one that is open", $"{((server.Memory - before) / Boards) >> 10:N0} KiB", $"beside {before >> 20} MiB");
        foreach (var page in open)
        {
            await page.DisposeAsync();
        }
    }

    /// <summary>Every change is read by all boards, as their pages do when they are told of it.</summary>
    private async Task Live(Place place, Furniture clinic, DatabaseProvider provider)
    {
        using var queries = new QueryCount();
        var keepers = place.Services.GetServices<IHostedService>().ToList();
        foreach (var keeper in keepers)
        {
            await keeper.StartAsync(CancellationToken.None);
        }

        var actor = Actor.Of("desk", [Roles.Registrar], null);
        var (read, hold) = (place.Services.GetRequiredService<ReadBoardDay>(), place.Services.GetRequiredService<HoldSlot>());

        // Tomorrow has free times whenever this runs.
        var tomorrow = clinic.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        var day = await Look();
        var frees = day.Columns.SelectMany(c => c.Free).Where(f => f.Range.Start > TimeProvider.System.GetUtcNow().UtcDateTime).Take(Changes).ToList();
        var (used, asked, elapsed) = (TimeSpan.Zero, 0L, TimeSpan.Zero);
        foreach (var free in frees)
        {
            await hold.Run(new(free.DoctorId, free.VisitTypeId, Domain.Cell.Of(free.Range.Start)), Actor.Stranger, CancellationToken.None);
            var (processor, clock, count) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew(), queries.Count);
            var seen = await Task.WhenAll(Enumerable.Range(0, Boards).Select(_ => Task.Run(Look)));
            (used, elapsed, asked) = (used + Process.GetCurrentProcess().TotalProcessorTime - processor, elapsed + clock.Elapsed, asked + queries.Count - count);
            if (seen.Any(d => !ReferenceEquals(d, seen[0])) || seen[0].Columns.Where((c, i) => !ReferenceEquals(c, day.Columns[i])).Count() != 1)
            {
                report.Fault($"board {provider}: a change redraws one column, the same on all boards");
            }

            day = seen[0];
        }

        foreach (var keeper in keepers)
        {
            await keeper.StopAsync(CancellationToken.None);
        }

        var one = used.TotalMilliseconds / Math.Max(1, frees.Count);
        report.Add($"board {provider}: reading of a change by {Boards} boards", Milliseconds(one), "processor, under 50", one < 50);
        report.Add($"board {provider}: the same, until the last has it", Milliseconds(elapsed.TotalMilliseconds / Math.Max(1, frees.Count)));
        report.Add($"board {provider}: queries for it", ((double)asked / Math.Max(1, frees.Count)).ToString("F1", CultureInfo.InvariantCulture));

        async Task<BoardDay> Look() => (await read.Run(clinic.Site.Id, tomorrow, null, actor, CancellationToken.None)).Value!;
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} ms");
}
