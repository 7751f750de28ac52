using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Documentation;

/// <summary>
/// Whatever is sent, the public API answers what its document says: nothing fails, each refusal is a problem with a known code, each answer is of its shape.
/// The variable <c>CLINIC_FUZZ</c> says how many requests; <c>deploy/test --fuzz</c> sends 20,000.
/// </summary>
public sealed class FuzzTests
{
    private const int Few = 400;
    private const int Renewed = 200;
    private static readonly int[] Usual = [200, 201, 404, 422];
    private static readonly HashSet<string> Codes = [.. typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)];

    [Fact]
    public async Task Whatever_is_sent_is_answered_as_the_document_says()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("CLINIC_FUZZ"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Few;
        var (calls, check, faults, answered) = (new RandomCalls(ApiDocument.Current, seed: 7), new SchemaCheck(ApiDocument.Current), new List<string>(), new Dictionary<int, int>());
        for (var done = 0; done < count && faults.Count < 20; done += Renewed)
        {
            // Anew now and then: a clinic that is full refuses everything.
            await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
            await using var api = await RunningApi.Start(clinic);
            Learn(calls, clinic);
            for (var i = 0; i < Math.Min(Renewed, count - done); i++)
            {
                var operation = calls.Operation();
                using var request = calls.Request(operation);
                using var answer = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                var status = (int)answer.StatusCode;
                answered[status] = answered.GetValueOrDefault(status) + 1;
                var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                faults.AddRange((await Faults(operation, answer, check, calls)).Select(f => $"{operation} {request.RequestUri} {status} {f} {sent}"));
                clinic.Clock.Advance(TimeSpan.FromSeconds(20));
            }

            await Invariants.Hold(clinic);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answered.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}")));
        Assert.Empty(faults);
        Assert.All(Usual, s => Assert.True(answered.ContainsKey(s), $"nothing was answered with {s}"));
    }

    /// <summary>The examples of the document work once their ids are those of a clinic.</summary>
    [Fact]
    public async Task Every_example_of_a_body_is_accepted()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var marketing = await MarketingConsentTests.Publish(clinic);
        await api.Learn();
        string? token = null;
        foreach (var operation in ApiDocument.Current.Operations.Where(o => o.Body is not null).OrderBy(o => o.Id switch { "moveBooking" => 1, "withdrawConsent" => 2, "createCode" => 3, _ => 0 }))
        {
            if (operation.Id == "createCode")
            {
                await clinic.Change(async db => (await db.Profile.AsTracking().SingleAsync()).ContactProof = ContactProof.Email);
                await api.Learn();
            }

            var body = operation.Body!["example"]!.DeepClone().AsObject();
            var slot = clinic.Slot(TestClinic.Moscow(2, operation.Id switch { "createHold" => 9, "createBooking" => 10, _ => 11 })).ToString();
            Put(body, "slot", slot);
            if (operation.Id != "withdrawConsent")
            {
                Put(body, "consent", new JsonObject { ["version"] = TestClinic.ConsentVersion });
            }

            Put(body, "marketing", new JsonObject { ["version"] = marketing });
            using var request = new HttpRequestMessage(HttpMethod.Post, operation.Path.Replace("{token}", token, StringComparison.Ordinal)) { Content = new StringContent(body.ToJsonString(), null, "application/json") };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", operation.Id);
            using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

            Assert.True(answer.IsSuccessStatusCode, $"{operation}: {made}");
            token = made?["token"]?.GetValue<string>() ?? token;
        }
    }

    private static void Put(JsonObject body, string name, JsonNode value)
    {
        if (body.ContainsKey(name))
        {
            body[name] = value;
        }
    }

    private static void Learn(RandomCalls calls, TestClinic clinic)
    {
        calls.Learn("doctor", clinic.Doctor.ToString());
        calls.Learn("visitType", clinic.VisitType.ToString());
        calls.Learn("site", clinic.Site.ToString());
        calls.Learn("version", TestClinic.ConsentVersion);
        for (var day = 2; day <= 4; day++)
        {
            for (var hour = 9; hour < 17; hour++)
            {
                calls.Learn("slot", clinic.Slot(TestClinic.Moscow(day, hour)).ToString());
            }
        }
    }

    private static async Task<List<string>> Faults(ApiOperation operation, HttpResponseMessage answer, SchemaCheck check, RandomCalls calls)
    {
        var status = (int)answer.StatusCode;
        if (!operation.Answers.Any(a => a.Status == $"{status}") && status is not (404 or 405))
        {
            return ["is not described", await answer.Content.ReadAsStringAsync()];
        }

        if (status is 204 or 304 || answer.Content.Headers.ContentType?.MediaType is "text/event-stream" or "text/calendar")
        {
            return [];
        }

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        if (status >= 400)
        {
            var code = body?["code"]?.GetValue<string>();
            var known = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && code is not null && Codes.Contains(code) && body!["status"]!.GetValue<int>() == status;
            return [.. check.Faults(body, new JsonObject { ["$ref"] = "#/components/schemas/Problem" }), .. known ? Array.Empty<string>() : [$"is no problem of ours: {body}"]];
        }

        if (status == 201)
        {
            Remember(calls, operation, body!);
        }

        return [.. check.Faults(body, operation.Schema(status)!)];
    }

    private static void Remember(RandomCalls calls, ApiOperation operation, JsonNode made)
    {
        if (operation.Id == "createHold")
        {
            calls.Learn("hold", made["id"]!.GetValue<string>());
            calls.Learn("id", made["id"]!.GetValue<string>());
        }

        if (made["token"]?.GetValue<string>() is { } token)
        {
            calls.Learn("token", token);
        }
    }
}
