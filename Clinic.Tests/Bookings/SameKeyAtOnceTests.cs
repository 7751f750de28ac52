using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A request and its impatient repeat through another process at the same moment: one booking, and both are told of it.</summary>
public sealed class SameKeyAtOnceTests
{
    private const int PairsADay = 8;
    private const int Days = 5;

    [Theory, EveryDatabase]
    public Task For_a_slot(DatabaseProvider provider) => Pairs(provider, _ => Task.CompletedTask, hold: false);

    [Theory, EveryDatabase]
    public Task For_a_hold(DatabaseProvider provider) => Pairs(provider, _ => Task.CompletedTask, hold: true);

    /// <summary>As many places as pairs: a repeat that took one would leave somebody without.</summary>
    [Theory, EveryDatabase]
    public Task For_places_of_a_quota(DatabaseProvider provider) => Pairs(provider, Quota, hold: false);

    [Theory, EveryDatabase]
    public Task For_held_places_of_a_quota(DatabaseProvider provider) => Pairs(provider, Quota, hold: true);

    [Theory, EveryDatabase]
    public Task For_the_seats_of_groups(DatabaseProvider provider) => Pairs(provider, clinic => clinic.Type(t => t.Capacity = PairsADay), hold: false, together: true);

    [Theory, EveryDatabase]
    public Task For_held_seats_of_groups(DatabaseProvider provider) => Pairs(provider, clinic => clinic.Type(t => t.Capacity = PairsADay), hold: true, together: true);

    private static Task Quota(TestClinic clinic) =>
        clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Access = AccessRules.Parse($"quota online count={PairsADay}"));

    private static async Task Pairs(DatabaseProvider provider, Func<TestClinic, Task> prepare, bool hold, bool together = false)
    {
        await using var clinic = await TestClinic.Create(provider);
        await prepare(clinic);
        await using var one = await RunningApi.Start(clinic);
        await using var two = await RunningApi.Start(clinic);
        var wishes = new List<object>();
        foreach (var (number, slot) in Slots(clinic, together).Index())
        {
            var time = hold ? ("hold", (await Post(one, "/api/v1/holds", new { slot }, "")).Body.GetProperty("id").GetString()!) : ("slot", slot);
            wishes.Add(Wish(time, $"+7 900 000-00-{number:00}"));
        }

        var answers = await Task.WhenAll(wishes.Select((wish, number) =>
            Task.WhenAll(Post(one, "/api/v1/bookings", wish, $"key-{number}"), Post(two, "/api/v1/bookings", wish, $"key-{number}"))));

        Assert.All(answers, pair =>
        {
            Assert.Equal((201, 201), (pair[0].Status, pair[1].Status));
            Assert.Equal(pair[0].Body.GetRawText(), pair[1].Body.GetRawText());
        });
        Assert.Equal(
            answers.Select(p => p[0].Body.GetProperty("id").GetString()).Order(),
            (await clinic.Read(db => db.Bookings.Select(b => b.Id).ToListAsync())).Select(i => i.ToString()).Order());
        await Invariants.Hold(clinic);
    }

    private static IEnumerable<string> Slots(TestClinic clinic, bool together) =>
        from day in Enumerable.Range(2, Days)
        from number in Enumerable.Range(0, PairsADay)
        select clinic.Slot(TestClinic.Moscow(day, 9).AddMinutes(together ? 0 : 30 * number)).ToString();

    private static Dictionary<string, object> Wish((string Name, string Value) time, string phone) => new()
    {
        [time.Name] = time.Value,
        ["patient"] = new { name = new { family = "Иванова", given = "Мария" }, phone, birthDate = "1980-01-31" },
        ["consent"] = new { version = TestClinic.ConsentVersion },
    };

    private static async Task<(int Status, JsonElement Body)> Post(RunningApi api, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
