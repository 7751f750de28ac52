using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Messages;

public sealed class SendMessagesTests
{
    [Theory]
    [InlineData("ru", MailSecurity.StartTls, "Вы записаны: 2 декабря, 10:00", "среда, 2 декабря 2026 г., 10:00, время клиники (UTC+3)", "Визит в клинику: Клиника")]
    [InlineData("en", MailSecurity.Tls, "You are booked: 2 December, 10:00", "Wednesday, 2 December 2026, 10:00, clinic time (UTC+3)", "Visit to the clinic: Clinic")]
    [InlineData("fr", MailSecurity.None, "Votre rendez-vous : 2 décembre, 10:00", "mercredi 2 décembre 2026, 10:00, heure de la clinique (UTC+3)", "Rendez-vous à la clinique : Clinique")]
    public async Task The_patient_gets_a_confirmation_in_their_language_with_a_calendar_entry(string language, MailSecurity security, string subject, string when, string summary)
    {
        await using var server = await MailServer.Start(security);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booking = await clinic.Book(language);

        Assert.Equal(1, await clinic.Send(server.Settings));

        var letter = await server.Letter();
        var (text, html) = (Text(letter, "text"), Text(letter, "html"));
        Assert.Equal((subject, language, MailServer.From), (Text(letter, "subject"), Text(letter, "language"), Text(letter, "from")));
        Assert.Equal((security != MailSecurity.None, security == MailSecurity.None ? "" : "clinic"), (letter.GetProperty("secure").GetBoolean(), Text(letter, "user")));
        Assert.Equal(Postman.Address, letter.GetProperty("to").EnumerateArray().Single().GetString());
        var link = $"https://booking.clinic.example/visit?lang={language}#{booking.Token}";
        foreach (var fact in new[] { when, "Петров Пётр Сергеевич", "Главный корпус, Садовая, 1", booking.Code, link })
        {
            Assert.Contains(fact, text, StringComparison.Ordinal);
            Assert.Contains(fact, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        }

        // Letters go astray: neither the patient's name nor the kind of visit is in it. And no server finds fault with its lines.
        Assert.DoesNotContain("Иванова", text + html, StringComparison.Ordinal);
        Assert.DoesNotContain("Приём\"", html, StringComparison.Ordinal);
        Assert.True(letter.GetProperty("longest").GetInt32() <= 78);
        Assert.False(letter.GetProperty("bare").GetBoolean());

        var file = letter.GetProperty("attachments").EnumerateArray().Select(a => Text(a, "content")).Distinct().Single();
        var calendar = await MailServer.Read("calendar.js", file);
        Assert.Equal(("REQUEST", 1), (Text(calendar, "method"), calendar.GetProperty("events").GetInt32()));
        foreach (var seen in new[] { calendar.GetProperty("first"), calendar.GetProperty("second") })
        {
            Assert.Equal((summary, "CONFIRMED", 1, link), (Text(seen, "summary"), Text(seen, "status"), seen.GetProperty("sequence").GetInt32(), Text(seen, "url")));
            Assert.Equal((Postman.Ten, Postman.Ten.AddMinutes(30)), (seen.GetProperty("start").GetDateTime(), seen.GetProperty("end").GetDateTime()));
            Assert.Contains(when, Text(seen, "description"), StringComparison.Ordinal);
        }

        Assert.Equal(0, await clinic.Send(server.Settings));
        Assert.Equal(clinic.Clock.Now, (await clinic.Messages()).Single().SentAt);
    }

    [Fact]
    public async Task It_says_how_to_prepare_and_how_to_find_the_clinic_until_the_visit_is_cancelled()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db =>
        {
            (await db.VisitTypes.AsTracking().SingleAsync()).Preparation = new("Натощак.", "Do not eat <8 hours>.\nBring your policy.");
            (await db.Sites.AsTracking().SingleAsync()).Directions = new("Вход со двора.\nВторой этаж.");
        });
        var booking = await clinic.Book("en");

