using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

public sealed class JournalTests
{
    private static readonly Actor Doctor = Actor.Of("d", [Roles.Doctor], new(99));

    [Theory, EveryDatabase]
    public async Task A_booking_tells_its_story_newest_first_with_the_names_of_everything(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Write(db => Task.FromResult(db.Add(new User { UserName = "registrar", NormalizedUserName = "REGISTRAR", DisplayName = "Белова Анна" })));
        var id = await Moved(clinic, Guid.NewGuid());

        var journal = (await clinic.Get<ReadBookingHistory>().Run(id, TestClinic.Registrar, Cancel)).Value!;

        Assert.Equal(["move", "book"], journal.Steps.Select(s => s.Action));
        var (move, names) = (journal.Steps[0], journal.Names);
        Assert.Equal((TestClinic.Moscow(2, 10), TestClinic.Moscow(2, 12)), (move.Before!.Range.Start, move.After!.Range.Start));
        Assert.Equal(("Петров Пётр Сергеевич", "101", "Приём"), (names.Doctors[move.After.Doctor].Full, names.Rooms[move.After.Room!.Value], names.VisitTypes[move.After.VisitType].Ru));
        Assert.Equal(("Белова Анна", "Europe/Moscow", "Иванова\u00a0М."), (names.Users["registrar"], names.SiteOf(move)!.TimeZone, names.Bookings[id.ToString()].Patient!.Short));
        Assert.NotNull(names.Bookings[id.ToString()].Code);
    }

