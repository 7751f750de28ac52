using System.Text.RegularExpressions;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Patients;

/// <summary>What a card shows of the messages to the patient.</summary>
public sealed class CardMessagesTests(Browser browser)
{
    [Theory, EveryDatabase]
    public async Task A_card_shows_the_messages_of_its_visits_newest_first_and_keeps_them_through_a_merge(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var (kept, merged) = (await Open(clinic, "+7 916 000-00-01"), await Open(clinic, "+7 916 000-00-02"));
        var mine = await Cards.Book(clinic, kept, TestClinic.Moscow(2, 10));
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        var theirs = await Cards.Book(clinic, merged, TestClinic.Moscow(2, 12), other);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(mine), clinic.Slot(TestClinic.Moscow(2, 15)), null, TestClinic.Registrar, CancellationToken.None)).Ok);

        Assert.Equal([(mine, MessageKind.Moved), (mine, MessageKind.Booked)], await Read(clinic, kept, TestClinic.Registrar));
        Assert.Equal([(theirs, MessageKind.Booked)], await Read(clinic, merged, TestClinic.Registrar));

        Assert.True((await Cards.Merge(clinic, kept, merged)).Ok);

        Assert.Equal([(mine, MessageKind.Moved), (theirs, MessageKind.Booked), (mine, MessageKind.Booked)], await Read(clinic, merged, TestClinic.Registrar));

        // A doctor sees those of own visits, and of a stranger's card nothing.
        Assert.Equal([(theirs, MessageKind.Booked)], await Read(clinic, kept, Actor.Of("other", [Roles.Doctor], other)));
        var third = await Cards.AddDoctor(clinic, "Кузнецов");
        Assert.Empty(await Read(clinic, kept, Actor.Of("third", [Roles.Doctor], third)));
    }

    [Fact]
    public async Task Of_very_many_messages_the_latest_are_shown()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var card = await Open(clinic, "+7 916 000-00-01");
        var visit = await Cards.Book(clinic, card, TestClinic.Moscow(2, 10));
        var first = clinic.Clock.Now;
        await clinic.Write(db =>
        {
            db.AddRange(Enumerable.Range(1, 30).Select(i => new Message { Id = Guid.CreateVersion7(), Kind = MessageKind.Moved, BookingId = visit, Sequence = i, CreatedAt = first.AddMinutes(i), DueAt = first }));
            return Task.FromResult(0);
        });

        var shown = (await clinic.Get<ReadPatientCard>().Run(card, TestClinic.Registrar, CancellationToken.None)).Value!.Messages;

        Assert.Equal(Enumerable.Range(0, ReadPatientCard.Messages).Select(i => 30 - i), shown.Select(m => m.Message.Sequence));
    }

    [Fact]
    public async Task The_desk_reads_on_the_card_what_the_patient_was_told_and_goes_to_the_visits_story()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var card = await Open(clinic, "+7 916 000-00-01");
        var visit = await Cards.Book(clinic, card, TestClinic.Moscow(2, 10));
        await clinic.Write(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.GivenUpAt, clinic.Clock.Now).SetProperty(m => m.Fault, "recipient-550"), CancellationToken.None));
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        var faults = new List<string>();
        var page = await browser.Page(faults, "ru-RU");
        await web.SignIn(page, "olga");
        await page.GotoAsync($"{web.Address}patients/{card}");
        await page.Alive();

        // Olga reads French.
        var list = page.GetByRole(AriaRole.Region, new() { Name = "Messages", Exact = true });
        await Expect(list).ToContainTextAsync("Aucun serveur de messagerie n’est configuré");
        await Expect(list).ToContainTextAsync("Le serveur de messagerie refuse l’adresse du destinataire. (550)");
        await list.GetByRole(AriaRole.Link, new() { NameRegex = new("^Rendez-vous : visite .*10:00$") }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"/journal/booking/{visit}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        Assert.Empty(faults);
    }

    private static async Task<PatientId> Open(TestClinic clinic, string phone)
    {
        var details = Cards.Details("Белова", phone);
        var saved = await clinic.Get<SavePatient>().Run(null, details with { Contact = details.Contact with { Email = Postman.Address } }, 0, TestClinic.Registrar, CancellationToken.None);
        Assert.True(saved.Ok, saved.Problem?.Describe());
        return saved.Value;
    }

    private static async Task<List<(BookingId, MessageKind)>> Read(TestClinic clinic, PatientId card, Actor actor) =>
        [.. ((await clinic.Get<ReadPatientCard>().Run(card, actor, CancellationToken.None)).Value?.Messages ?? []).Select(m => (m.Message.BookingId, m.Message.Kind))];
}
