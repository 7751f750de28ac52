using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;
using Clinic.Domain;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.WaitingList;

public sealed class WaitingListTests
{
    private static readonly DateOnly Second = new(2026, 12, 2);
    private static readonly Actor CallCentre = Actor.Of("call", [Roles.CallCentre], null);

    [Theory, EveryDatabase]
    public async Task Who_has_no_card_waits_under_the_name_that_was_typed_and_the_audit_holds_none(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var id = await Add(clinic, new() { Doctors = IdList.Of(clinic.Doctor), From = Second, To = Second, Earliest = new(16, 0), Gender = Gender.Female, Payment = PaymentKind.Vhi });

        var line = Assert.Single((await Read(clinic)).Lines);
        Assert.Equal((id, "Иванова", "+79000000001", RequestStatus.Waiting), (line.Entry.Id, line.Name!.Family, line.Phone, line.Entry.Status));
        Assert.Null(line.Card);
        Assert.Equal((Second, new TimeOnly(16, 0), Gender.Female, PaymentKind.Vhi, "registrar", Channel.Registry),
            (line.Wish.From!.Value, line.Wish.Earliest!.Value, line.Wish.Gender!.Value, line.Wish.Payment!.Value, line.Entry.CreatedBy, line.Entry.Channel));
        var audit = await clinic.Read(db => db.Audit.SingleAsync(a => a.Entity == nameof(WaitingEntry)));
        Assert.Equal(("create", id.ToString()), (audit.Action, audit.EntityId));
        Assert.DoesNotContain("Иванова", audit.After!.Normalize(), StringComparison.Ordinal);
        Assert.DoesNotContain("9000000001", audit.After, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", audit.After, StringComparison.Ordinal);
        Assert.Equal(ChangeKind.Waiting, await clinic.Read(db => db.Changes.Select(c => c.Kind).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_typed_contact_that_one_card_has_waits_under_the_card(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None);

        await Add(clinic, new());

        var line = Assert.Single((await Read(clinic)).Lines);
        Assert.Equal(await clinic.Read(db => db.Patients.Select(p => p.Id).SingleAsync()), line.Card?.Card);
        Assert.Null(line.Entry.ContactId);
        Assert.Equal((new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 1).AddDays(60)), (line.Entry.FromDate, line.Entry.ToDate));
    }

    [Theory, EveryDatabase]
    public async Task Colleagues_are_called_by_their_names(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Write(db => Task.FromResult(db.Add(new User { UserName = "registrar", NormalizedUserName = "REGISTRAR", DisplayName = "Белова Анна" })));
        var id = await Add(clinic, new());

        await clinic.Get<ClaimRequest>().Run<WaitingEntry>(id, true, 1, CallCentre, CancellationToken.None);
        Assert.Equal(("Белова Анна", "call"), (await Read(clinic)).Lines.Select(l => (l.CreatedBy, l.ClaimedBy)).Single());

        await clinic.Get<ClaimRequest>().Run<WaitingEntry>(id, true, 2, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal("Белова Анна", (await Read(clinic)).Lines.Single().ClaimedBy);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_others_are_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var add = clinic.Get<AddWaitingEntry>();
        var sound = new WaitingWish { Wish = new(), Contact = TestClinic.Person() };

        Assert.Equal(("/patient", ProblemCodes.Required), await Fault(sound with { Contact = null }));
        Assert.Equal(("/comment", ProblemCodes.TooLong), await Fault(sound with { Comment = new('я', 1001) }));
        Assert.Equal(("/to", ProblemCodes.BadDate), await Fault(sound with { Wish = new() { From = new(2026, 11, 1), To = new(2026, 11, 30) } }));
        Assert.Equal(ProblemCodes.NotFound, (await add.Run(sound with { Contact = null, Patient = new PatientId(77) }, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        foreach (var actor in new[] { Actor.Stranger, Actor.Of("d", [Roles.Doctor], clinic.Doctor) })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await add.Run(sound, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadWaitingList>().Run(true, null, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ClaimRequest>().Run<WaitingEntry>(Guid.NewGuid(), true, 1, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<CloseRequest>().Run<WaitingEntry>(Guid.NewGuid(), "x", 1, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<BookFromRequest>().Run<WaitingEntry>(Guid.NewGuid(), default, 1, actor, CancellationToken.None)).Problem?.Code);
        }

        Assert.Empty((await Read(clinic)).Lines);

        async Task<(string, string)?> Fault(WaitingWish wish) =>
            (await add.Run(wish, TestClinic.Registrar, CancellationToken.None)).Problem?.Errors.Select(e => ((string, string)?)(e.Pointer, e.Code)).FirstOrDefault();
    }

    [Theory, EveryDatabase]
    public async Task One_of_two_desks_claims_and_the_other_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Add(clinic, new());
        var claim = clinic.Get<ClaimRequest>();

        var answers = await Task.WhenAll(claim.Run<WaitingEntry>(id, true, 1, TestClinic.Registrar, CancellationToken.None), claim.Run<WaitingEntry>(id, true, 1, CallCentre, CancellationToken.None));

        Assert.Equal(ProblemCodes.VersionMismatch, Assert.Single(answers, a => !a.Ok).Problem?.Code);
        var line = Assert.Single((await Read(clinic)).Lines);
        Assert.Equal((RequestStatus.Claimed, answers.Single(a => a.Ok).Value!.ClaimedBy, 2), (line.Entry.Status, line.Entry.ClaimedBy, line.Entry.Version));

        Assert.True((await claim.Run<WaitingEntry>(id, false, 2, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.Equal((RequestStatus.Waiting, null), (await Entry(clinic, id) is var given ? (given.Status, given.ClaimedBy) : default));
        Assert.Equal(["create", "claim", "release"], await Actions(clinic));
    }

    [Theory, EveryDatabase]
    public async Task An_outcome_ends_waiting_and_is_needed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Add(clinic, new());
        var close = clinic.Get<CloseRequest>();

        Assert.Equal(ProblemCodes.Required, (await close.Run<WaitingEntry>(id, " ", 1, CallCentre, CancellationToken.None)).Problem?.Errors[0].Code);
        Assert.True((await close.Run<WaitingEntry>(id, "Не дозвонились", 1, CallCentre, CancellationToken.None)).Ok);
        Assert.Equal(ProblemCodes.WrongStatus, (await close.Run<WaitingEntry>(id, "Ещё раз", 2, CallCentre, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.WrongStatus, (await clinic.Get<ClaimRequest>().Run<WaitingEntry>(id, true, 2, CallCentre, CancellationToken.None)).Problem?.Code);

        Assert.Empty((await Read(clinic)).Lines);
        var closed = Assert.Single((await Read(clinic, open: false)).Lines);
        Assert.Equal(("Не дозвонились", RequestStatus.Closed), (closed.Entry.Outcome, closed.Entry.Status));
        Assert.DoesNotContain("дозвонились", string.Concat(await clinic.Read(db => db.Audit.Select(a => a.After).ToListAsync())), StringComparison.Ordinal);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_booking_ends_waiting_once_and_gives_the_entry_its_card(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Add(clinic, new());
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None);
        var link = clinic.Get<BookFromRequest>();

        Assert.Equal(ProblemCodes.NotFound, (await link.Run<WaitingEntry>(id, new(Guid.NewGuid()), null, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.True((await link.Run<WaitingEntry>(id, booked.Value!.Id, null, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.Equal(ProblemCodes.WrongStatus, (await link.Run<WaitingEntry>(id, booked.Value.Id, null, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);

        var entry = await Entry(clinic, id);
        Assert.Equal((RequestStatus.Booked, booked.Value.Id), (entry.Status, entry.BookingId));
        Assert.NotNull(entry.PatientId);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_cancelled_booking_ends_no_waiting()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Add(clinic, new());
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!;
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Id), null, false, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal(ProblemCodes.AlreadyCancelled, (await clinic.Get<BookFromRequest>().Run<WaitingEntry>(id, booked.Id, null, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.Equal(RequestStatus.Waiting, (await Entry(clinic, id)).Status);
    }

    [Fact]
    public async Task Free_times_are_counted_as_the_search_finds_them()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Белова", null, WorkHours.Of("10:00-12:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        Wish[] wishes =
        [
            new() { From = Second, To = Second }, new() { From = Second, To = Second, Doctors = IdList.Of(other) }, new() { From = Second, To = Second.AddDays(6), Latest = new(10, 0) },
            new() { From = Second, To = Second, Earliest = new(20, 0) }, new() { From = Second, To = Second, Gender = Gender.Male },
        ];
        foreach (var wish in wishes)
        {
            await Add(clinic, wish);
        }

        var lines = (await Read(clinic)).Lines;

        foreach (var (wish, line) in wishes.Zip(lines))
        {
            var found = (await clinic.Get<FindTimes>().Run(wish, 31, TestClinic.Registrar, CancellationToken.None)).Value!;
            Assert.Equal(found.Days.SelectMany(d => d.Rows).Sum(r => r.Slots.Count), line.Free.Count);
            Assert.Equal(found.Days.SelectMany(d => d.Rows).SelectMany(r => r.Slots).Select(s => s.Range.Start).DefaultIfEmpty().Min(), line.Free.First?.Range.Start ?? default);
        }

        Assert.Equal([19, 4, 14, 0, 0], lines.Select(l => l.Free.Count));
    }

    [Fact]
    public async Task Two_hundred_wishes_are_read_with_as_many_queries_as_one()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Add(clinic, new() { From = Second });
        var one = await Queries();
        for (var i = 0; i < 200; i++)
        {
            await Add(clinic, new() { From = Second.AddDays(i % 9), Earliest = new(9 + (i % 8), 0) });
        }

        Assert.Equal(one, await Queries());
        Assert.InRange(one, 1, 4);

        async Task<int> Queries()
        {
            var counter = new QueryCounter(clinic.Database.ConnectionString);
            using var timetables = new TimetableCache(counter, clinic.Clock);
            await timetables.Current(CancellationToken.None);
            counter.Count = 0;
            Assert.True((await new ReadWaitingList(counter, timetables, clinic.Clock).Run(true, null, TestClinic.Registrar, CancellationToken.None)).Ok);
            return counter.Count;
        }
    }

    private static async Task<Guid> Add(TestClinic clinic, Wish wish)
    {
        clinic.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await clinic.Get<AddWaitingEntry>().Run(new() { Wish = wish, Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None)).Value;
    }

    private static async Task<WaitingPicture> Read(TestClinic clinic, bool open = true) =>
        (await clinic.Get<ReadWaitingList>().Run(open, null, TestClinic.Registrar, CancellationToken.None)).Value!;

    private static Task<WaitingEntry> Entry(TestClinic clinic, Guid id) => clinic.Read(db => db.WaitingEntries.SingleAsync(w => w.Id == id));

    private static Task<List<string>> Actions(TestClinic clinic) => clinic.Read(db => db.Audit.Where(a => a.Entity == nameof(WaitingEntry)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
}
