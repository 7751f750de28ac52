using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability;

/// <summary>A date of the query is one of the clinic's clock, wherever the clinic is.</summary>
public sealed class ClinicDatesTests
{
    [Theory]
    [InlineData("Asia/Kamchatka", "+12:00")]
    [InlineData("Asia/Vladivostok", "+10:00")]
    [InlineData("Europe/Paris", "+01:00")]
    [InlineData("America/Los_Angeles", "-08:00")]
    public async Task A_day_has_all_its_own_times_and_no_others(string zone, string offset)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone);
        await using var api = await RunningApi.Start(clinic);

        var starts = await Starts(api, "slots?from=2026-12-03&to=2026-12-03");

        Assert.Equal((16, $"2026-12-03T09:00:00{offset}", $"2026-12-03T17:30:00{offset}"), (starts.Count, starts[0], starts[^1]));
        Assert.Equal($"2026-12-03T09:00:00{offset}", (await Starts(api, "slots/nearest?from=2026-12-03"))[0]);
        var days = await Items(api, "slots/days?from=2026-12-03&to=2026-12-04");
        Assert.Equal([("2026-12-03", 16), ("2026-12-04", 16)], days.Select(d => (d.GetProperty("date").GetString(), d.GetProperty("count").GetInt32())));
        var why = await Items(api, $"slots/explain?doctor={clinic.Doctor}&from=2026-12-03&to=2026-12-03");
        Assert.Equal(($"2026-12-03T00:00:00{offset}", $"2026-12-04T00:00:00{offset}"), (why[0].GetProperty("start").GetString(), why[^1].GetProperty("end").GetString()));
        var open = await Items(api, $"slots/explain?doctor={clinic.Doctor}&from=2026-12-03");
        Assert.EndsWith($"T00:00:00{offset}", open[^1].GetProperty("end").GetString());
    }

    [Theory]
    [InlineData("2026-12-03T10:00:00", false)]
    [InlineData("2026-12-03T10:00:00.Z", false)]
    [InlineData("2026-12-03T10:00:00%2B3", false)]
    [InlineData("2026-12-03t10:00:00z", true)]
    [InlineData("2026-12-03T10:00:00+03:00", true)]
    [InlineData("2026-12-03T10:00-03:00", true)]
    public async Task An_instant_says_its_offset(string from, bool read)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        using var answer = await api.Http.GetAsync($"/api/v1/slots?from={from}", TestContext.Current.CancellationToken);

        Assert.Equal(read ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Each_site_has_its_own_day_where_they_are_far_apart()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Far(clinic);
        await using var api = await RunningApi.Start(clinic);

        var starts = await Starts(api, "slots?from=2026-12-03&to=2026-12-03&limit=500");

        Assert.Equal(["2026-12-03T08:00:00+12:00", "2026-12-03T08:30:00+12:00"], starts.Where(s => s.EndsWith("+12:00", StringComparison.Ordinal)));
        Assert.Equal(16, starts.Count(s => s.StartsWith("2026-12-03", StringComparison.Ordinal) && s.EndsWith("+03:00", StringComparison.Ordinal)));
        Assert.Equal(18, starts.Count);
        Assert.Equal("2026-12-03T08:00:00+12:00", (await Starts(api, "slots/nearest?from=2026-12-03"))[0]);
    }

    [Fact]
    public async Task A_month_in_which_the_clock_is_put_back_is_explained_whole()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, "Europe/Paris");
        await using var api = await RunningApi.Start(clinic);

        var why = await Items(api, $"slots/explain?doctor={clinic.Doctor}&from=2027-10-01&to=2027-10-31");

        Assert.Equal("2027-11-01T00:00:00+01:00", why[^1].GetProperty("end").GetString());
    }

    private static async Task Far(TestClinic clinic)
    {
        Room room = null!;
        await clinic.Change(async db =>
        {
            var site = new Site { Name = new("Камчатка"), Address = new("Ленинская, 1"), TimeZone = "Asia/Kamchatka" };
            db.Add(site);
            await db.SaveChangesAsync();
            db.Add(room = new Room { SiteId = site.Id, Name = "1" });
            await db.SaveChangesAsync();
        });
        await clinic.AddDoctor("Дальнев", room.Id, WorkHours.Of("08:00-09:00"), site: room.SiteId);
    }

    private static async Task<List<string>> Starts(RunningApi api, string path) => [.. (await Items(api, path)).Select(s => s.GetProperty("start").GetString()!)];

    private static async Task<List<JsonElement>> Items(RunningApi api, string path) =>
        [.. (await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/{path}", TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray()];
}
