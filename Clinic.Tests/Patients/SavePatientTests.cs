using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class SavePatientTests
{
    private static readonly string[] Secrets = ["Белова", "Чернова", "Мария", "+7916", "1980-01-31", "4561261212345467", "слышит", "\\u0"];
    private static readonly Actor Doctor = Actor.Of("d", [Roles.Doctor], new DoctorId(1));

    [Theory, EveryDatabase]
    public async Task Saving_twice_makes_one_card_also_from_many_desks_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            clinic.Get<SavePatient>().Run(null, Cards.Details("Белова", "+7 916 000-00-01"), 0, TestClinic.Registrar, CancellationToken.None))));

        var card = Assert.Single(saved, s => s.Ok).Value;
        Assert.All(saved.Where(s => !s.Ok), s => Assert.Equal(new FieldError($"/patients/{card}", ProblemCodes.PatientExists), s.Problem!.Errors.Single()));
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Who_is_there_already_is_not_opened_again_and_nothing_of_the_card_changes(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var before = await Cards.Read(clinic, id);

        var again = await clinic.Get<SavePatient>().Run(null, Cards.Details("Белова", "+7 916 000-00-01", number: "99-9"), 0, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal((ProblemCodes.PatientExists, $"/patients/{id}"), (again.Problem!.Code, again.Problem.Errors.Single().Pointer));
        Assert.Equal((before.Version, before.CardNumber), (await Cards.Read(clinic, id) is var card ? (card.Version, card.CardNumber) : default));
    }

    [Theory, EveryDatabase]
    public async Task What_a_booking_adds_to_a_card_is_in_its_history(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var who = TestClinic.Person();
        await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = who }, TestClinic.Registrar, CancellationToken.None);

        var full = ContactDetails.Check(new() { Family = "Иванова", Given = "Мария", Middle = "Петровна", Phone = "+7 900 000-00-01", BirthDate = new(1980, 1, 31), Email = "m@example.org" }, new(2026, 12, 1)).Value!;
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(3, 10)), Contact = full }, TestClinic.Registrar, CancellationToken.None);

        Assert.True(booked.Ok, booked.Problem?.Code);
        var edit = await clinic.Read(db => db.Audit.SingleAsync(a => a.Entity == nameof(Patient) && a.Action == "edit"));
        Assert.Equal("""{"version":2,"fields":["middle","email"]}""", edit.After);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_edit_one_card_the_second_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");

        var answers = await Task.WhenAll(Enumerable.Range(2, 5).Select(i => Task.Run(() => Save(clinic, id, $"+7 916 000-00-0{i}", 1))));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(ProblemCodes.VersionMismatch, a.Problem!.Code));
        Assert.Equal(2, (await Cards.Read(clinic, id)).Version);
    }

    [Theory, EveryDatabase]
    public async Task A_new_number_is_another_key_and_keeps_the_patient_from_two_visits_all_the_same(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var id = await Cards.Open(clinic, "Иванова", "+7 900 000-00-01");
        await Cards.Book(clinic, id, TestClinic.Moscow(2, 10));
        var before = await clinic.Read(db => db.Changes.CountAsync());

        Assert.True((await Save(clinic, id, "+7 900 000-00-02", 1, "Иванова")).Ok);

        Assert.Equal(before + 1, await clinic.Read(db => db.Changes.CountAsync()));
        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), other), TestClinic.Person(phone: "+7 900 000-00-02"))).Problem?.Code);
        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), other), TestClinic.Person(phone: "+7 900 000-00-01"))).Problem?.Code);
        Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 11), other), TestClinic.Person(phone: "+7 900 000-00-02"))).Ok);
        Assert.Equal(2, await clinic.Read(db => db.Bookings.CountAsync(b => b.PatientId == id)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_cards_never_come_to_have_the_same_key_or_number(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var ids = new List<PatientId>();
        for (var i = 1; i <= 4; i++)
        {
            ids.Add(await Cards.Open(clinic, "Белова", $"+7 916 000-00-0{i}", number: $"{i}"));
        }

        var answers = await Task.WhenAll(ids.Select(id => Task.Run(() => Save(clinic, id, "+7 916 000-00-09", 1))));
        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal((ProblemCodes.PatientExists, $"/patients/{answers.Single(o => o.Ok).Value}"), (a.Problem!.Code, a.Problem.Errors.Single().Pointer)));

        var number = await clinic.Read(db => db.Patients.Where(p => p.CardNumber != null).Select(p => p.CardNumber).FirstAsync());
        var taken = await clinic.Get<SavePatient>().Run(null, Cards.Details("Чернова", "+7 916 000-00-05", number: number), 0, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(new FieldError("/cardNumber", ProblemCodes.CardNumberTaken), taken.Problem!.Errors.Single());
        Assert.Equal(ids.Count, await clinic.Read(db => db.Patients.Select(p => p.ContactKey).Distinct().CountAsync()));
    }

    [Fact]
    public async Task The_audit_names_fields_and_nothing_of_what_is_in_them()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await Save(clinic, id, "+7 916 000-00-02", 1, "Чернова");
        await clinic.Get<SavePolicy>().Run(id, null, new() { Kind = PaymentKind.Oms, Number = "4561 2612 1234 5467" }, TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<AddNote>().Run(id, "плохо слышит", TestClinic.Registrar, CancellationToken.None);

        var card = (await clinic.Get<ReadPatientCard>().Run(id, TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Equal(["note", "policy", "edit", "create"], card.History.Select(h => h.Action));
        Assert.Equal(["family", "phone"], card.History[2].Fields);
        var texts = string.Join('\n', (await clinic.Read(db => db.Audit.ToListAsync())).Select(a => a.Before + a.After));
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, texts, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Hostile_texts_are_refused_at_their_field_or_kept_as_they_are(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        string[] bad = ["<script>alert(1)</script>", new('я', 10_000), "🙂", "\u202eтекст", "'; DROP TABLE \"Patients\";--", "a\0b", "\ud800"];
        foreach (var text in bad)
        {
            var name = await clinic.Get<SavePatient>().Run(id, Cards.Details(text, "+7 916 000-00-01"), 1, TestClinic.Registrar, CancellationToken.None);
            Assert.Equal("/name/family", Assert.Single(name.Problem!.Errors).Pointer);
            var phone = await clinic.Get<SavePatient>().Run(id, Cards.Details("Белова", text), 1, TestClinic.Registrar, CancellationToken.None);
            Assert.Equal("/phone", Assert.Single(phone.Problem!.Errors).Pointer);
            Assert.False((await clinic.Get<FindDuplicates>().Run(new() { Family = text, Given = text, Phone = text, BirthDate = new(1980, 1, 31) }, null, TestClinic.Registrar, CancellationToken.None)).Value!.Count > 0);
        }

        foreach (var text in new[] { "<script>alert(1)</script>", "🙂", "\u202eтекст", "'; DROP TABLE \"Patients\";--" })
        {
            Assert.True((await clinic.Get<AddNote>().Run(id, text, TestClinic.Registrar, CancellationToken.None)).Ok);
            Assert.True((await clinic.Get<SavePolicy>().Run(id, null, new() { Kind = PaymentKind.Vhi, Insurer = text, Number = $"1{text}" }, TestClinic.Registrar, CancellationToken.None)).Ok);
        }

        foreach (var (text, code) in new[] { (new string('я', 10_000), ProblemCodes.TooLong), ("a\0b", ProblemCodes.BadCharacters), ("\ud800", ProblemCodes.BadCharacters), ("  ", ProblemCodes.Required) })
        {
            Assert.Equal(new FieldError("/text", code), (await clinic.Get<AddNote>().Run(id, text, TestClinic.Registrar, CancellationToken.None)).Problem!.Errors.Single());
            Assert.Equal(new FieldError("/number", code), (await clinic.Get<SavePolicy>().Run(id, null, new() { Kind = PaymentKind.Vhi, Insurer = "Согласие", Number = text }, TestClinic.Registrar, CancellationToken.None)).Problem!.Errors.Single());
        }

        Assert.Equal(4, await clinic.Read(db => db.PatientNotes.CountAsync()));
        Assert.Equal(4, await clinic.Read(db => db.PatientPolicies.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Policies_are_checked_and_there_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var policies = clinic.Get<SavePolicy>();
        var wrong = await policies.Run(id, null, new() { Kind = PaymentKind.Oms, Number = "4561261212345468" }, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(new FieldError("/number", ProblemCodes.BadPolicy), wrong.Problem!.Errors.Single());
        Assert.Equal("/insurer", (await policies.Run(id, null, new() { Kind = PaymentKind.Vhi, Number = "1" }, TestClinic.Registrar, CancellationToken.None)).Problem!.Errors.Single().Pointer);

        var saved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => policies.Run(id, null, new() { Kind = PaymentKind.Oms, Number = "4561261212345467" }, TestClinic.Registrar, CancellationToken.None))));
        Assert.Equal(ProblemCodes.PolicyExists, Assert.Single(saved.Where(s => !s.Ok).Select(s => s.Problem!.Errors.Single().Code).Distinct()));
        var policy = Assert.Single(saved, s => s.Ok).Value;
        Assert.True((await policies.Run(id, policy, new() { Kind = PaymentKind.Oms, Number = "4561261212345467", ValidTo = new(2030, 1, 1) }, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<RemovePolicy>().Run(id, policy, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<RemovePolicy>().Run(id, policy, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.Equal(0, await clinic.Read(db => db.PatientPolicies.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Consents_of_the_desk_and_of_the_website_are_both_on_the_card_and_can_be_withdrawn(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Cards.Open(clinic, "Иванова", "+7 900 000-00-01");
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        var paper = (await clinic.Get<RecordConsent>().Run(id, "ru", TestClinic.Registrar, CancellationToken.None)).Value;
        Assert.Equal(paper, (await clinic.Get<RecordConsent>().Run(id, "en", TestClinic.Registrar, CancellationToken.None)).Value);

        var card = (await clinic.Get<ReadPatientCard>().Run(id, TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Equal(2, card.Consents.Count);
        foreach (var consent in card.Consents)
        {
            Assert.True((await clinic.Get<WithdrawConsent>().Run(id, consent.Id, TestClinic.Registrar, CancellationToken.None)).Ok);
        }

        var stranger = await Cards.Open(clinic, "Чернова", "+7 900 000-00-02");
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<WithdrawConsent>().Run(stranger, paper, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.All((await clinic.Get<ReadPatientCard>().Run(id, TestClinic.Registrar, CancellationToken.None)).Value!.Consents, c => Assert.NotNull(c.WithdrawnAt));
    }

    [Fact]
    public async Task Duplicates_are_shown_by_what_is_alike()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        await Cards.Open(clinic, "Белов", "+7 916 000-00-01", "Яков", new(2019, 5, 4));

        Assert.Equal(DuplicateReason.SamePhoneAndBirth, Assert.Single(await Typed(new() { Phone = "8 916 000 00 01", BirthDate = new(1980, 1, 31) })).Reason);
        Assert.Equal(DuplicateReason.SameNameAndBirth, Assert.Single(await Typed(new() { Family = "белова", Given = "мария", Phone = "+7 999 999-99-99", BirthDate = new(1980, 1, 31) })).Reason);
        Assert.Equal(DuplicateReason.SimilarNameAndPhone, Assert.Single(await Typed(new() { Family = "Билова", Given = "Мария", Phone = "89160000001" })).Reason);
        Assert.Empty(await Typed(new() { Family = "Белова", Given = "Анна", Phone = "89160000001", BirthDate = new(2015, 1, 1) }));

        async Task<IReadOnlyList<Duplicate>> Typed(ContactInput input) => (await clinic.Get<FindDuplicates>().Run(input, null, TestClinic.Registrar, CancellationToken.None)).Value!;
    }

    [Theory, EveryDatabase]
    public async Task A_cancelled_visit_is_not_ahead_and_one_that_lasts_longer_is_not_past(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var card = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var (under, gone) = (await Cards.Book(clinic, card, TestClinic.Moscow(2, 10)), await Cards.Book(clinic, card, TestClinic.Moscow(3, 10)));
        Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Id(gone), null, true, TestClinic.Registrar, CancellationToken.None)).Ok);
        await clinic.Write(db => db.Bookings.Where(b => b.Id == under).ExecuteUpdateAsync(b => b.SetProperty(x => x.Status, BookingStatus.InProgress)));

        clinic.Clock.Advance(TestClinic.Moscow(2, 13) - clinic.Clock.Now);

        Assert.Equal([under], await Visits(ahead: true));
        Assert.Equal([gone], await Visits(ahead: false));

        async Task<IEnumerable<BookingId>> Visits(bool ahead) =>
            (await clinic.Get<ReadPatientVisits>().Run(card, ahead, 0, TestClinic.Registrar, CancellationToken.None)).Value!.Visits.Select(v => v.Id);
    }

    [Theory, EveryDatabase]
    public async Task A_doctor_reads_the_card_of_own_patients_and_own_visits_alone_and_changes_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var (mine, theirs) = (await Cards.Open(clinic, "Белова", "+7 916 000-00-01"), await Cards.Open(clinic, "Чернова", "+7 916 000-00-02"));
        await Cards.Book(clinic, mine, TestClinic.Moscow(2, 10));
        await Cards.Book(clinic, mine, TestClinic.Moscow(3, 10), other);
        await Cards.Book(clinic, theirs, TestClinic.Moscow(2, 10), other);
        var doctor = Actor.Of("d", [Roles.Doctor], clinic.Doctor);

        var card = (await clinic.Get<ReadPatientCard>().Run(mine, doctor, CancellationToken.None)).Value!;
        Assert.False(card.MayEdit);
        Assert.Empty(card.History);
        Assert.Single((await clinic.Get<ReadPatientVisits>().Run(mine, true, 0, doctor, CancellationToken.None)).Value!.Visits);
        Assert.Equal(2, (await clinic.Get<ReadPatientVisits>().Run(mine, true, 0, TestClinic.Registrar, CancellationToken.None)).Value!.Total);
        var refused = new[]
        {
            (await clinic.Get<ReadPatientCard>().Run(theirs, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<ReadPatientCard>().Run(new(999), doctor, CancellationToken.None)).Problem,
            (await clinic.Get<ReadPatientVisits>().Run(theirs, true, 0, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<SavePatient>().Run(mine, Cards.Details("Х", "1"), 1, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<SavePolicy>().Run(mine, null, new(), doctor, CancellationToken.None)).Problem,
            (await clinic.Get<RemovePolicy>().Run(mine, Guid.Empty, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<AddNote>().Run(mine, "x", doctor, CancellationToken.None)).Problem,
            (await clinic.Get<RemoveNote>().Run(mine, Guid.Empty, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<RecordConsent>().Run(mine, "ru", doctor, CancellationToken.None)).Problem,
            (await clinic.Get<WithdrawConsent>().Run(mine, Guid.Empty, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<MergePatients>().Run(new() { Kept = mine, Merged = theirs }, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<UnmergePatients>().Run(Guid.Empty, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<ReadFamily>().Run(mine, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<FindDuplicates>().Run(new(), null, doctor, CancellationToken.None)).Problem,
            (await clinic.Get<FindPatients>().Run("белова", Doctor, CancellationToken.None)).Problem,
        };
        Assert.All(refused, p => Assert.Equal(ProblemCodes.Forbidden, p?.Code));
    }

    private static Task<Result<PatientId>> Save(TestClinic clinic, PatientId id, string phone, int version, string family = "Белова") =>
        clinic.Get<SavePatient>().Run(id, new() { Contact = Cards.Details(family, phone).Contact, CardNumber = null }, version, TestClinic.Registrar, CancellationToken.None);
}
