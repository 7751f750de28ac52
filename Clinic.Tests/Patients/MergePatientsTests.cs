using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class MergePatientsTests
{
    [Theory, EveryDatabase]
    public async Task Everything_changes_hands_and_comes_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var (kept, merged) = (await Cards.Open(clinic, "Белова", "+7 916 000-00-01", number: "1"), await Cards.Open(clinic, "Белова", "+7 916 000-00-02", number: "2"));
        await Cards.Book(clinic, kept, TestClinic.Moscow(2, 10));
        await Cards.Book(clinic, merged, TestClinic.Moscow(2, 11));
        await Papers(clinic, kept, "kept");
        await Papers(clinic, merged, "merged");
        var before = await Story(clinic);

        var merge = await Cards.Merge(clinic, kept, merged, null, "phone", "cardNumber");

        Assert.True(merge.Ok, merge.Problem?.Code);
        var card = (await clinic.Get<ReadPatientCard>().Run(merged, TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Equal((kept, "+79160000002", "2"), (card.Card.Id, card.Card.Phone, card.Card.CardNumber));
        Assert.Equal((2, 2, 2), (card.Notes.Count, card.Consents.Count, (await clinic.Get<ReadPatientVisits>().Run(kept, true, 0, TestClinic.Registrar, CancellationToken.None)).Value!.Total));

        // The policy that both had is there once, the other one changed hands.
        Assert.Equal(3, card.Policies.Count);
        Assert.Equal(2, await clinic.Read(db => db.WaitingEntries.CountAsync(w => w.PatientId == kept)));
        Assert.Equal(merge.Value, (await Cards.Merge(clinic, kept, merged)).Value);
        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 11), other), Patient = kept }, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        await Invariants.Hold(clinic);

        // Booked for a card chosen on a stale page, for the old telephone at the website: it is the kept card's.
        var since = await Cards.Book(clinic, merged, TestClinic.Moscow(3, 10));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(3, 11)), TestClinic.Person("Белова", "+7 916 000-00-01"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(3, 12)), TestClinic.Person("Белова", "+7 916 000-00-02"));
        Assert.Equal(5, await clinic.Read(db => db.Bookings.CountAsync(b => b.PatientId == kept)));

        var parted = await Cards.Unmerge(clinic, merge.Value);

        Assert.True(parted.Ok, parted.Problem?.Code);
        Assert.Equal(merged, (await Cards.Unmerge(clinic, merge.Value)).Value);
        Assert.Equal(kept, (await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == since))).PatientId);
        Assert.Equal(before, await Story(clinic, b => b < TestClinic.Moscow(3, 0)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Visits_at_the_same_time_refuse_the_merge_by_name_or_stand_one_above_the_other_with_a_reason(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var (kept, merged) = (await Cards.Open(clinic, "Белова", "+7 916 000-00-01"), await Cards.Open(clinic, "Чернова", "+7 916 000-00-02"));
        var one = await Cards.Book(clinic, kept, TestClinic.Moscow(2, 10));
        var two = await Cards.Book(clinic, merged, TestClinic.Moscow(2, 10), other);
        var before = await Story(clinic);

        var refused = await Cards.Merge(clinic, kept, merged);
        Assert.Equal((ProblemCodes.PatientOverlap, $"/kept/{one}", $"/merged/{two}"), (refused.Problem?.Code, refused.Problem?.Errors[0].Pointer, refused.Problem?.Errors[1].Pointer));
        Assert.Equal(before, await Story(clinic));
        var callCentre = await clinic.Get<MergePatients>().Run(new() { Kept = kept, KeptVersion = 1, Merged = merged, MergedVersion = 1, Override = "x" }, Actor.Of("c", [Roles.CallCentre], null), CancellationToken.None);
        Assert.Equal(ProblemCodes.Forbidden, callCentre.Problem?.Code);
        Assert.Equal("/override/reason", (await Cards.Merge(clinic, kept, merged, " ")).Problem?.Errors.Single().Pointer);

        var merge = await Cards.Merge(clinic, kept, merged, "пациентка подтвердила оба визита");
        Assert.True(merge.Ok, merge.Problem?.Code);
        await Invariants.Hold(clinic);
        Assert.True((await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == two))).Override);
        Assert.True((await Cards.Unmerge(clinic, merge.Value)).Ok);
        Assert.Equal(before, await Story(clinic));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_desks_that_merge_each_into_the_other_at_once_make_one_card(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (one, two) = (await Cards.Open(clinic, "Белова", "+7 916 000-00-01"), await Cards.Open(clinic, "Чернова", "+7 916 000-00-02"));
        await Cards.Book(clinic, one, TestClinic.Moscow(2, 10));
        await Cards.Book(clinic, two, TestClinic.Moscow(2, 11));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => clinic.Get<MergePatients>().Run(
            new() { Kept = i % 2 == 0 ? one : two, KeptVersion = 1, Merged = i % 2 == 0 ? two : one, MergedVersion = 1 }, TestClinic.Registrar, CancellationToken.None))));

        Assert.Single(answers.Where(a => a.Ok).Select(a => a.Value).Distinct());
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(ProblemCodes.AlreadyMerged, a.Problem!.Code));
        Assert.Single(await clinic.Read(db => db.Patients.Where(p => p.MergedInto == null).ToListAsync()));
        Assert.Single((await clinic.Read(db => db.Bookings.Select(b => b.PatientId).ToListAsync())).Distinct());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_booked_for_a_card_while_it_is_merged_away(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        for (var round = 0; round < 4; round++)
        {
            var (kept, merged) = (await Cards.Open(clinic, "Белова", $"+7 916 000-01-{round:00}"), await Cards.Open(clinic, "Чернова", $"+7 916 000-02-{round:00}"));
            var online = TestClinic.Person("Чернова", $"+7 916 000-02-{round:00}");
            var merging = Task.Run(() => Cards.Merge(clinic, kept, merged));
            var booking = Enumerable.Range(9, 4).Select(hour => Task.Run(() => clinic.Get<BookAppointment>().Run(
                new() { Slot = clinic.Slot(TestClinic.Moscow(2 + round, hour)), Patient = merged, Override = hour == 12 ? "срочно" : null }, TestClinic.Registrar, CancellationToken.None))).ToList();
            booking.Add(Task.Run(() => clinic.Book(clinic.Slot(TestClinic.Moscow(2 + round, 14)), online)));
            Assert.All(await Task.WhenAll(booking), b => Assert.True(b.Ok, b.Problem?.Code));
            Assert.True((await merging).Ok, (await merging).Problem?.Code);
            Assert.Equal((5, 0), (await clinic.Read(db => db.Bookings.CountAsync(b => b.PatientId == kept)), await clinic.Read(db => db.Bookings.CountAsync(b => b.PatientId == merged))));
        }

        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task The_later_merge_is_undone_first_and_stale_pages_are_told()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var ids = new List<PatientId>();
        for (var i = 1; i <= 3; i++)
        {
            ids.Add(await Cards.Open(clinic, "Белова", $"+7 916 000-00-0{i}"));
        }

        var first = (await Cards.Merge(clinic, ids[0], ids[1])).Value;
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Get<MergePatients>().Run(new() { Kept = ids[2], KeptVersion = 1, Merged = ids[0], MergedVersion = 1 }, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        var second = (await Cards.Merge(clinic, ids[2], ids[0])).Value;
        Assert.Equal(ids[2], (await clinic.Get<ReadPatientCard>().Run(ids[1], TestClinic.Registrar, CancellationToken.None)).Value!.Card.Id);
        Assert.Equal(ProblemCodes.MergedLater, (await Cards.Unmerge(clinic, first)).Problem?.Code);
        Assert.Equal(ProblemCodes.AlreadyMerged, (await clinic.Get<AddNote>().Run(ids[0], "x", TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.True((await Cards.Unmerge(clinic, second)).Ok);
        Assert.True((await Cards.Unmerge(clinic, first)).Ok);
        Assert.Equal(3, await clinic.Read(db => db.Patients.CountAsync(p => p.MergedInto == null)));
    }

    /// <summary>Any visits of two cards, any fields taken over: what was merged and parted is as it was, and always sound in between.</summary>
    [Theory, EveryDatabase]
    public async Task Merging_and_parting_leaves_everything_as_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await Cards.AddDoctor(clinic);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 6; i++)
        {
            var visits = Enumerable.Range(0, random.Next(12)).Select(_ => (Who: random.Next(2), Half: random.Next(18, 25))).ToList();
            var take = PatientDetails.Fields.Where(_ => random.Next(2) == 0).ToList();
            var day = new DateTime(2026, 12, 1 + i, 6, 0, 0, DateTimeKind.Utc);
            PatientId[] cards = [await Cards.Open(clinic, "Белова", $"+7 916 100-01-{i:00}"), await Cards.Open(clinic, "Чернова", $"+7 916 100-02-{i:00}", "Анна", new(1990, 2, 3))];
            foreach (var (who, half) in visits)
            {
                // Some are refused, for the doctor or the patient is busy.
                await clinic.Get<BookAppointment>().Run(
                    new() { Slot = clinic.Slot(day.AddMinutes(30 * (half - 18)), who == 0 ? clinic.Doctor : other), Patient = cards[who] }, TestClinic.Registrar, CancellationToken.None);
            }

            var before = await Story(clinic);
            var merge = await Cards.Merge(clinic, cards[0], cards[1], "оба визита нужны", [.. take]);
            Assert.True(merge.Ok, merge.Problem?.Code);
            await Invariants.Hold(clinic);
            Assert.True((await Cards.Unmerge(clinic, merge.Value)).Ok);
            Assert.Equal(before, await Story(clinic));
            await Invariants.Hold(clinic);
        }
    }

    private static async Task Papers(TestClinic clinic, PatientId card, string name)
    {
        var registrar = TestClinic.Registrar;
        await clinic.Get<AddNote>().Run(card, name, registrar, CancellationToken.None);
        await clinic.Get<RecordConsent>().Run(card, "ru", registrar, CancellationToken.None);
        await clinic.Get<SavePolicy>().Run(card, null, new() { Kind = PaymentKind.Vhi, Insurer = "Согласие", Number = "common" }, registrar, CancellationToken.None);
        await clinic.Get<SavePolicy>().Run(card, null, new() { Kind = PaymentKind.Vhi, Insurer = "Согласие", Number = name }, registrar, CancellationToken.None);
        await clinic.Write(async db => db.Add(new WaitingEntry { Id = Guid.NewGuid(), PatientId = card, FromDate = new(2026, 12, 1), ToDate = new(2026, 12, 5), Channel = Channel.Registry, Comment = name }));
    }

    /// <summary>All that a merge may touch, but for versions, as text.</summary>
    private static Task<string> Story(TestClinic clinic, Func<DateTime, bool>? some = null) => clinic.Read(async db =>
    {
        var cards = (await db.Patients.OrderBy(p => p.Id).ToListAsync()).Select(p => $"{p.Id} {p.Name.Full} {p.Phone} {p.BirthDate} {p.CardNumber} {p.SearchName} {p.ContactKey} {p.MergedInto}");
        var bookings = (await db.Bookings.OrderBy(b => b.Start).ThenBy(b => b.Id).ToListAsync()).Where(b => some?.Invoke(b.Start) != false).ToList();
        var ids = bookings.ConvertAll(b => b.Id.Value);
        var cells = (await db.Occupancy.OrderBy(o => o.ResourceId).ThenBy(o => o.Cell).ThenBy(o => o.Lane).ToListAsync()).Where(o => ids.Contains(o.OwnerId)).Select(o => $"{o.ResourceId} {o.Cell} {o.Lane} {o.OwnerId}");
        var policies = (await db.PatientPolicies.OrderBy(p => p.Id).ToListAsync()).Select(p => $"{p.PatientId} {p.Number}");
        var notes = (await db.PatientNotes.OrderBy(n => n.Id).ToListAsync()).Select(n => $"{n.PatientId} {n.Text}");
        var consents = (await db.Consents.Where(c => c.PatientId != null).OrderBy(c => c.Id).ToListAsync()).Select(c => $"{c.PatientId} {c.Id}");
        var waiting = (await db.WaitingEntries.OrderBy(w => w.Comment).ToListAsync()).Select(w => $"{w.PatientId} {w.Comment}");
        return string.Join('\n', [.. cards, .. bookings.Select(b => $"{b.Id} {b.PatientId} {b.PatientResource} {b.Override}"), .. cells, .. policies, .. notes, .. consents, .. waiting]);
    });
}
