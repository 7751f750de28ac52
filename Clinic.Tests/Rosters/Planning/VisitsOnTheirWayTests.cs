using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>A visit is planned on one roster, and before it reaches the storage the roster is another. Nobody may stand outside the new one unnoticed.</summary>
public sealed class VisitsOnTheirWayTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task A_booking_that_the_new_roster_has_no_room_for_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var online = await Late(clinic, Ten, DayOff(clinic), place => clinic.Get<BookAppointment>().At(place, HandMade.Wish(1), Actor.Stranger, CancellationToken.None));
        var byDesk = await Late(clinic, Ten.AddDays(1), DayOff(clinic, 1), place => clinic.Get<BookAppointment>().At(place, HandMade.Wish(2), TestClinic.Registrar, CancellationToken.None));

        Assert.Equal((ProblemCodes.OutsideRoster, ProblemCodes.OutsideRoster), (online.Problem?.Code, byDesk.Problem?.Code));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Equal(0, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Empty(await clinic.Cells());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_hold_that_the_new_roster_has_no_room_for_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var held = await Late(clinic, Ten, DayOff(clinic), async place => place.Ok ? await clinic.HoldAt(place.Value) : place.Problem);

        Assert.Equal(ProblemCodes.OutsideRoster, held.Problem?.Code);
        Assert.Equal(0, await clinic.Read(db => db.Holds.CountAsync()));
        Assert.Empty(await clinic.Cells());
    }

    [Theory, EveryDatabase]
    public async Task A_move_to_where_the_new_roster_has_no_room_leaves_the_booking_where_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten.AddDays(1)))).Value!;

        var moved = await Late(
            clinic, Ten, DayOff(clinic), place => clinic.Get<MoveBooking>().At(place, new(BookingRef.Token(booked.Token), clinic.Slot(Ten)), Actor.Stranger, CancellationToken.None));

        Assert.Equal(ProblemCodes.OutsideRoster, moved.Problem?.Code);
        Assert.Equal((Ten.AddDays(1), 1), await clinic.Booking(booked.Id) is var booking ? (booking.Start, booking.Version) : default);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_change_elsewhere_bothers_nobody(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Громов", null, WorkHours.Of("09:00-18:00"));
        RosterChange Away(int day) => new RosterChange.AddAbsence(other, RosterDesk.Tomorrow.AddDays(day), RosterDesk.Tomorrow.AddDays(day), DayReason.Sick);

        var booked = await Late(clinic, Ten, Away(0), place => clinic.Get<BookAppointment>().At(place, HandMade.Wish(1), Actor.Stranger, CancellationToken.None));
        var held = await Late(clinic, Ten.AddHours(1), Away(1), async place => place.Ok ? await clinic.HoldAt(place.Value) : place.Problem);
        var moved = await Late(
            clinic, Ten.AddHours(2), Away(2), place => clinic.Get<MoveBooking>().At(place, new(BookingRef.Id(booked.Value!.Id), clinic.Slot(Ten.AddHours(2))), TestClinic.Registrar, CancellationToken.None));

        Assert.True(booked.Ok, booked.Problem?.Code);
        Assert.True(held.Ok, held.Problem?.Code);
        Assert.Equal(Ten.AddHours(2), moved.Value?.Slot.Range.Start);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Staff_override_the_new_roster_as_they_do_the_old(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var place = (await clinic.Get<PlanVisit>().Run(clinic.Slot(Ten), new(Channel.Registry, clinic.Clock.Now, Override: true), CancellationToken.None)).Value!;
        await clinic.Save(DayOff(clinic));

        var booked = await clinic.BookAt(place, 1, wish => wish with { Override = "Острая боль" }, TestClinic.Registrar);

        Assert.True(booked.Ok, booked.Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_host_that_has_not_heard_of_the_change_learns_of_it_from_the_storage(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        using var stop = new CancellationTokenSource();
        await clinic.Get<TimetableCache>().Current(CancellationToken.None);
        var following = clinic.Get<TimetableCache>().Follow(TimeSpan.FromHours(1), _ => { }, stop.Token);
        await AtAnotherHost(clinic, DayOff(clinic));

        var (gone, stays) = (await clinic.Book(clinic.Slot(Ten)), await clinic.Book(clinic.Slot(Ten.AddDays(1))));

        Assert.Equal(ProblemCodes.OutsideRoster, gone.Problem?.Code);
        Assert.True(stays.Ok, stays.Problem?.Code);
        await stop.CancelAsync();
        await following;
    }

    [Theory, EveryDatabase]
    public async Task Whoever_comes_while_a_change_is_being_written_waits_for_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var places = new List<Placement>();
        for (var i = 0; i < 6; i++)
        {
            places.Add((await clinic.Get<PlanVisit>().Run(clinic.Slot(Ten.AddMinutes(30 * i)), new(Channel.Widget, clinic.Clock.Now), CancellationToken.None)).Value!);
        }

        List<Task<Result<BookingReceipt>>> visits;
        await using (var db = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await RosterGate.Close(db, CancellationToken.None);
            visits = [.. places.Select((place, i) => Task.Run(() => clinic.BookAt(place, i)))];
            db.Add(new Absence { DoctorId = clinic.Doctor, From = RosterDesk.Tomorrow, To = RosterDesk.Tomorrow });
            db.Add(new Change { At = clinic.Clock.Now, Kind = ChangeKind.Roster });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await UntilWaiting(clinic, [.. visits]);
            Assert.DoesNotContain(visits, v => v.IsCompleted);
            await RosterGate.Raise(db, CancellationToken.None);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(await Task.WhenAll(visits), v => Assert.Equal(ProblemCodes.RosterChanged, v.Problem?.Code));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_change_waits_for_whoever_is_through_the_gate_and_sees_what_they_wrote(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var place = (await clinic.Get<PlanVisit>().Run(clinic.Slot(Ten), new(Channel.Widget, clinic.Clock.Now), CancellationToken.None)).Value!;
        var plan = (await clinic.Plan(DayOff(clinic))).Value!;
        var hold = new Hold
        {
            Id = new(Guid.NewGuid()),
            SiteId = clinic.Site,
            DoctorId = clinic.Doctor,
            RoomId = place.Slot.RoomId,
            VisitTypeId = clinic.VisitType,
            Start = Ten,
            End = place.Slot.Range.End,
            ExpiresAt = clinic.Clock.Now.AddMinutes(5),
            Channel = Channel.Widget,
        };
        Task<Result<CommittedPlan>>? change = null;

        await clinic.Factory.Transact<Done>(
            async (db, cancel) =>
            {
                Assert.Null(await RosterGate.Pass(db, place, cancel));
                change = Task.Run(() => clinic.Commit(plan.Order()), cancel);
                await UntilWaiting(clinic, change);
                db.Add(hold);
                db.AddRange(OccupancyClaims.Rows(place, hold.Id.Value, null, hold.ExpiresAt));
                await db.SaveChangesAsync(cancel);
                return default(Done);
            },
            TestContext.Current.CancellationToken);

        var changed = await change!;
        Assert.True(changed.Ok, changed.Problem?.Code);
        Assert.Empty(await clinic.Cells());
        Assert.Equal(ProblemCodes.HoldExpired, (await clinic.BookHeld(hold.Id, 1)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task However_many_book_hold_and_move_while_rosters_change_nobody_is_lost(DatabaseProvider provider)
    {
        const int Days = 6;
        await using var clinic = await TestClinic.Create(provider);
        var colleague = await clinic.AddDoctor("Громов", null, WorkHours.Of("09:00-18:00"));
        using var stop = new CancellationTokenSource();
        var following = clinic.Get<TimetableCache>().Follow(TimeSpan.FromMilliseconds(100), _ => { }, stop.Token);
        var refusals = new List<string>();
        for (var day = 0; day < Days; day++)
        {
            var (date, first) = (day, day * 100);
            var movable = (await clinic.Book(clinic.Slot(TestClinic.Moscow(20, 9).AddMinutes(30 * day)), RosterDesk.Person(first))).Value!;
            var booked = Enumerable.Range(1, 12).Select(i => Task.Run(() => clinic.Book(clinic.Slot(At(date, i)), RosterDesk.Person(first + i))));
            var held = Enumerable.Range(13, 3).Select(i => Task.Run(() => HoldAndBook(clinic, At(date, i), RosterDesk.Person(first + i))));
            var moved = Task.Run(() => clinic.Get<MoveBooking>().Run(BookingRef.Token(movable.Token), clinic.Slot(At(date, 0)), null, Actor.Stranger, CancellationToken.None), TestContext.Current.CancellationToken);
            var changed = Task.Run(() => AtAnotherHost(clinic, DayOff(clinic, date)), TestContext.Current.CancellationToken);

            var results = await Task.WhenAll([.. booked, .. held, moved]);
            await changed;
            refusals.AddRange(results.Select(r => r.Problem?.Code).OfType<string>());
        }

        await stop.CancelAsync();
        await following;
        string[] polite = [ProblemCodes.OutsideRoster, ProblemCodes.HoldExpired, ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy];
        Assert.All(refusals, code => Assert.Contains(code, polite));
        Assert.True(await clinic.Read(db => db.Bookings.AnyAsync()));
        await clinic.AllStand([clinic.Doctor, colleague], (await clinic.Displaced()).Select(d => d.Booking).ToHashSet());
        await Invariants.Hold(clinic);
    }

    /// <summary>On PostgreSQL it is seen who waits; SQLite has one writer.</summary>
    private static async Task UntilWaiting(TestClinic clinic, params IReadOnlyList<Task> tasks)
    {
        const string Waiting = """
            SELECT COUNT(*)::int AS "Value" FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (clinic.Database.Provider == DatabaseProvider.Postgres
            && await clinic.Read(db => db.Database.SqlQueryRaw<int>(Waiting).SingleAsync(patience.Token)) + tasks.Count(t => t.IsCompleted) < tasks.Count)
        {
        }
    }

    private static DateTime At(int day, int visit) => TestClinic.Moscow(2 + day, visit < 8 ? 9 : 10).AddMinutes(30 * visit);

    private static RosterChange.AddException DayOff(TestClinic clinic, int days = 0) => new(clinic.Doctor, clinic.Site, RosterDesk.Tomorrow.AddDays(days), DayReason.DayOff, []);

    /// <summary>Plans, lets the roster change, and only then tries, as the doors do.</summary>
    private static Task<Result<T>> Late<T>(TestClinic clinic, DateTime start, RosterChange change, Func<Result<Placement>, Task<Result<T>>> attempt)
    {
        var changed = false;
        return clinic.Get<PlanVisit>().Anywhere(
            clinic.Slot(start),
            new(Channel.Widget, clinic.Clock.Now),
            async place =>
            {
                if (!changed)
                {
                    changed = true;
                    await clinic.Save(change);
                }

                return await attempt(place);
            },
            CancellationToken.None);
    }

    private static async Task<Result<BookingReceipt>> HoldAndBook(TestClinic clinic, DateTime start, Domain.Patients.ContactDetails who)
    {
        var hold = await clinic.Get<HoldSlot>().Run(clinic.Slot(start), Actor.Stranger, CancellationToken.None);
        return hold.Ok ? await clinic.Book(default, who, hold: hold.Value.Id) : hold.Problem;
    }

    /// <summary>Planned anew until nothing comes between plan and commit.</summary>
    private static async Task AtAnotherHost(TestClinic clinic, RosterChange change)
    {
        using var cache = new TimetableCache(clinic.Factory, clinic.Clock);
        var commit = new CommitRosterPlan(clinic.Factory, cache, clinic.Clock);
        for (var left = 100; ; left--)
        {
            var plan = (await clinic.Plan(change)).Value!;
            var done = await commit.Run(plan.Order(), TestClinic.Registrar, CancellationToken.None);
            if (done.Ok)
            {
                return;
            }

            Assert.True(left > 0, RosterDesk.Text(done.Problem));
            Assert.Contains(done.Problem.Code, new[] { ProblemCodes.VersionMismatch, ProblemCodes.SlotTaken, ProblemCodes.RoomBusy });
        }
    }
}
