using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Callbacks;

/// <summary>What strangers leave instead of a booking: a request to be called, a wish for a time.</summary>
public sealed class CallbackEndpointsTests
{
    private static readonly object Consent = new { version = TestClinic.ConsentVersion };

    [Theory, EveryDatabase]
    public async Task A_request_is_stored_with_contact_and_consent_and_the_audit_holds_no_name(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);

        var (status, made) = await Post(api, "callbacks", new
        {
            patient = new { name = new { given = "Анна" }, phone = "8 (900) 000-00-02" },
            doctor = clinic.Doctor.ToString(),
            visitType = clinic.VisitType.ToString(),
            callTime = "evening",
            comment = " Вечером после семи ",
            consent = Consent,
            source = "site",
        });

        Assert.Equal(201, status);
        var stored = await clinic.Read(db => db.Callbacks.SingleAsync());
        Assert.Equal(made.GetProperty("id").GetString(), stored.Id.ToString("N"));
        Assert.Equal((CallTime.Evening, "Вечером после семи", "en", "site", RequestStatus.Waiting), (stored.CallTime, stored.Comment, stored.Language, stored.Source, stored.Status));
        var contact = await clinic.Read(db => db.Contacts.SingleAsync());
        Assert.Equal((stored.ContactId, "", "Анна", "+79000000002"), (contact.Id, contact.Family, contact.Given, contact.Phone));
        var consent = await clinic.Read(db => db.Consents.SingleAsync());
        Assert.Equal((contact.Id, TestClinic.ConsentVersion), (consent.ContactId!.Value, consent.Version));
        var audit = await clinic.Read(db => db.Audit.SingleAsync(a => a.Entity == nameof(Callback)));
        Assert.Equal(("create", "patient"), (audit.Action, audit.Actor));
        Assert.DoesNotContain("Анна", audit.After, StringComparison.Ordinal);
        Assert.Equal(ChangeKind.Waiting, await clinic.Read(db => db.Changes.Select(c => c.Kind).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_wish_of_somebody_known_stands_under_the_card_and_keeps_what_was_typed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None);

        var (status, made) = await Post(api, "waiting-list", new
        {
            patient = Person("+7 900 000-00-01"),
            doctor = clinic.Doctor.ToString(),
            from = "2026-12-03",
            to = "2026-12-05",
            earliest = "09:00",
            latest = "12:30",
            payment = "oms",
            comment = "Лучше утром",
            consent = Consent,
        });

        Assert.Equal(201, status);
        var entry = await clinic.Read(db => db.WaitingEntries.SingleAsync());
        Assert.Equal((made.GetProperty("id").GetString(), Channel.Widget, "patient"), (entry.Id.ToString("N"), entry.Channel, entry.CreatedBy));
        Assert.Equal((new DateOnly(2026, 12, 3), new DateOnly(2026, 12, 5), new TimeOnly(9, 0), new TimeOnly(12, 30), PaymentKind.Oms), (entry.FromDate, entry.ToDate, entry.Earliest, entry.Latest, entry.Payment));
        Assert.Equal(await clinic.Read(db => db.Patients.Select(p => (PatientId?)p.Id).SingleAsync()), entry.PatientId);
        Assert.NotNull(entry.ContactId);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task However_many_ask_at_once_a_number_has_three_open_requests_and_one_more_when_one_is_closed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Ask(api, $"Вопрос {i}")));

        Assert.Equal(3, answers.Count(a => a.Status == 201));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal((429, "rate-limited"), (a.Status, Code(a.Body))));
        Assert.Equal(3, await clinic.Read(db => db.Contacts.CountAsync()));
        var first = await clinic.Read(db => db.Callbacks.OrderBy(c => c.Id).FirstAsync());
        Assert.True((await clinic.Get<CloseRequest>().Run<Callback>(first.Id, "Ответили", 1, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.Equal(201, (await Ask(api, "Ещё вопрос")).Status);
        Assert.Equal(429, (await Ask(api, "И ещё")).Status);
        Assert.Equal(201, (await Post(api, "callbacks", new { patient = Person("+7 900 000-00-09"), consent = Consent })).Status);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_clinic_sets_how_many_open_requests_and_wishes_a_number_has()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Callbacks", "1"), ("Api:Limits:Wishes", "2"));

        int[] calls = [(await Ask(api, "Вопрос")).Status, (await Ask(api, "Ещё вопрос")).Status];
        int[] wishes = [await Wish("2026-12-03"), await Wish("2026-12-04"), await Wish("2026-12-05")];

        Assert.Equal([201, 429], calls);
        Assert.Equal([201, 201, 429], wishes);

        async Task<int> Wish(string date) =>
            (await Post(api, "waiting-list", new { patient = Person("+7 900 000-00-01"), doctor = clinic.Doctor.ToString(), from = date, to = date, consent = Consent })).Status;
    }

    [Theory, EveryDatabase]
    public async Task A_repeat_answers_the_same_request_with_a_key_or_without_also_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);

        var same = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Ask(api, "Вопрос")));
        clinic.Clock.Advance(TimeSpan.FromMinutes(9));
        var later = await Ask(api, "Вопрос");
        var keyed = await Ask(api, "Другой", "\"a key\"");
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        var again = await Ask(api, "Другой", "a key");
        var other = await Ask(api, "Совсем другой", "a key");

        Assert.Single(same.Append(later).Select(a => a.Body.ToString()).Distinct());
        Assert.Equal((201, keyed.Body.ToString()), (again.Status, again.Body.ToString()));
        Assert.Equal((422, "idempotency-mismatch"), (other.Status, Code(other.Body)));
        Assert.Equal(2, await clinic.Read(db => db.Callbacks.CountAsync()));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_stored()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var retired = await clinic.AddDoctor("Белова", null, Domain.Rosters.WorkHours.Of("10:00-12:00"));
        await clinic.Change(async db => (await db.Doctors.AsTracking().SingleAsync(d => d.Id == retired)).Active = false);
        await using var api = await RunningApi.Start(clinic);
        var patient = Person("+7 900 000-00-01");

        Assert.Equal("/patient/name/given required, /patient/phone required, /consent/version consent-missing", await Faults(api, "callbacks", new { }));
        Assert.Equal("/consent/version consent-missing", await Faults(api, "callbacks", new { patient, consent = new { version = "other" } }));
        Assert.Equal("/doctor unknown-doctor", await Faults(api, "callbacks", new { patient, doctor = retired.ToString(), consent = Consent }));
        Assert.Equal("/site unknown-site, /specialty bad-value, /doctor unknown-doctor, /visitType unknown-visit-type, /callTime bad-value, /comment too-long", await Faults(api, "callbacks", new
        {
            patient,
            site = "x",
            specialty = "x",
            doctor = "x",
            visitType = "x",
            callTime = "night",
            comment = new string('я', 1001),
            consent = Consent,
        }));
        Assert.Equal("/site unknown-site, /specialty bad-value, /visitType unknown-visit-type", await Faults(api, "callbacks", new { patient, site = "77", specialty = "77", visitType = "77", consent = Consent }));
        Assert.Equal("/from bad-date, /to bad-date, /earliest bad-value, /payment bad-value", await Faults(api, "waiting-list", new { patient, from = "2026-13-01", to = "x", earliest = "25:00", payment = "x", consent = Consent }));
        Assert.Equal("/from bad-date, /to bad-date", await Faults(api, "waiting-list", new { patient, from = "2026-11-01", to = "2026-11-02", consent = Consent }));
        Assert.Equal("/latest from-after-to", await Faults(api, "waiting-list", new { patient, earliest = "12:00", latest = "11:00", consent = Consent }));
        Assert.Equal("/to bad-date", await Faults(api, "waiting-list", new { patient, to = "2199-01-01", consent = Consent }));
        Assert.Equal(0, await clinic.Read(async db => await db.Contacts.CountAsync() + await db.Changes.CountAsync(c => c.Kind == ChangeKind.Waiting) + await db.Occupancy.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task One_of_two_desks_claims_and_a_booking_ends_the_request(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        await Ask(api, "Вопрос");
        var caller = Assert.Single((await clinic.Get<ReadCallbacks>().Run(true, null, TestClinic.Registrar, CancellationToken.None)).Value!.Lines);
        var (id, claim) = (caller.Callback.Id, clinic.Get<ClaimRequest>());
        var other = Actor.Of("call", [Roles.CallCentre], null);

        var answers = await Task.WhenAll(claim.Run<Callback>(id, true, 1, TestClinic.Registrar, CancellationToken.None), claim.Run<Callback>(id, true, 1, other, CancellationToken.None));
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!;
        var tied = await clinic.Get<BookFromRequest>().Run<Callback>(id, booked.Id, null, other, CancellationToken.None);
        var late = await clinic.Get<CloseRequest>().Run<Callback>(id, "Поздно", 3, other, CancellationToken.None);

        Assert.Equal(ProblemCodes.VersionMismatch, Assert.Single(answers, a => !a.Ok).Problem?.Code);
        Assert.Equal((RequestStatus.Booked, (BookingId?)booked.Id), (tied.Value!.Status, tied.Value.BookingId));
        Assert.Equal(ProblemCodes.WrongStatus, late.Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadCallbacks>().Run(true, null, Actor.Stranger, CancellationToken.None)).Problem?.Code);
        Assert.Equal(0, await clinic.Read(db => CountRequests.Run(db, CancellationToken.None)));
        await Invariants.Hold(clinic);
    }

    private static object Person(string phone) => new { name = new { family = "Иванова", given = "Мария" }, phone, birthDate = "1980-01-31" };

    private static Task<(int Status, JsonElement Body)> Ask(RunningApi api, string comment, string? key = null) =>
        Post(api, "callbacks", new { patient = Person("+7 900 000-00-01"), comment, consent = Consent }, key);

    private static async Task<string> Faults(RunningApi api, string path, object body)
    {
        var (status, problem) = await Post(api, path, body);
        Assert.Equal(422, status);
        return string.Join(", ", problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("pointer")} {e.GetProperty("code")}"));
    }

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static async Task<(int Status, JsonElement Body)> Post(RunningApi api, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
