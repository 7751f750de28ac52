using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

[Long]
public sealed class KilledServerTests
{
    private const int Bookings = 200;
    private const int KillAfter = 60;

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_booking_survives_kill_9_and_a_retry_makes_no_second_one(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider, clock: new(TimeProvider.System.GetUtcNow()));
        var url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var folder = Directory.CreateTempSubdirectory("clinic-kill-").FullName;
        (string, string)[] settings =
        [
            ("Database:Provider", provider.ToString()), ("ConnectionStrings:Clinic", clinic.Database.ConnectionString),
            ("Api:Urls", url), ("Api:Limits:Enabled", "false"),
        ];
        using var http = new HttpClient { BaseAddress = new(url) };
        var acknowledged = new ConcurrentDictionary<int, string>();
        List<string> slots;
        await using (var server = ServerProcess.Start("Clinic.Api", folder, [], settings))
        {
            await server.Ready(url);
            slots = [.. (await http.GetFromJsonAsync<JsonElement>($"/api/v1/slots?limit={Bookings}", TestContext.Current.CancellationToken))
                .GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
            Assert.Equal(Bookings, slots.Count);

            var enough = new TaskCompletionSource();
            var clients = Parallel.ForEachAsync(Enumerable.Range(0, Bookings), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            {
                if (await Book(http, slots[i], i) is { } token)
                {
                    acknowledged[i] = token;
                    if (acknowledged.Count >= KillAfter)
                    {
                        enough.TrySetResult();
                    }
                }
            });
            await Task.WhenAny(enough.Task, clients);
            await server.Kill();
            await clients;
        }

        Assert.InRange(acknowledged.Count, KillAfter, Bookings - 1);
        await using (var server = ServerProcess.Start("Clinic.Api", folder, [], settings))
        {
            await server.Ready(url);
            foreach (var (i, token) in acknowledged)
            {
                var visit = await http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken);
                Assert.Equal(("booked", slots[i]), (visit.GetProperty("status").GetString(), visit.GetProperty("slot").GetProperty("id").GetString()));
            }

            // Whoever got no answer asks again under the same key; so do those who got one.
            for (var i = 0; i < Bookings; i++)
            {
                var token = await Book(http, slots[i], i);
                Assert.NotNull(token);
                Assert.True(!acknowledged.TryGetValue(i, out var before) || before == token);
            }
        }

        Directory.Delete(folder, recursive: true);
        Assert.Equal(Bookings, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    /// <summary>The token, or null when the server did not live to answer.</summary>
    private static async Task<string?> Book(HttpClient http, string slot, int number)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
            {
                Content = JsonContent.Create(new
                {
                    slot,
                    patient = new { name = new { family = "Иванова", given = "Мария" }, phone = $"+790000{number:00000}" },
                    consent = new { version = TestClinic.ConsentVersion },
                }),
            };
            request.Headers.Add("Idempotency-Key", $"kill-{number}");
            using var response = await http.SendAsync(request);
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString() : null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
