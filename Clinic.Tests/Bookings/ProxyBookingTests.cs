using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Messages;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Somebody books for somebody else.</summary>
public sealed class ProxyBookingTests
{
    private static readonly object Daughter = new { name = new { given = "Ольга" }, phone = "+7 900 000-00-07", email = "olga@example.org", relation = "дочь" };

    [Theory, EveryDatabase]
    public async Task For_an_adult_the_desk_is_asked_to_confirm_by_phone_known_or_not_and_the_answer_is_the_same(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);

        // A card of the same person under another telephone number; nobody of the other name.
        await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(3, 10)), Contact = TestClinic.Person(phone: "+7 900 000-00-05") }, TestClinic.Registrar, CancellationToken.None);

        var known = await MarketingConsentTests.Book(api, clinic, 10, null, bookedBy: Daughter);
        var unknown = await MarketingConsentTests.Book(api, clinic, 11, null, phone: "+7 900 000-00-08", bookedBy: Daughter, born: "1950-05-05");

        Assert.Equal((201, 201), (known.Status, unknown.Status));
        Assert.Equal(Names(known.Body), Names(unknown.Body));
        Assert.Equal("booked", known.Body.GetProperty("status").GetString());
        var calls = await clinic.Read(db => db.Callbacks.ToListAsync());
        Assert.Equal([CallbackReason.BookedByAnother, CallbackReason.BookedByAnother], calls.Select(c => c.Reason));
        var inbox = (await clinic.Get<ReadCallbacks>().Run(true, null, TestClinic.Registrar, CancellationToken.None)).Value!.Lines;
        Assert.Equal(["+79000000001", "+79000000008"], inbox.Select(l => l.Phone).Order());
        var visit = (await clinic.Get<ReadVisit>().Run(inbox[0].About!.Id, TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Equal(("Ольга", "+79000000007", "дочь"), (visit.BookedBy!.Name.Given, visit.BookedBy.Phone, visit.BookedBy.Relation));

        // Nobody has to be asked about a visit that is cancelled.
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(inbox[0].About!.Id), null, true, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(inbox[1].Callback.Id, Assert.Single((await clinic.Get<ReadCallbacks>().Run(true, null, TestClinic.Registrar, CancellationToken.None)).Value!.Lines).Callback.Id);
        Assert.Equal(1, await clinic.Read(db => CountRequests.Run(db, CancellationToken.None)));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_bad_number_is_a_fault_of_whoever_has_it_and_not_of_the_patient_who_has_none()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var refused = await MarketingConsentTests.Book(api, clinic, 10, null, phone: "", bookedBy: new { name = new { given = "Ольга" }, phone = "+7 900 000-00-0" }, born: "2020-02-29");

        Assert.Equal(["/bookedBy/phone"], refused.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
    }

    [Theory, EveryDatabase]
    public async Task For_a_child_nobody_is_asked_and_the_telephone_is_the_parents(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);

        var booked = await MarketingConsentTests.Book(api, clinic, 10, null, phone: "", bookedBy: Daughter, born: "2020-02-29");

        Assert.True(booked.Status == 201, booked.Body.ToString());
        Assert.Equal(0, await clinic.Read(db => db.Callbacks.CountAsync()));
        Assert.Equal(["+79000000007", "+79000000007"], await clinic.Read(db => db.Contacts.Select(c => c.Phone).ToListAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_held_time_is_booked_for_somebody_else_in_the_same_way(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(2, 10)), Domain.Users.Actor.Stranger, CancellationToken.None);
        var by = new Booker(TestClinic.Person("Сидорова", "+7 900 000-00-07", "Ольга"), null);

        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Hold = hold.Value!.Id, Contact = TestClinic.Person(), BookedBy = by, ConsentVersion = TestClinic.ConsentVersion, ConsentLanguage = "ru", IdempotencyKey = "k" },
            Domain.Users.Actor.Stranger, CancellationToken.None);

        Assert.True(booked.Ok, booked.Problem?.Code);
        Assert.Equal((1, 1, 2), (await clinic.Read(db => db.BookingProxies.CountAsync()), await clinic.Read(db => db.Callbacks.CountAsync()), await clinic.Read(db => db.Contacts.CountAsync())));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_booked_is_told_and_agrees_to_advertising_for_themselves(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        var version = await MarketingConsentTests.Publish(clinic);
        await api.Learn();

        var booked = await MarketingConsentTests.Book(api, clinic, 10, new { version }, bookedBy: Daughter);

        Assert.Equal(201, booked.Status);
        var mother = await clinic.Read(db => db.Bookings.Select(b => b.ContactId).SingleAsync());
        var consents = await clinic.Read(db => db.Consents.ToListAsync());
        Assert.Equal(mother, consents.Single(c => c.Kind == ConsentKind.Processing).ContactId);
        Assert.NotEqual(mother, consents.Single(c => c.Kind == ConsentKind.Marketing).ContactId);
        var read = new ReadLetter(clinic.Factory, clinic.Get<InstallationKeys>(), new HostSettings(), clinic.Clock);
        Assert.Equal("olga@example.org", (await read.Run(Assert.Single(await clinic.Messages()), TestContext.Current.CancellationToken)).Letter?.To);
    }

    [Fact]
    public async Task Faults_name_the_fields_of_whoever_books()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var (status, refused) = await MarketingConsentTests.Book(api, clinic, 10, null, bookedBy: new { phone = "12", relation = new string('я', 61) });

        Assert.Equal(422, status);
        Assert.Equal(["/bookedBy/name/given", "/bookedBy/phone", "/bookedBy/relation"], refused.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(JsonElement body) => body.EnumerateObject().Select(p => p.Name);
}
