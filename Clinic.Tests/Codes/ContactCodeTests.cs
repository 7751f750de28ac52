using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Clinic.Tests.Codes;

/// <summary>Where the clinic asks for it, nobody books on the website before they have read a letter.</summary>
public sealed class ContactCodeTests
{
    private const int Guesses = 25;
    private const string Maria = "maria@patient.example";
    private static readonly object Daughter = new { name = new { given = "Ольга" }, phone = "+7 900 000-00-07", email = "olga@patient.example", relation = "дочь" };

    [Theory, EveryDatabase]
    public async Task A_visit_is_booked_with_the_code_from_the_letter_and_not_before(DatabaseProvider provider)
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);

        Assert.Equal("email", (await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/clinic", TestContext.Current.CancellationToken)).GetProperty("contactProof").GetString());
        Assert.Equal((428, "code-required", "/patient/email"), Refusal(await Book(api, clinic, 10)));

        var (status, ticket) = await Ask(api, $" {Maria} ");
        Assert.Equal(201, status);
        Assert.Equal(1, await Send(clinic, server.Settings));
        var letter = await server.Letter();
        var code = letter.GetProperty("subject").GetString()!.Split(' ')[^1];
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(("ru", Maria), (letter.GetProperty("language").GetString(), letter.GetProperty("to").EnumerateArray().Single().GetString()));
        Assert.Contains(code, letter.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(code, letter.GetProperty("html").GetString(), StringComparison.Ordinal);

        // Neither the code nor, once it is sent, the address is kept.
        Assert.Null((await clinic.Read(db => db.ContactCodes.SingleAsync())).Email);
        Assert.Equal(0, await Send(clinic, server.Settings));

        var id = ticket.GetProperty("id").GetString()!;
        Assert.Equal((422, "code-wrong", "/contactCode/code"), Refusal(await Book(api, clinic, 10, new { id, code = code == "000000" ? "000001" : "000000" })));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Equal(201, (await Book(api, clinic, 10, new { id, code = $"{code[..3]} {code[3..]}" })).Status);

        // The address is proved for the other child as well, until the code expires.
        Assert.Equal(201, (await Book(api, clinic, 11, new { id, code }, given: "Василиса")).Status);
        clinic.Clock.Advance(ContactCode.Lifetime);
        Assert.Equal((422, "code-expired", "/contactCode/code"), Refusal(await Book(api, clinic, 12, new { id, code }, given: "Кощей")));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_server_that_starts_without_its_mail_asks_for_no_codes_that_nobody_would_get(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        Assert.True(await clinic.Get<SetUpClinic>().StopUnsendableCodes(CancellationToken.None));
        Assert.False(await clinic.Get<SetUpClinic>().StopUnsendableCodes(CancellationToken.None));

        await using var api = await RunningApi.Start(clinic);
        Assert.Equal(201, (await Book(api, clinic, 10)).Status);
        Assert.Contains("Email", (await clinic.Read(db => db.Audit.SingleAsync(a => a.Entity == nameof(ClinicProfile)))).Before, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Ten_answers_count_however_many_come_at_once(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);
        var id = (await Ask(api, Maria)).Body.GetProperty("id").GetString()!;
        var code = await Code(clinic, id);

        var guesses = await Task.WhenAll(Enumerable.Range(0, Guesses).Select(i => Book(api, clinic, 10, new { id, code = $"{(int.Parse(code, CultureInfo.InvariantCulture) + 1 + i) % 1_000_000:D6}" })));

        Assert.Equal(ContactCode.MostTries, guesses.Count(g => Refusal(g).Code == "code-wrong"));
        Assert.Equal(Guesses - ContactCode.MostTries, guesses.Count(g => Refusal(g).Code == "code-expired"));
        Assert.Equal((422, "code-expired", "/contactCode/code"), Refusal(await Book(api, clinic, 10, new { id, code })));
    }

    [Fact]
    public async Task A_clinic_sets_how_many_letters_an_hour_an_address_gets()
    {
        await using var clinic = await Clinic(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Codes", "1"));

        int[] letters = [(await Ask(api, Maria)).Status, (await Ask(api, Maria)).Status];

        Assert.Equal([201, 429], letters);
    }

    [Theory, EveryDatabase]
    public async Task Five_letters_an_hour_go_to_one_address_however_many_ask_at_once(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);

        var asked = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Ask(api, i % 2 == 0 ? Maria : Maria.ToUpperInvariant())));

        Assert.Equal((5, 7), (asked.Count(a => a.Status == 201), asked.Count(a => a is { Status: 429 } && Refusal(a).Code == "rate-limited")));
        Assert.Equal(201, (await Ask(api, "olga@patient.example")).Status);
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(201, (await Ask(api, Maria)).Status);

        clinic.Clock.Advance(TimeSpan.FromHours(2));
        await Sender(clinic, new("localhost", 1, MailSecurity.None, MailServer.From)).Sweep(CancellationToken.None);
        Assert.Equal(0, await clinic.Read(db => db.ContactCodes.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_code_proves_its_own_address_alone_and_a_repeat_of_what_was_granted_is_answered_after_it_has_expired(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);
        var id = (await Ask(api, Maria)).Body.GetProperty("id").GetString()!;
        var answer = new { id, code = await Code(clinic, id) };

        Assert.Equal((428, "code-required", "/patient/email"), Refusal(await Book(api, clinic, 10, answer, email: "olga@patient.example")));
        Assert.Equal((422, "invalid", "/patient/email"), Refusal(await Book(api, clinic, 10, answer, email: null)));

        var key = Guid.NewGuid().ToString();
        var booked = await Book(api, clinic, 10, answer, key: key);
        clinic.Clock.Advance(ContactCode.Lifetime);
        var again = await Book(api, clinic, 10, answer, key: key);
        Assert.Equal((201, 201), (booked.Status, again.Status));
        Assert.Equal(booked.Body.GetProperty("token").GetString(), again.Body.GetProperty("token").GetString());
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task An_adult_agrees_by_the_code_to_what_another_books_and_for_a_child_the_parent_does(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);

        Assert.Equal((428, "code-required", "/patient/email"), Refusal(await Book(api, clinic, 10, by: Daughter)));
        Assert.Equal((422, "invalid", "/patient/email"), Refusal(await Book(api, clinic, 10, email: null, by: Daughter)));
        var own = (await Ask(api, Maria)).Body.GetProperty("id").GetString()!;
        Assert.Equal(201, (await Book(api, clinic, 10, new { id = own, code = await Code(clinic, own) }, by: Daughter)).Status);

        Assert.Equal((428, "code-required", "/bookedBy/email"), Refusal(await Book(api, clinic, 11, given: "Василиса", born: "2020-02-29", by: Daughter)));
        var parents = (await Ask(api, "olga@patient.example")).Body.GetProperty("id").GetString()!;
        Assert.Equal(201, (await Book(api, clinic, 11, new { id = parents, code = await Code(clinic, parents) }, email: null, given: "Василиса", born: "2020-02-29", by: Daughter)).Status);

        // Nobody is left for the desk to ask.
        Assert.Equal(0, await clinic.Read(db => db.Callbacks.CountAsync()));

        // Whoever types their own address for another adult's has proved no more than who books: the desk asks after all.
        Assert.Equal(201, (await Book(api, clinic, 12, new { id = parents, code = await Code(clinic, parents) }, email: "Olga@patient.example", given: "Кощей", by: Daughter)).Status);
        Assert.Equal(1, await clinic.Read(db => db.Callbacks.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task The_desk_is_not_asked_and_where_the_clinic_asks_nobody_there_are_no_codes()
    {
        await using var clinic = await Clinic(DatabaseProvider.Sqlite);
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(Postman.Ten), Contact = Postman.Maria() }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);

        await using var other = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(other);
        Assert.Equal((404, "not-found", ""), Refusal(await Ask(api, Maria)));
        Assert.False((await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/clinic", TestContext.Current.CancellationToken)).TryGetProperty("contactProof", out _));
        Assert.Equal(201, (await Book(api, other, 10, email: null)).Status);
    }

    [Fact]
    public async Task What_is_no_address_and_what_is_no_code_is_refused_at_its_field()
    {
        await using var clinic = await Clinic(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        foreach (var (email, code) in new[] { (null, "required"), ("", "required"), ("maria", "bad-email"), ("maria@x\r\nBcc: all@example.org", "bad-email"), (new string('a', 300) + "@example.org", "bad-email") })
        {
            var (status, body) = await Ask(api, email);
            Assert.Equal((422, "/email", code), (status, body.GetProperty("errors")[0].GetProperty("pointer").GetString(), body.GetProperty("errors")[0].GetProperty("code").GetString()));
        }

        var id = Guid.NewGuid().ToString();
        foreach (var (answer, pointer, code) in new (object, string, string)[]
        {
            (new { code = "123456" }, "/contactCode/id", "required"), (new { id = "1", code = "123456" }, "/contactCode/id", "bad-value"), (new { id }, "/contactCode/code", "required"),
            (new { id, code = new string('1', 5000) }, "/contactCode/code", "too-long"), (new { id, code = "123456" }, "/contactCode/code", "code-expired"),
        })
        {
            var (status, body) = await Book(api, clinic, 10, answer);
            Assert.Equal((422, pointer, code), (status, body.GetProperty("errors")[0].GetProperty("pointer").GetString(), body.GetProperty("errors")[0].GetProperty("code").GetString()));
        }

        Assert.Equal((0, 0), (await clinic.Read(db => db.ContactCodes.CountAsync()), await clinic.Read(db => db.Bookings.CountAsync())));
    }

    [Theory, EveryDatabase]
    public async Task A_mail_server_that_is_away_is_tried_again_and_an_address_that_it_refuses_is_forgotten(DatabaseProvider provider)
    {
        await using var clinic = await Clinic(provider);
        await using var api = await RunningApi.Start(clinic);
        await Ask(api, Maria);
        var port = ServerProcess.FreePort();
        Assert.Equal(0, await Send(clinic, new("localhost", port, MailSecurity.None, MailServer.From)));
        await using var server = await MailServer.Start(MailSecurity.None, port);
        Assert.Equal(0, await Send(clinic, server.Settings));

        clinic.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await Send(clinic, server.Settings));
        await server.Letter();

        await Ask(api, "nobody@patient.example");
        await server.Answer(550);
        Assert.Equal(0, await Send(clinic, server.Settings));
        Assert.All(await clinic.Read(db => db.ContactCodes.ToListAsync()), c => Assert.Null(c.Email));
    }

    [Fact]
    public async Task Several_senders_at_once_send_each_code_once()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await Clinic(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        foreach (var i in Enumerable.Range(0, 4))
        {
            await Ask(api, $"patient{i}@patient.example");
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(clinic, server.Settings)));

        Assert.Equal(4, sent.Sum());
        foreach (var _ in sent)
        {
            await server.Letter();
        }

        Assert.Equal(0, server.Unread);
    }

    internal static async Task<TestClinic> Clinic(DatabaseProvider provider)
    {
        var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db => (await db.Profile.AsTracking().SingleAsync()).ContactProof = ContactProof.Email);
        return clinic;
    }

    internal static SendCodes Sender(TestClinic clinic, MailSettings mail) =>
        new(clinic.Factory, clinic.Get<InstallationKeys>(), new HostSettings { Mail = mail }, clinic.Clock, NullLogger<SendCodes>.Instance);

    internal static Task<int> Send(TestClinic clinic, MailSettings mail) => Sender(clinic, mail).Run(TestContext.Current.CancellationToken);

    internal static async Task<string> Code(TestClinic clinic, string id) => ContactCode.Of(Guid.Parse(id), await clinic.Get<InstallationKeys>().Get(InstallationKeys.Visitors, TestContext.Current.CancellationToken));

    private static (int Status, string? Code, string? Pointer) Refusal((int Status, JsonElement Body) answer) => (
        answer.Status,
        answer.Body.TryGetProperty("code", out var code) ? code.GetString() : null,
        answer.Body.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("pointer").GetString() : "");

    internal static async Task<(int Status, JsonElement Body)> Ask(RunningApi api, string? email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/codes") { Content = JsonContent.Create(new { email }) };
        request.Headers.AcceptLanguage.ParseAdd("ru");
        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    internal static async Task<(int Status, JsonElement Body)> Book(
        RunningApi api, TestClinic clinic, int hour, object? answer = null, string? email = Maria, string given = "Мария", string born = "1980-01-31", object? by = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
        {
            Content = JsonContent.Create(new
            {
                slot = clinic.Slot(TestClinic.Moscow(2, hour)).ToString(),
                patient = new { name = new { family = "Иванова", given }, phone = "+7 900 000-00-01", birthDate = born, email },
                consent = new { version = TestClinic.ConsentVersion },
                bookedBy = by,
                contactCode = answer,
            }),
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
