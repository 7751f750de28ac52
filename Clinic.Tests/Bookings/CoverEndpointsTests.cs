using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What strangers say of payment, referral and more time, through the public door.</summary>
public sealed class CoverEndpointsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Fact]
    public async Task A_visit_on_voluntary_insurance_is_answered_as_pending_also_by_its_link()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var (status, booked) = await Book(api, clinic, new { kind = "vhi", insurer = "СОГАЗ", policy = "1234 567" }, "77-1");

        Assert.Equal((201, "pending"), (status, booked.GetProperty("status").GetString()));
        var visit = await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{booked.GetProperty("token").GetString()}", TestContext.Current.CancellationToken);
        Assert.Equal(("pending", true), (visit.GetProperty("status").GetString(), visit.GetProperty("canCancel").GetBoolean()));
        var cover = await clinic.Read(db => db.BookingCovers.SingleAsync());
        Assert.Equal(("СОГАЗ", "1234567", "77-1"), (cover.Insurer, cover.Policy, cover.Referral));
    }

    [Theory]
    [InlineData("oms", null, "1234567812345671", "/payment/policy", ProblemCodes.BadPolicy)]
    [InlineData("oms", null, null, "/payment/policy", ProblemCodes.Required)]
    [InlineData("vhi", null, "1", "/payment/insurer", ProblemCodes.Required)]
    [InlineData("vhi", "СОГАЗ\u0001", "1", "/payment/insurer", ProblemCodes.BadCharacters)]
    [InlineData("self-pay", null, null, "/payment/kind", ProblemCodes.PaymentNotOffered)]
    public async Task A_fault_names_its_field(string kind, string? insurer, string? policy, string pointer, string code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => t.Payments = PaymentKinds.Vhi | PaymentKinds.Oms);
        await using var api = await RunningApi.Start(clinic);

        var (status, problem) = await Book(api, clinic, new { kind, insurer, policy });

        Assert.Equal((422, ProblemCodes.Invalid), (status, problem.GetProperty("code").GetString()));
        var fault = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal((pointer, code), (fault.GetProperty("pointer").GetString(), fault.GetProperty("code").GetString()));
        Assert.NotEqual(code, fault.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Age_referral_and_limit_have_their_codes()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        await clinic.Rules(p => p.MaxActivePerSpecialty = 1);
        await api.Learn();
        await Book(api, clinic, null);
        Assert.Equal((422, ProblemCodes.PatientLimit), Refused(await Book(api, clinic, null, hour: 11)));
        await clinic.Type(t => t.ReferralRequired = true);
        await api.Learn();
        Assert.Equal((422, ProblemCodes.ReferralRequired), Refused(await Book(api, clinic, null, hour: 11)));
        await clinic.Type(t => t.MaxAge = 17);
        await api.Learn();
        Assert.Equal((422, ProblemCodes.Age), Refused(await Book(api, clinic, null, hour: 11)));
    }

    [Fact]
    public async Task A_hold_says_that_it_can_be_extended_and_after_that_not_any_more()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var (_, hold) = await Post(api, "/api/v1/holds", new { slot = clinic.Slot(Ten).ToString() });
        var path = $"/api/v1/holds/{hold.GetProperty("id").GetString()}/extend";
        clinic.Clock.Advance(TimeSpan.FromSeconds(200));

        var (status, longer) = await Post(api, path, new { });

        Assert.True(hold.GetProperty("extendable").GetBoolean());
        Assert.Equal((200, false), (status, longer.GetProperty("extendable").GetBoolean()));
        Assert.Equal(hold.EnumerateObject().Select(p => p.Name), longer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(200, (longer.GetProperty("expiresAt").GetDateTimeOffset() - hold.GetProperty("expiresAt").GetDateTimeOffset()).TotalSeconds);
        Assert.Equal((409, ProblemCodes.HoldExtended), Refused(await Post(api, path, new { })));
        Assert.Equal((409, ProblemCodes.HoldExpired), Refused(await Post(api, "/api/v1/holds/x/extend", new { })));
    }

    private static (int, string?) Refused((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("code").GetString());

    private static async Task<(int Status, JsonElement Body)> Book(RunningApi api, TestClinic clinic, object? payment, string? referral = null, int hour = 10)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
        {
            Content = JsonContent.Create(new
            {
                slot = clinic.Slot(TestClinic.Moscow(2, hour)).ToString(),
                patient = new { name = new { family = "Иванова", given = "Мария" }, phone = "+7 900 000-00-01", birthDate = "1980-01-31" },
                consent = new { version = TestClinic.ConsentVersion },
                payment,
                referral,
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<(int Status, JsonElement Body)> Post(RunningApi api, string path, object body)
    {
        using var response = await api.Http.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
