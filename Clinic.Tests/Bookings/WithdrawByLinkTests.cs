using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The holder of a private link takes back what was agreed to.</summary>
public sealed class WithdrawByLinkTests
{
    [Theory, EveryDatabase]
    public async Task Advertising_is_withdrawn_the_visit_stays_and_the_fact_stays_on_record(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var version = await MarketingConsentTests.Publish(clinic);
        await api.Learn();
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, new { version }));
        await MarketingConsentTests.Book(api, clinic, 11, new { version });
        clinic.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(200, await Withdraw(api, token, new { consent = "marketing" }));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "marketing" }));

        // With the same person's other booking as well.
        var consents = await clinic.Read(db => db.Consents.ToListAsync());
        Assert.All(consents.Where(c => c.Kind == ConsentKind.Marketing), c => Assert.Equal(clinic.Clock.Now, c.WithdrawnAt));
        Assert.Equal(2, consents.Count(c => c.Kind == ConsentKind.Processing && c.WithdrawnAt is null));
        var visit = await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken);
        Assert.Equal("booked", visit.GetProperty("status").GetString());
        Assert.Equal(["processing False", "marketing True"], visit.GetProperty("consents").EnumerateArray().OrderByDescending(c => c.GetProperty("kind").GetString())
            .Select(c => $"{c.GetProperty("kind").GetString()} {c.TryGetProperty("withdrawnAt", out _)}"));
        Assert.Equal(0, await clinic.Read(db => db.Callbacks.CountAsync()));
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "withdraw-marketing" && a.Entity == nameof(Booking) && a.Actor == "patient")));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Before_a_visit_the_patient_says_what_becomes_of_it_and_the_desk_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, null));

        Assert.Equal(422, await Withdraw(api, token, new { consent = "processing" }));
        Assert.Equal(0, await clinic.Read(db => db.Consents.CountAsync(c => c.WithdrawnAt != null)));

        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = false }));
        var booking = await clinic.Read(db => db.Bookings.SingleAsync());
        Assert.Equal((BookingStatus.Booked, 2), (booking.Status, booking.Version));
        var call = await clinic.Read(db => db.Callbacks.SingleAsync());
        Assert.Equal((CallbackReason.ConsentWithdrawn, booking.Id, booking.ContactId, RequestStatus.Waiting), (call.Reason, call.AboutBookingId!.Value, call.ContactId, call.Status));
        var inbox = await clinic.Get<ReadCallbacks>().Run(true, null, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(booking.Id, Assert.Single(inbox.Value!.Lines).About!.Id);
        var journal = await clinic.Get<ReadBookingHistory>().Run(booking.Id, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(["withdraw-consent", "book"], journal.Value!.Steps.Select(s => s.Action));
        Assert.NotNull((await clinic.Get<ReadVisit>().Run(booking.Id, TestClinic.Registrar, CancellationToken.None)).Value!.ConsentWithdrawnAt);

        // Who thinks better of it cancels after all; the desk is not told twice.
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = true }));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = true }));
        Assert.Equal(BookingStatus.CancelledByPatient, await clinic.Read(db => db.Bookings.Select(b => b.Status).SingleAsync()));
        Assert.Equal(1, await clinic.Read(db => db.Callbacks.CountAsync()));
        Assert.Equal(201, (await MarketingConsentTests.Book(api, clinic, 10, null, phone: "+7 900 000-00-09")).Status);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Withdrawing_and_cancelling_is_one_step_and_the_time_is_free_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, null));

        Assert.Equal(412, await Withdraw(api, token, new { consent = "processing", cancel = true }, "\"7\""));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = true }, "\"1\""));

        // The repeat of a request whose answer was lost carries the version from before.
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = true }, "\"1\""));
        Assert.Equal(["book", "withdraw-consent", "cancel"], await clinic.Read(db => db.Audit.Where(a => a.Entity == nameof(Booking)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(0, await clinic.Read(db => db.Occupancy.CountAsync()));
        Assert.Equal("Cancelled", await clinic.Read(db => db.Messages.OrderByDescending(m => m.Sequence).Select(m => m.Kind.ToString()).FirstAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task After_the_cut_off_the_withdrawal_still_stands_and_the_visit_with_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, null));
        clinic.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(422, await Withdraw(api, token, new { consent = "processing", cancel = true }));
        Assert.Equal(0, await clinic.Read(db => db.Consents.CountAsync(c => c.WithdrawnAt != null)));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = false }));
        Assert.Equal((BookingStatus.Booked, 1), (await clinic.Read(db => db.Bookings.Select(b => b.Status).SingleAsync()), await clinic.Read(db => db.Callbacks.CountAsync())));
    }

    [Fact]
    public async Task What_was_not_given_cannot_be_withdrawn_and_staff_have_a_door_of_their_own()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, null));

        Assert.Equal(404, await Withdraw(api, token, new { consent = "marketing" }));
        Assert.Equal(404, await Withdraw(api, "no-such-token", new { consent = "processing", cancel = true }));
        Assert.Equal(422, await Withdraw(api, token, new { consent = "everything" }));
        Assert.Equal(422, await Withdraw(api, token, new { }));
        var booking = await clinic.Read(db => db.Bookings.SingleAsync());
        Assert.Equal("forbidden", (await clinic.Get<WithdrawByLink>().Run(new(BookingRef.Id(booking.Id), ConsentKind.Processing), TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.Equal("forbidden", (await clinic.Get<WithdrawByLink>().Run(new(BookingRef.Id(booking.Id), ConsentKind.Processing), Actor.Stranger, CancellationToken.None)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task Sent_many_times_at_once_it_is_done_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var token = Token(await MarketingConsentTests.Book(api, clinic, 10, null));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Withdraw(api, token, new { consent = "processing", cancel = true })));

        Assert.All(answers, a => Assert.Equal(200, a));
        Assert.Equal(1, await clinic.Read(db => db.Callbacks.CountAsync()));
        Assert.Equal(3, await clinic.Read(db => db.Bookings.Select(b => b.Version).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_was_signed_on_paper_is_withdrawn_by_the_link_of_a_visit_that_the_desk_booked_and_the_desk_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var (token, card) = await BookedByTheDesk(clinic);
        var paper = (await clinic.Get<RecordConsent>().Run(card.Id, "ru", TestClinic.Registrar, CancellationToken.None)).Value;
        clinic.Clock.Advance(TimeSpan.FromHours(1));

        var visit = await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken);
        Assert.Equal("processing", Assert.Single(visit.GetProperty("consents").EnumerateArray().ToList()).GetProperty("kind").GetString());
        var page = await api.Http.GetStringAsync($"/visit/{token}?lang=ru&ask=processing", TestContext.Current.CancellationToken);
        Assert.Contains("name=\"consent\" value=\"processing\"", page, StringComparison.Ordinal);

        Assert.Equal(422, await Withdraw(api, token, new { consent = "processing" }));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = false }));
        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = false }));

        Assert.Equal((paper, clinic.Clock.Now), await clinic.Read(db => db.Consents.Select(c => new ValueTuple<Guid, DateTime>(c.Id, c.WithdrawnAt!.Value)).SingleAsync()));
        var line = Assert.Single((await clinic.Get<ReadCallbacks>().Run(true, null, TestClinic.Registrar, CancellationToken.None)).Value!.Lines);
        Assert.Equal((CallbackReason.ConsentWithdrawn, card.Name, card.Phone, card.BirthDate), (line.Callback.Reason, line.Name, line.Phone, line.BirthDate));
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "withdraw-consent" && a.Entity == nameof(Patient) && a.Actor == "patient")));
        var booking = line.About!;
        Assert.Equal(clinic.Clock.Now, (await clinic.Get<ReadVisit>().Run(booking.Id, TestClinic.Registrar, CancellationToken.None)).Value!.ConsentWithdrawnAt);

        // Signed anew, it holds again.
        await clinic.Get<RecordConsent>().Run(card.Id, "ru", TestClinic.Registrar, CancellationToken.None);
        Assert.Null((await clinic.Get<ReadVisit>().Run(booking.Id, TestClinic.Registrar, CancellationToken.None)).Value!.ConsentWithdrawnAt);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_link_of_a_booking_from_the_website_tells_nothing_of_papers_on_a_card_takes_none_back_and_says_where_that_is_done(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var (_, card) = await BookedByTheDesk(clinic);
        await clinic.Get<RecordConsent>().Run(card.Id, "ru", TestClinic.Registrar, CancellationToken.None);
        var (status, booked) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 11)).ToString(), card.Phone);
        var token = Token((status, booked));

        Assert.Single((await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken)).GetProperty("consents").EnumerateArray().ToList());
        foreach (var (language, said) in new[] { ("ru", "можно отозвать в регистратуре клиники"), ("en", "can be withdrawn at the clinic’s front desk"), ("fr", "peut être retiré à l’accueil de la clinique") })
        {
            Assert.Contains(said, await api.Http.GetStringAsync($"/visit/{token}?lang={language}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(200, await Withdraw(api, token, new { consent = "processing", cancel = true }));
        Assert.Null((await clinic.Read(db => db.Consents.SingleAsync(c => c.PatientId == card.Id))).WithdrawnAt);
        Assert.NotNull((await clinic.Read(db => db.Consents.SingleAsync(c => c.ContactId != null))).WithdrawnAt);
    }

    [Fact]
    public async Task A_visit_booked_by_the_desk_without_a_paper_has_nothing_to_take_back()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var (token, _) = await BookedByTheDesk(clinic);

        Assert.Equal(0, (await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/bookings/{token}", TestContext.Current.CancellationToken)).GetProperty("consents").GetArrayLength());
        Assert.Equal(404, await Withdraw(api, token, new { consent = "processing", cancel = true }));
    }

    /// <summary>A visit at nine for the person whom <see cref="RunningApi.Book"/> names.</summary>
    internal static async Task<(string Token, Patient Card)> BookedByTheDesk(TestClinic clinic)
    {
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 9)), Contact = TestClinic.Person() }, TestClinic.Registrar, TestContext.Current.CancellationToken);
        return (booked.Value!.Token, await clinic.Read(db => db.Patients.SingleAsync()));
    }

    private static string Token((int Status, JsonElement Body) booked)
    {
        Assert.True(booked.Status == 201, booked.Body.ToString());
        return booked.Body.GetProperty("token").GetString()!;
    }

    private static async Task<int> Withdraw(RunningApi api, string token, object body, string? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/bookings/{token}/withdraw") { Content = JsonContent.Create(body) };
        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        }

        using var response = await api.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
