using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

/// <summary>A change of rosters that was saved with the visits it hit is taken back with them.</summary>
public sealed class UndoRosterTests
{
    private static readonly DateOnly Tomorrow = RosterDesk.Tomorrow;

    [Theory, EveryDatabase]
    public Task An_absence_is_gone_and_its_visits_are_back(DatabaseProvider provider) => ComesBack(provider, clinic => clinic.Ill(days: 3));

    [Theory, EveryDatabase]
    public Task A_closed_site_opens_again(DatabaseProvider provider) => ComesBack(provider, clinic => new RosterChange.AddClosure(clinic.Site, Tomorrow, Tomorrow, "Нет воды"));

    [Theory, EveryDatabase]
    public Task A_room_is_in_order_again(DatabaseProvider provider) =>
        ComesBack(provider, clinic => new RosterChange.AddOutage(ResourceId.Room(clinic.Room), TestClinic.Moscow(2, 8), TestClinic.Moscow(2, 20), "Ремонт"));

    [Theory, EveryDatabase]
    public Task Other_hours_of_a_day_are_the_usual_ones_again(DatabaseProvider provider) => ComesBack(provider, clinic => clinic.Hours("10:00-14:00"));

    [Theory, EveryDatabase]
    public Task Lines_from_a_date_are_the_former_ones_again(DatabaseProvider provider) => ComesBack(provider, clinic => clinic.Lines("10:00-14:00"));

