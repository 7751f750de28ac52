using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Advertising is agreed to apart from everything else, or not at all.</summary>
public sealed class MarketingConsentTests
{
    [Theory, EveryDatabase]
    public async Task Who_agrees_has_a_consent_of_its_own_kind_with_version_hash_and_time_and_the_card_shows_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var version = await Publish(clinic);
        await api.Learn();
        var told = await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/clinic", TestContext.Current.CancellationToken);
        Assert.Equal((version, $"/consent/{version}"), (told.GetProperty("marketing").GetProperty("version").GetString(), told.GetProperty("marketing").GetProperty("url").GetString()));

        var (status, _) = await Book(api, clinic, 10, new { version });
        Assert.Equal(201, status);

        var text = await clinic.Read(db => db.ConsentTexts.SingleAsync(t => t.Version == version && t.Language == "en"));
        var consents = await clinic.Read(db => db.Consents.OrderBy(c => c.Kind).ToListAsync());
        Assert.Equal([ConsentKind.Marketing, ConsentKind.Processing], consents.Select(c => c.Kind).Order().Reverse());
        var given = consents.Single(c => c.Kind == ConsentKind.Marketing);
        Assert.Equal((version, text.Hash, clinic.Clock.Now, (DateTime?)null), (given.Version, given.TextHash, given.GivenAt, given.WithdrawnAt));

        var booking = await clinic.Read(db => db.Bookings.SingleAsync());
        var card = await clinic.Get<IdentifyPatient>().Run(booking.Id, null, booking.Version, TestClinic.Registrar, CancellationToken.None);
        Assert.True(card.Ok, card.Problem?.Code);
        var shown = await clinic.Get<ReadPatientCard>().Run((await clinic.Read(db => db.Patients.SingleAsync())).Id, TestClinic.Registrar, CancellationToken.None);
        Assert.Contains(shown.Value!.Consents, c => c.Kind == ConsentKind.Marketing);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_needs_it_and_a_text_that_is_not_in_force_is_never_taken_for_agreed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var told = await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/clinic", TestContext.Current.CancellationToken);
        Assert.False(told.TryGetProperty("marketing", out _));

        var (early, refused) = await Book(api, clinic, 10, new { version = "2026-12-01" });
        Assert.Equal((422, "consent-changed", "/marketing/version"), (early, refused.GetProperty("code").GetString(), refused.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));

        await Publish(clinic);
        await api.Learn();
        Assert.Equal(422, (await Book(api, clinic, 10, new { version = TestClinic.ConsentVersion })).Status);
        Assert.Equal(422, (await Book(api, clinic, 10, new { })).Status);
        Assert.Equal(201, (await Book(api, clinic, 10, null)).Status);
        Assert.Equal([ConsentKind.Processing], await clinic.Read(db => db.Consents.Select(c => c.Kind).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_same_key_with_another_decision_is_another_wish(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var version = await Publish(clinic);
        await api.Learn();

        var first = await Book(api, clinic, 10, new { version }, "k");
        var same = await Book(api, clinic, 10, new { version }, "k");
        var other = await Book(api, clinic, 10, null, "k");

        Assert.Equal((201, first.Body.GetProperty("code").GetString()), (same.Status, same.Body.GetProperty("code").GetString()));
        Assert.Equal("idempotency-mismatch", other.Body.GetProperty("code").GetString());
        Assert.Equal(2, await clinic.Read(db => db.Consents.CountAsync()));
    }

    internal static async Task<string> Publish(TestClinic clinic, string text = "Реклама")
    {
        var version = await clinic.Read(db => db.Profile.Select(p => p.Version).SingleAsync());
        var wording = new ConsentWording { Kind = ConsentKind.Marketing, Ru = text, En = text.Length > 0 ? "Advertising" : "", Fr = text.Length > 0 ? "Publicité" : "", Version = version };
        return (await clinic.Get<PublishConsent>().Run(wording, EmptyClinic.Administrator, CancellationToken.None)).Value!;
    }

    internal static async Task<(int Status, JsonElement Body)> Book(RunningApi api, TestClinic clinic, int hour, object? marketing, string? key = null, string phone = "+7 900 000-00-01", object? bookedBy = null, string? born = "1980-01-31")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
        {
            Content = JsonContent.Create(new
            {
                slot = clinic.Slot(TestClinic.Moscow(2, hour)).ToString(),
                patient = new { name = new { family = "Иванова", given = "Мария" }, phone, birthDate = born, email = "maria@example.org" },
                consent = new { version = TestClinic.ConsentVersion },
                marketing,
                bookedBy,
            }),
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
