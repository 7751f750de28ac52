using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Bench.Scenarios;

/// <summary>Each page of the intranet as the server sends it to whoever works with it: milliseconds and queries.</summary>
internal sealed class Pages(Report report)
{
    private const double Blink = 100;
    private const int Looks = 12;
    private const int Number = 7_919;
    private static readonly Actor Registrar = Actor.Of(Desk.Name, [Roles.Registrar], null);

    private static readonly string[] OfTheDesk =
    [
        "/board", "/board?view=rooms", "/board?view=week", "/board/past", "/find?specialty=1", "/waiting", "/inbox", "/patients", "/journal", "/reports/waiting?period=last-month", "/messages", "/rosters", "/rosters/1", "/closures",
        "/displaced", "/doctors", "/visit-types", "/rooms", "/devices", "/specialties", "/print/day", "/print/door?room=1",
    ];

    private static readonly string[] OfADoctor = ["/my-day", "/my-week", "/reports/waiting?period=last-month", "/print/day"];

    private static readonly string[] OfTheAdministrator = ["/settings", "/users"];

    /// <param name="place">The clinic's database.</param>
    /// <param name="clinic">Its doctors.</param>
    /// <param name="cards">How many patients there are, numbered from 1.</param>
    public async Task Run(Place place, Furniture clinic, int cards)
    {
        await Desk.Add(place);
        await Desk.Add(place, "doctor", Roles.Doctor, clinic.Doctors[0]);
        await Desk.Add(place, "chief", Roles.Administrator);
        var (patient, url) = (1 + (Number % cards), Server.FreeUrl());
        var booking = await Book(place, clinic, new(patient));
        await using var app = Desk.Intranet(place, url);
        await app.StartAsync();
        using var queries = new QueryCount();
        await Look(url, Desk.Name, [.. OfTheDesk, $"/patients/{patient}", $"/journal/patient/{patient}", $"/journal/booking/{booking}"]);
        await Look(url, "doctor", [.. OfADoctor, $"/journal/booking/{booking}"]);
        await Look(url, "chief", OfTheAdministrator);
        await app.StopAsync();

        async Task Look(string url, string user, string[] paths)
        {
            using var http = new HttpClient { BaseAddress = new(url) };
            await Desk.SignIn(http, user);
            foreach (var path in paths)
            {
                await Measure(http, queries, path, $"{user} {place.Settings.Provider}");
            }
        }
    }

    private async Task Measure(HttpClient http, QueryCount queries, string path, string where)
    {
        var (times, asked) = (new List<double>(), new List<long>());
        for (var i = 0; i < Looks; i++)
        {
            var (before, clock) = (queries.Count, Stopwatch.StartNew());
            using var answer = await http.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
            asked.Add(queries.Count - before);
            if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri!.AbsolutePath != new Uri(http.BaseAddress!, path).AbsolutePath)
            {
                report.Fault($"page {path} of {where} answered {(int)answer.StatusCode} at {answer.RequestMessage!.RequestUri}");
                return;
            }
        }

        // Jobs ask too, now and then.
        var fewest = asked.Skip(Looks / 2).Min();
        var p50 = times.Skip(Looks / 2).Order().ElementAt(Looks / 4);
        var name = path.StartsWith("/journal/booking/", StringComparison.Ordinal) ? "/journal/booking" : path;
        report.Add($"page {name} of {where}", string.Create(CultureInfo.InvariantCulture, $"{p50:F1} ms, {fewest} queries"), $"under {Blink} ms", p50 < Blink);
    }

    /// <summary>A visit of tomorrow to the first doctor, with its story.</summary>
    private static async Task<BookingId> Book(Place place, Furniture clinic, PatientId patient)
    {
        var tomorrow = clinic.Site.LocalDate(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        var day = await place.Services.GetRequiredService<ReadBoardDay>().Run(clinic.Site.Id, tomorrow, null, Registrar, CancellationToken.None);
        var free = day.Value!.Columns.SelectMany(c => c.Free).First(f => f.DoctorId == clinic.Doctors[0]);
        var booked = await place.Services.GetRequiredService<BookAppointment>().Run(
            new() { Slot = SlotId.Of(free.DoctorId, free.VisitTypeId, free.Range.Start), Patient = patient, IdempotencyKey = Guid.NewGuid().ToString() }, Registrar, CancellationToken.None);
        return booked.Ok ? booked.Value.Id : throw new InvalidOperationException($"not booked: {booked.Problem}");
    }
}