        await clinic.Send(server.Settings);
        var letter = await server.Letter();
        Assert.Contains("How to prepare:\nDo not eat <8 hours>.\nBring your policy.", Text(letter, "text").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("How to find us: Вход со двора.\nВторой этаж.", Text(letter, "text").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Do not eat &lt;8 hours&gt;.<br>Bring your policy.", Text(letter, "html"), StringComparison.Ordinal);
        Assert.Contains("Вход со двора.<br>Второй этаж.", Text(letter, "html"), StringComparison.Ordinal);

        await clinic.Cancel(booking);
        await clinic.Send(server.Settings);
        var cancelled = await server.Letter();
        Assert.DoesNotContain("prepare", Text(cancelled, "text") + Text(cancelled, "html"), StringComparison.Ordinal);
        Assert.DoesNotContain("двора", Text(cancelled, "text") + Text(cancelled, "html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_state_is_told_and_calendars_see_it_as_the_same_visit()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booking = await clinic.Book("en");
        await clinic.Move(booking, Postman.Ten.AddHours(1));

        // Whoever never heard of the first time is not told of a change.
        Assert.Equal(1, await clinic.Send(server.Settings));
        var booked = await server.Letter();
        Assert.Equal("You are booked: 2 December, 11:00", Text(booked, "subject"));

        await clinic.Move(booking, Postman.Ten.AddHours(2));
        Assert.Equal(1, await clinic.Send(server.Settings));
        var moved = await server.Letter();
        Assert.Equal("Your visit has been changed: 2 December, 12:00", Text(moved, "subject"));

        await clinic.Move(booking, Postman.Ten.AddHours(4));
        await clinic.Cancel(booking);
        Assert.Equal(1, await clinic.Send(server.Settings));
        var cancelled = await server.Letter();
        Assert.Equal("The clinic has cancelled your visit: 2 December, 14:00", Text(cancelled, "subject"));

        var entries = new List<(string Method, string Uid, int Sequence, string Status)>();
        foreach (var letter in new[] { booked, moved, cancelled })
        {
            var calendar = await MailServer.Read("calendar.js", Text(letter.GetProperty("attachments")[0], "content"));
            var seen = calendar.GetProperty("second");
            entries.Add((Text(calendar, "method"), Text(seen, "uid"), seen.GetProperty("sequence").GetInt32(), Text(seen, "status")));
        }

        Assert.Equal([("REQUEST", 2, "CONFIRMED"), ("REQUEST", 3, "CONFIRMED"), ("CANCEL", 5, "CANCELLED")], entries.Select(e => (e.Method, e.Sequence, e.Status)));
        Assert.Single(entries.Select(e => e.Uid).Distinct());
        Assert.Equal([MessageFaults.Superseded, null, null, MessageFaults.Superseded, null], (await clinic.Messages()).Select(m => m.Fault));
    }

    [Theory, EveryDatabase]
    public async Task Several_senders_at_once_send_each_message_once(DatabaseProvider provider)
    {
        const int Visits = 6;
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(provider);
        for (var i = 0; i < Visits; i++)
        {
            var person = Domain.Patients.ContactDetails.Check(new() { Family = "Ёлкина", Given = "Анна", Phone = $"+7 900 000-00-1{i}", Email = $"anna{i}@patient.example" }, new(2026, 12, 1)).Value!;
            Assert.True((await clinic.Book(clinic.Slot(Postman.Ten.AddMinutes(30 * (i + (i > 5 ? 2 : 0)))), person)).Ok);
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => clinic.Send(server.Settings))));

        Assert.Equal(Visits, sent.Sum());
        var letters = new List<string>();
        for (var i = 0; i < Visits; i++)
        {
            letters.Add(Text(await server.Letter(), "id"));
        }

        Assert.Equal(Visits, letters.Distinct().Count());
        Assert.Equal(0, server.Unread);
        Assert.All(await clinic.Messages(), m => Assert.Equal((1, true, null), (m.Attempts, m.SentAt is not null, m.Fault)));
    }

    [Fact]
    public async Task What_a_server_that_was_down_did_not_take_is_sent_later_and_once()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book("ru");
        var port = ServerProcess.FreePort();

        Assert.Equal(0, await clinic.Send(new("localhost", port, MailSecurity.None, MailServer.From)));
        Assert.Equal((MessageFaults.Unreachable, clinic.Clock.Now.AddSeconds(5)), ((await clinic.Messages())[0].Fault, (await clinic.Messages())[0].DueAt));

        await using var server = await MailServer.Start(MailSecurity.None, port);
        clinic.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, await clinic.Send(server.Settings));
        clinic.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await clinic.Send(server.Settings));
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await clinic.Send(server.Settings));
        var message = Assert.Single(await clinic.Messages());
        Assert.Equal((2, null), (message.Attempts, message.Fault));
        Assert.StartsWith($"<{message.Id:N}@", Text(await server.Letter(), "id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_recipient_is_given_up_at_once_and_a_person_may_try_again()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book("ru");
        await server.Answer(451);
        await clinic.Send(server.Settings);
        Assert.Equal(("recipient-451", true), ((await clinic.Messages())[0].Fault, (await clinic.Messages())[0].GivenUpAt is null));

        await server.Answer(550);
        clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        await clinic.Send(server.Settings);
        var given = Assert.Single(await clinic.Messages());
        Assert.Equal(("recipient-550", clinic.Clock.Now), (given.Fault, given.GivenUpAt));

        await server.Answer(null);
        var again = clinic.Get<SendAgain>();
        Assert.Equal(given.Id, (await again.Run(given.Id, TestClinic.Registrar, TestContext.Current.CancellationToken)).Value);
        Assert.Equal("wrong-status", (await again.Run(given.Id, TestClinic.Registrar, TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.Equal(1, await clinic.Send(server.Settings));

        // What was sent and lost is sent as a letter of its own.
        Assert.NotEqual(given.Id, (await again.Run(given.Id, TestClinic.Registrar, TestContext.Current.CancellationToken)).Value);
        Assert.Equal(1, await clinic.Send(server.Settings));
        Assert.NotEqual(Text(await server.Letter(), "id"), Text(await server.Letter(), "id"));
        Assert.Equal(2, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "send-again")));
    }

    [Fact]
    public async Task Nothing_is_said_in_the_open_and_every_failure_has_its_name()
    {
        await using var open = await MailServer.Start(MailSecurity.None);
        await using var server = await MailServer.Start(MailSecurity.StartTls);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book("ru");

        var wrong = new Dictionary<string, MailSettings>
        {
            ["encryption"] = open.Settings with { Security = MailSecurity.StartTls },
            ["encryption "] = server.Settings with { Certificate = null },
            ["encryption  "] = server.Settings with { Certificate = new('0', 64) },
            ["sign-in-535"] = server.Settings with { Password = "123" },
        };
        foreach (var (fault, settings) in wrong)
        {
            await clinic.Send(settings);
            Assert.Equal(fault.Trim(), (await clinic.Messages())[0].Fault);
            clinic.Clock.Advance(TimeSpan.FromHours(2));
        }

        clinic.Clock.Advance(TimeSpan.FromDays(2));
        await clinic.Send(server.Settings);
        Assert.Equal(MessageFaults.Past, (await clinic.Messages())[0].Fault);
        Assert.Equal((0, 0), (open.Unread, server.Unread));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