    [Theory, EveryDatabase]
    public async Task What_one_button_did_is_found_together(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var batch = Guid.NewGuid();
        var ids = new[] { await Moved(clinic, batch), await Moved(clinic, batch, 13, "+7 900 000-00-02") };

        var journal = (await clinic.Get<ReadBatchJournal>().Run(batch, TestClinic.Registrar, Cancel)).Value!;

        Assert.Equal(ids.Select(i => i.ToString()).Order(), journal.Steps.Select(s => s.EntityId).Order());
        Assert.All(journal.Steps, s => Assert.Equal((batch, 2), (s.Batch, s.BatchSize)));
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<ReadBatchJournal>().Run(Guid.NewGuid(), TestClinic.Registrar, Cancel)).Problem?.Code);
    }

    [Fact]
    public async Task A_doctor_reads_of_own_visits_and_of_nobody_elses()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = await Moved(clinic, null);
        var own = Actor.Of("own", [Roles.Doctor], clinic.Doctor);

        Assert.True((await clinic.Get<ReadBookingHistory>().Run(id, own, Cancel)).Ok);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBookingHistory>().Run(id, Doctor, Cancel)).Problem?.Code);

        // Whether there is one is not told either.
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBookingHistory>().Run(new(Guid.NewGuid()), own, Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBookingHistory>().Run(id, Actor.Of("none", [Roles.Doctor], null), Cancel)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_card_tells_of_itself_and_of_all_its_bookings(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Moved(clinic, null);
        var card = (await clinic.Get<IdentifyPatient>().Run(id, null, null, TestClinic.Registrar, Cancel)).Value;
        await Moved(clinic, null, 13, "+7 900 000-00-02");

        var journal = (await clinic.Get<ReadPatientJournal>().Run(card, null, TestClinic.Registrar, Cancel)).Value!;

        Assert.Equal(["identify Booking", "create Patient", "move Booking", "book Booking"], journal.Steps.Select(s => $"{s.Action} {s.Entity}"));
        Assert.Equal("Иванова\u00a0М.", journal.Names.Patients[card.Value].Short);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<ReadPatientJournal>().Run(new(4711), null, TestClinic.Registrar, Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadPatientJournal>().Run(card, null, Actor.Of("own", [Roles.Doctor], clinic.Doctor), Cancel)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_day_is_found_among_many_and_read_page_by_page(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        // More than a year, one entry an hour.
        await clinic.Write(db =>
        {
            db.AddRange(Enumerable.Range(0, 12_000).Select(i => new AuditEntry
            {
                At = clinic.Clock.Now.AddHours(i - 12_000),
                Actor = i % 3 == 0 ? "anna" : "boris",
                Channel = "registry",
                Action = i % 2 == 0 ? "edit" : "create",
                Entity = "Room",
                EntityId = "1",
            }));
            return Task.CompletedTask;
        });
        var day = new DateOnly(2026, 3, 3);

        var all = await Search(clinic, new() { Date = day });
        Assert.Equal(24, all.Journal.Steps.Count);
        Assert.All(all.Journal.Steps, s => Assert.Equal(day, DateOnly.FromDateTime(s.At.AddHours(3))));
        Assert.Equal(all.Journal.Steps.OrderByDescending(s => s.Id), all.Journal.Steps);
        Assert.Equal(4, (await Search(clinic, new() { Date = day, User = "anna", Action = "edit" })).Journal.Steps.Count);
        Assert.Empty((await Search(clinic, new() { Date = new(2030, 1, 1) })).Journal.Steps);
        Assert.Empty((await Search(clinic, new() { Date = new(1990, 1, 1) })).Journal.Steps);

        await clinic.Write(db =>
        {
            db.AddRange(Enumerable.Range(0, 120).Select(_ => new AuditEntry { At = clinic.Clock.Now, Actor = "carl", Channel = "registry", Action = "edit", Entity = "Room", EntityId = "2" }));
            return Task.CompletedTask;
        });
        var seen = new List<long>();
        for (long? before = null; ;)
        {
            var page = (await Search(clinic, new() { User = "carl", Before = before })).Journal;
            seen.AddRange(page.Steps.Select(s => s.Id));
            before = page.Older;
            if (before is null)
            {
                break;
            }
        }

        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
    }

    [Theory, EveryDatabase]
    public async Task A_booking_is_found_by_its_code_whatever_the_day(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = await Moved(clinic, null);
        var code = await clinic.Read(db => db.Bookings.Where(b => b.Id == id).Select(b => b.Code).SingleAsync());
        clinic.Clock.Advance(TimeSpan.FromDays(30));

        var found = await Search(clinic, new() { Code = $" {code.ToLowerInvariant()} " });

        Assert.Equal((null, 2), (found.Date, found.Journal.Steps.Count));
        Assert.Empty((await Search(clinic, new() { Code = "XXXXXX" })).Journal.Steps);
        Assert.Empty((await Search(clinic, new())).Journal.Steps);
    }

    [Theory, EveryDatabase]
    public async Task The_seals_tell_what_waits_and_where_somebody_wrote_into_the_past(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Moved(clinic, null);
        Assert.Equal(new SealState(0, 2, 0, null), await Seals(clinic));
        await clinic.Get<SealAudit>().Run(Cancel);
        await Moved(clinic, null, 13, "+7 900 000-00-02");

        Assert.Equal(new SealState(2, 2, 2, null), await Seals(clinic));
        await clinic.Read(db => db.Audit.Where(a => a.SealNo == 2).ExecuteUpdateAsync(s => s.SetProperty(a => a.Actor, "somebody else"), Cancel));
        Assert.Equal(2, (await Seals(clinic)).BrokenAt);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<BookingId> Moved(TestClinic clinic, Guid? batch, int hour = 10, string phone = "+7 900 000-00-01")
    {
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(hour == 10 ? 2 : 3, 10)), TestClinic.Person(phone: phone))).Value!.Id;
        var moved = await clinic.Get<MoveBooking>().Run(BookingRef.Id(id), clinic.Slot(TestClinic.Moscow(hour == 10 ? 2 : 3, 12)), null, TestClinic.Registrar with { Batch = batch }, Cancel);
        Assert.True(moved.Ok);
        return id;
    }

    private static async Task<FoundSteps> Search(TestClinic clinic, JournalQuery query) => (await clinic.Get<SearchJournal>().Run(query, TestClinic.Registrar, Cancel)).Value!;

    private static async Task<SealState> Seals(TestClinic clinic) => (await clinic.Get<ReadSeals>().Run(TestClinic.Registrar, Cancel)).Value!;
}
