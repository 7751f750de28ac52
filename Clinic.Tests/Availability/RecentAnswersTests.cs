using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class RecentAnswersTests
{
    private const string Nearest = "/api/v1/slots/nearest";

    [Fact]
    public async Task The_same_question_in_the_same_second_is_answered_from_memory_and_each_website_gets_its_own_leave()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://one.example https://two.example"));

        using var first = await Ask(api, "https://one.example");
        using var second = await Ask(api, "https://two.example");
        using var stranger = await Ask(api, null);

        Assert.False(first.Headers.Contains("Age"));
        Assert.True(second.Headers.Contains("Age"));
        Assert.Equal(["https://one.example"], first.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["https://two.example"], second.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_time_that_has_just_been_booked_is_not_offered_again()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var offered = await First(api);

        Assert.Equal(201, (await api.Book(offered, "+7 900 000-00-01")).Status);

        Assert.NotEqual(offered, await First(api));
    }

    [Fact]
    public async Task A_time_that_has_passed_is_not_offered_again()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var offered = await First(api);

        clinic.Clock.Advance(TimeSpan.FromHours(6));

        Assert.NotEqual(offered, await First(api));
    }

    private static async Task<HttpResponseMessage> Ask(RunningApi api, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Nearest);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await api.Http.SendAsync(request);
    }

    private static async Task<string> First(RunningApi api) =>
        (await api.Http.GetFromJsonAsync<JsonElement>(Nearest)).GetProperty("items")[0].GetProperty("id").GetString()!;
}
