using System.Diagnostics;
using System.Globalization;
using System.Net;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Bench.Scenarios;

/// <summary>
/// Forty boards of a full day, each a circuit as a browser has one, while visits are booked from another process, one a second: what they cost the server,
/// what they send, and how soon all show it.
/// </summary>
internal sealed class LiveBoards(Options options, Report report)
{
    private const int Warm = 20;
    private const double Cores = 0.25;
    private const double Longest = 500;
    private const int LongestCalm = 15;
    private const double CalmCores = 0.08;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly Actor Registrar = Actor.Of("registrar", [Roles.Registrar], null);

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Board.Doctors, 60, devices: false);

            // Tomorrow has free times whenever this runs.
            var day = clinic.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
            await FullDay.Put(place, clinic, Board.Minutes, day);
            await Desk.Add(place);
            await using var server = await Server.Web(place.Settings);
            var cookies = new CookieContainer();
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = new(server.Url) };
            await Desk.SignIn(http);
            var boards = new List<OpenPage>();
            try
            {
                for (var i = 0; i < Board.Boards; i++)
                {
                    boards.Add(await OpenPage.At(http, cookies, $"/board?date={day:yyyy-MM-dd}", Board.Card));
                }

                await Measure($"live {provider}", server, boards, await Changes(place, clinic, day));
            }
            catch (Exception error) when (error is TimeoutException or InvalidOperationException)
            {
                report.Fault($"live {provider}: {error.Message} ({boards.Count} open)");
            }
            finally
            {
                foreach (var board in boards)
                {
                    await board.DisposeAsync();
                }
            }
        }
    }

    private async Task Measure(string name, Server server, List<OpenPage> boards, IReadOnlyList<Change> changes)
    {
        foreach (var some in changes.Take(Warm).Chunk(Warm / 2))
        {
            foreach (var change in some)
            {
                await Shown(boards, change);
            }

            await Calm(server);
        }

        var (idle, calm) = (server.ProcessorTime, Stopwatch.StartNew());
        await Task.Delay(Quiet);
        var atRest = (server.ProcessorTime - idle) / calm.Elapsed;

        var (times, bookings) = (new List<double>(), new List<double>());
        var (used, received, unpacked, clock) = (server.ProcessorTime, boards.Sum(b => b.Received), boards.Sum(b => b.Unpacked), Stopwatch.StartNew());
        var measured = changes.Skip(Warm).ToList();
        using var over = new CancellationTokenSource();
        var late = Late(over.Token);
        for (var i = 0; i < measured.Count; i++)
        {
            // Not in step with the server's looks at the database.
            var until = ((i + (Random.Shared.NextDouble() / 2)) * Second) - clock.Elapsed;
            await Task.Delay(until > TimeSpan.Zero ? until : TimeSpan.Zero);
            var (booked, shown) = await Shown(boards, measured[i]);
            bookings.Add(booked);
            times.AddRange(shown);
        }

        var rest = (measured.Count * Second) - clock.Elapsed;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        await over.CancelAsync();
        var (processor, updates) = (server.ProcessorTime - used, measured.Count * boards.Count);
        var (cores, p95) = (processor / clock.Elapsed, At(times, 0.95));
        report.Add($"{name}: cores for {boards.Count} boards and a change a second", Text($"{cores:F3}"), Text($"under {Cores}"), cores < Cores);
        report.Add($"{name}: the same at rest", Text($"{atRest:F3}"));
        report.Add($"{name}: from the wish to book until shown, p95", Text($"{p95:F0} ms"), Text($"under {Longest} ms"), p95 < Longest);
        report.Add($"{name}: the same, p50 and longest", Text($"{At(times, 0.5):F0}, {times.Max():F0} ms"));
        report.Add($"{name}: a bare timer is late by, p95", Text($"{At(await late, 0.95):F0} ms"), "the machine alone");
        report.Add($"{name}: of it the booking, p50 and longest", Text($"{At(bookings, 0.5):F0}, {bookings.Max():F0} ms"));
        report.Add($"{name}: processor for one change on all boards", Text($"{processor.TotalMilliseconds / measured.Count:F1} ms"), Text($"{processor.TotalMilliseconds / updates:F2} ms each"));
        report.Add($"{name}: bytes for one change on one board", Text($"{(boards.Sum(b => b.Received) - received) / updates:N0}"), Text($"{(boards.Sum(b => b.Unpacked) - unpacked) / updates:N0} unpacked"));
        report.Memory(name, server.PeakMemory);
    }

    /// <summary>By how many milliseconds short waits in this process are too long: on a busy machine nothing is sooner than that.</summary>
    private static async Task<List<double>> Late(CancellationToken over)
    {
        var late = new List<double>();
        while (!over.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(Wait, CancellationToken.None);
            late.Add((Stopwatch.GetElapsedTime(began) - Wait).TotalMilliseconds);
        }

        return late;
    }

    private static double At(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));

    /// <summary>Waits while the compiler works on what has just been used for the first time.</summary>
    private static async Task Calm(Server server)
    {
        var used = server.ProcessorTime;
        for (var i = 0; i < LongestCalm; i++)
        {
            await Task.Delay(Second);
            var before = used;
            used = server.ProcessorTime;
            if ((used - before) / Second < CalmCores)
            {
                return;
            }
        }
    }

    /// <summary>Books and answers after how many milliseconds that was done and each board showed it.</summary>
    private static async Task<(double Booked, IReadOnlyList<double> Shown)> Shown(List<OpenPage> boards, Change change)
    {
        var each = boards.ConvertAll(b => b.Draws(change.Letters));
        var drawn = Task.WhenAll(each);
        var began = Stopwatch.GetTimestamp();
        await change.Book();
        var booked = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await drawn.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!drawn.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException($"{change.Letters} was shown by {each.Count(e => e.IsCompletedSuccessfully)} boards alone");
        }

        return (booked, [.. (await drawn).Select(at => Stopwatch.GetElapsedTime(began, at).TotalMilliseconds)]);
    }

    /// <summary>A visit of a patient whom nobody has seen yet, for each change; of all doctors in turn.</summary>
    private async Task<IReadOnlyList<Change>> Changes(Place place, Furniture clinic, DateOnly day)
    {
        var wanted = Warm + (int)(options.Time ?? TimeSpan.FromSeconds(10)).TotalSeconds;
        var (read, book) = (place.Services.GetRequiredService<ReadBoardDay>(), place.Services.GetRequiredService<BookAppointment>());
        var shown = (await read.Run(clinic.Site.Id, day, null, Registrar, CancellationToken.None)).Value!;
        var frees = shown.Columns.SelectMany(c => c.Free.Select((f, i) => (Free: f, Turn: i))).OrderBy(f => f.Turn).Select(f => f.Free).Take(wanted).ToList();
        var patients = frees.Select((_, i) => new Patient
        {
            Family = Text($"Новенькова{i:000}"),
            Given = "Мария",
            BirthDate = new(1980, 1, 31),
            Phone = Text($"+7901{i:0000000}"),
            SearchName = Text($"НОВЕНЬКОВА{i:000} МАРИЯ"),
            ContactKey = 10_000 + i,
        }).ToList();
        await using var db = await place.Factory.CreateDbContextAsync();
        db.AddRange(patients);
        await db.SaveChangesAsync();
        return [.. frees.Zip(patients, (free, patient) => new Change(patient.Family, async () =>
        {
            var booked = await book.Run(
                new() { Slot = SlotId.Of(free.DoctorId, free.VisitTypeId, free.Range.Start), Patient = patient.Id, IdempotencyKey = Guid.NewGuid().ToString() }, Registrar, CancellationToken.None);
            if (!booked.Ok)
            {
                throw new InvalidOperationException($"not booked: {booked.Problem}");
            }
        }))];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Change(string Letters, Func<Task> Book);
}
