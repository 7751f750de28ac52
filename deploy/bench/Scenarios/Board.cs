using System.Globalization;
using System.Net;
using System.Text;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Database;

namespace Clinic.Bench.Scenarios;

/// <summary>
/// The registrar's board of 15 doctors × 12 hours × 10 minutes, 60 % booked: its first paint as the server sends it, beside another page of the intranet,
/// and the memory of one that is open. What open boards cost while the day changes is measured by <see cref="LiveBoards"/>.
/// </summary>
internal sealed class Board(Options options, Report report)
{
    public const int Doctors = 15;
    public const int Boards = 40;
    public const int Minutes = 10;
    public const string Card = "visit-card";
    private const int Warm = 40;

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

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} ms");
}