    [Theory, EveryDatabase]
    public async Task What_a_change_had_ended_or_removed_stands_again(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (_, visits) = await clinic.Tomorrow();
        await using var elsewhere = TestClinic.Over(clinic);
        var later = new DateOnly(2026, 12, 9);
        await clinic.Save(clinic.Hours("08:00-12:00", later));
        await clinic.Save(new RosterChange.AddAbsence(clinic.Doctor, new(2026, 11, 25), Tomorrow, DayReason.Vacation));
        await clinic.Save(new RosterChange.AddClosure(clinic.Site, new(2026, 11, 30), new(2026, 12, 4), "Праздник"));
        await clinic.Save(new RosterChange.AddOutage(ResourceId.Room(clinic.Room), TestClinic.Moscow(1, 7), TestClinic.Moscow(5, 20), "Ремонт"));
        var (absence, closure, outage) = await clinic.Read(async db => (await db.Absences.SingleAsync(), await db.Closures.SingleAsync(), await db.Outages.SingleAsync()));
        var line = await clinic.Read(db => db.RosterLines.OrderBy(l => l.Id).Select(l => l.Id).FirstAsync());
        clinic.Clock.Advance(TimeSpan.FromTicks(12_345_678));

        foreach (var change in new RosterChange[]
        {
            new RosterChange.RemoveException(clinic.Doctor, clinic.Site, later),
            new RosterChange.AddException(clinic.Doctor, clinic.Site, later, DayReason.DayOff, []),
            new RosterChange.EndLine(clinic.Doctor, line, new(2026, 12, 7)),
            new RosterChange.RemoveOutage(outage.Id),
            new RosterChange.RemoveClosure(closure.Id),
            new RosterChange.RemoveAbsence(clinic.Doctor, absence.Id),
        })
        {
            var before = await clinic.Picture(elsewhere);
            var batch = await clinic.Changed(change);
            Assert.NotEqual(before, await clinic.Picture(elsewhere));

            var undone = await clinic.Undo(batch);

            Assert.True(undone.Ok, $"{change} {RosterDesk.Text(undone.Problem)}");
            Assert.Equal(before, await clinic.Picture(elsewhere));
            Assert.Equal(ProblemCodes.AlreadyUndone, (await clinic.Undo(batch)).Problem?.Code);
        }

        Assert.NotEmpty(visits);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Whom_an_early_return_took_off_the_list_is_on_it_again_and_who_was_kept_stands_as_before(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        await using var elsewhere = TestClinic.Over(clinic);
        await clinic.Changed(clinic.Ill());
        var listed = Assert.Single(await clinic.Displaced()).Booking;
        var before = await clinic.Picture(elsewhere);
        var absence = await clinic.Read(db => db.Absences.Select(a => a.Id).SingleAsync());
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        var back = await clinic.Changed(new RosterChange.RemoveAbsence(clinic.Doctor, absence));
        Assert.Empty(await clinic.Displaced());

        var (away, again) = (TestClinic.Registrar.Fresh(), TestClinic.Registrar.Fresh());
        Assert.True((await clinic.Undo(back, away)).Ok);
        Assert.Equal(before, await clinic.Picture(elsewhere));
        Assert.Equal(listed, Assert.Single(await clinic.Displaced()).Booking);

        // Whoever is booked while the doctor is back is not lost when the doctor is away after all.
        Assert.True((await clinic.Undo(away.Batch!.Value, again)).Ok);
        var since = await clinic.Visit(TestClinic.Moscow(2, 11), 40);
        await Refused(clinic, again.Batch!.Value, $"/visits/{since}", ProblemCodes.Absent);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Rows_changed_since_are_named_and_nothing_changes(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        var later = new DateOnly(2026, 12, 20);
        var lines = await clinic.Changed(clinic.Lines("09:00-17:00"));
        await clinic.Changed(new RosterChange.SetLines(clinic.Doctor, later, [clinic.Line("12:00-15:00", null, clinic.Room)]));
        await Refused(clinic, lines, "/lines");

        var absence = await clinic.Changed(new RosterChange.AddAbsence(clinic.Doctor, later, later, DayReason.Trip));
        await clinic.Save(new RosterChange.RemoveAbsence(clinic.Doctor, (await clinic.Roster()).Absences.Single().Id));
        await Refused(clinic, absence, "/absences");

        var day = await clinic.Changed(clinic.Hours("10:00-12:00", later));
        await clinic.Save(clinic.Hours("10:00-13:00", later));
        await Refused(clinic, day, "/days");
        var removed = await clinic.Changed(new RosterChange.RemoveException(clinic.Doctor, clinic.Site, later));
        await clinic.Save(clinic.Hours("10:00-14:00", later));
        await Refused(clinic, removed, "/days");

        var closure = new RosterChange.AddClosure(clinic.Site, later, later, "Учёба");
        await clinic.Save(closure);
        var opened = await clinic.Changed(new RosterChange.RemoveClosure(await clinic.Read(db => db.Closures.Select(c => c.Id).SingleAsync())));
        await clinic.Save(closure);
        await Refused(clinic, opened, "/closures");
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_line_does_not_come_back_over_one_that_was_written_after_its_end(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var line = await clinic.Read(db => db.RosterLines.Select(l => l.Id).SingleAsync());
        var ended = await clinic.Changed(new RosterChange.EndLine(clinic.Doctor, line, Tomorrow));
        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, Tomorrow.AddDays(5), [clinic.Line("12:00-15:00", null, clinic.Room)]));

        await Refused(clinic, ended, "/lines");
    }

    [Theory, EveryDatabase]
    public async Task A_visit_that_has_moved_since_and_an_old_place_that_is_taken_refuse_all(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (colleague, visits) = await clinic.Tomorrow();
        var batch = await clinic.Changed(clinic.Ill());
        var moved = await clinic.Moved(visits[0], TestClinic.Moscow(5, 17), colleague);
        await Refused(clinic, batch, $"/visits/{visits[0]}");
        Assert.True((await clinic.Undo(moved)).Ok);

        var over = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 9, 30)), Contact = HandMade.Somebody(77), Override = "врач заедет" }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(over.Ok, over.Problem?.Code);
        await Refused(clinic, batch, $"/visits/{visits[1]}", ProblemCodes.SlotTaken);
        await clinic.CancelledAt(over.Value.Id);

        Assert.Equal(3, (await clinic.Undo(batch)).Value);
        Assert.Equal(TestClinic.Moscow(2, 9, 30), (await clinic.Booking(visits[1])).Start);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Visits_booked_since_in_hours_that_would_go_are_named_and_keep_them(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        foreach (var (change, day) in new (RosterChange, int)[]
        {
            (clinic.Hours("18:00-20:00", new(2026, 12, 5)), 5),
            (new RosterChange.SetLines(clinic.Doctor, new(2026, 12, 6), [clinic.Line("09:00-20:00", null, clinic.Room)]), 7),
        })
        {
            var batch = await clinic.Changed(change);
            var visit = await clinic.Visit(TestClinic.Moscow(day, 19), 20 + day);
            await Refused(clinic, batch, $"/visits/{visit}", ProblemCodes.OutsideRoster);
            await clinic.CancelledAt(visit);
            Assert.True((await clinic.Undo(batch)).Ok);
        }

        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_next_day_the_past_stays_as_it_was_but_what_is_ahead_can_be_taken_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        var over = await clinic.Changed(new RosterChange.AddClosure(clinic.Site, new(2026, 12, 1), new(2026, 12, 1), "Авария"));
        var begun = await clinic.Changed(clinic.Ill(days: 5));
        var ahead = await clinic.Changed(new RosterChange.AddAbsence(clinic.Doctor, new(2026, 12, 20), new(2026, 12, 22), DayReason.Vacation));
        clinic.Clock.Advance(TimeSpan.FromDays(4));

        Assert.Equal(ProblemCodes.Past, (await clinic.Undo(begun)).Problem?.Code);
        Assert.Equal(ProblemCodes.Past, (await clinic.Undo(over)).Problem?.Code);
        Assert.Equal(0, (await clinic.Undo(ahead)).Value);
        Assert.Equal(Tomorrow, (await clinic.Read(db => db.Absences.SingleAsync())).From);
    }

    [Fact]
    public async Task It_takes_the_right_to_change_rosters_and_that_to_move_visits()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Tomorrow();
        var batch = await clinic.Changed(clinic.Ill());
        foreach (var actor in new[] { UndoDesk.CallCentre, Actor.Of("doctor", [Roles.Doctor], clinic.Doctor), Actor.Stranger, TestClinic.Registrar with { Rights = Rights.ManageRosters } })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Undo(batch, actor)).Problem?.Code);
        }

        Assert.True((await clinic.Undo(batch, Actor.Of("admin", [Roles.Administrator], null))).Ok);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_undo_at_once_one_wins(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        await using var elsewhere = TestClinic.Over(clinic);
        var before = await clinic.Picture(elsewhere);
        for (var round = 0; round < 2; round++)
        {
            var batch = await clinic.Changed(clinic.Ill());

            var undone = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? clinic : elsewhere).Undo(batch))));

            Assert.Single(undone, u => u.Ok);
            Assert.All(undone.Where(u => !u.Ok), u => Assert.Equal(ProblemCodes.AlreadyUndone, u.Problem!.Code));
            Assert.Equal(before, await clinic.Picture(elsewhere));
        }

        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Every_trace_of_it_belongs_to_one_batch(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        var batch = await clinic.Changed(clinic.Ill());
        var undo = TestClinic.Registrar.Fresh();
        Assert.Equal(3, (await clinic.Undo(batch, undo)).Value);

        var traces = await clinic.Read(db => db.Audit.Where(a => a.BatchId == undo.Batch).OrderBy(a => a.Id).Select(a => $"{a.Action} {a.Entity}").ToListAsync());
        Assert.Equal("undo Doctor", traces[0]);
        Assert.Equal(["undo Booking", "undo Doctor"], traces.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(4, traces.Count);
        var journal = (await clinic.Get<ReadBatchJournal>().Run(undo.Batch!.Value, TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Contains("absences", journal.Steps.Single(s => s.Entity == "Doctor").Fields);
    }

    /// <summary>Back, forth, and back again: each time all is as it was, here and in another program over the same database.</summary>
    private static async Task ComesBack(DatabaseProvider provider, Func<TestClinic, RosterChange> change)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Tomorrow();
        await using var elsewhere = TestClinic.Over(clinic);
        var before = await clinic.Picture(elsewhere);
        var batch = await clinic.Changed(change(clinic));
        var after = await clinic.Picture(elsewhere);
        Assert.NotEqual(before, after);
        Assert.Single(await clinic.Displaced());

        foreach (var expected in new[] { before, after, before })
        {
            clinic.Clock.Advance(TimeSpan.FromSeconds(20));
            var undo = TestClinic.Registrar.Fresh();
            var undone = await clinic.Undo(batch, undo);
            Assert.True(undone.Ok, RosterDesk.Text(undone.Problem));
            Assert.InRange(undone.Value, 2, 3);
            Assert.Equal(expected, await clinic.Picture(elsewhere));
            Assert.Equal(ProblemCodes.AlreadyUndone, (await clinic.Undo(batch)).Problem?.Code);
            await Invariants.Hold(clinic);
            batch = undo.Batch!.Value;
        }
    }

    private static async Task Refused(TestClinic clinic, Guid batch, string pointer, string code = ProblemCodes.VersionMismatch)
    {
        var before = await clinic.Everything();
        var refused = (await clinic.Undo(batch)).Problem;
        Assert.Equal((code, pointer), (refused?.Code, refused?.Errors is [var only] ? only.Pointer : RosterDesk.Text(refused)));
        Assert.Equal(before, await clinic.Everything());
    }
}
