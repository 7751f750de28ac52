using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Clinic.Api.Availability;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class RecentAnswersTests
{
    private const string Nearest = "/api/v1/slots/nearest";

    [Fact]
    public async Task The_same_question_is_computed_once_in_a_second_and_anew_after_a_change()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var timetables = clinic.Get<TimetableCache>();
        var answers = new RecentAnswers(timetables, clinic.Clock);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var computed = 0;

        Assert.Equal(["1", "1", "2"], [await Answer("?a=1"), await Answer("?a=1"), await Answer("?a=2")]);
        clinic.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("3", await Answer("?a=1"));
        await timetables.Apply();
        Assert.Equal(["4", "4"], [await Answer("?a=1"), await Answer("?a=1")]);
        Assert.Equal(["5", "6"], [await Answer("?a=1&doctor=1"), await Answer("?a=1&doctor=1")]);

        async Task<string> Answer(string query)
        {
            var context = new DefaultHttpContext { RequestServices = services };
            (context.Request.Path, context.Request.QueryString, context.Response.Body) = ("/times", new(query), new MemoryStream());
            var result = await answers.Answer(EndpointFilterInvocationContext.Create(context), _ => ValueTask.FromResult<object?>(Results.Text((++computed).ToString(CultureInfo.InvariantCulture))));
            await ((IResult)result!).ExecuteAsync(context);
            return Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        }
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        using var first = await api.Http.GetAsync($"{Nearest}?from=nonsense", TestContext.Current.CancellationToken);
        using var second = await api.Http.GetAsync($"{Nearest}?from=nonsense", TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [first.StatusCode, second.StatusCode]);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Each_website_gets_its_own_leave_with_the_answer_of_another()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:AllowedOrigins", "https://one.example https://two.example"));

        using var first = await Ask(api, "https://one.example");
        using var second = await Ask(api, "https://two.example");
        using var stranger = await Ask(api, null);

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
