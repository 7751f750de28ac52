using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

public sealed class UndoBatchTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);
    private static readonly DateTime Eleven = TestClinic.Moscow(2, 11);

    [Theory, EveryDatabase]
    public async Task A_move_goes_back_to_the_old_place_with_all_that_it_owned(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => (p.MaxActivePerSpecialty, p.MaxMinutesPerWeek) = (2, 90));
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var (_, id) = await clinic.Booked(Ten);
        var (row, owned) = (await clinic.Row(id), await clinic.Owned(id));
        var batch = await clinic.Moved(id, Eleven, other);

        Assert.Equal(1, (await clinic.Undo(batch, TestClinic.Registrar.Fresh())).Value);

        Assert.Equal(row, await clinic.Row(id));
        Assert.Equal(owned, await clinic.Owned(id));
        Assert.True((await clinic.Book(clinic.Slot(Eleven, other), HandMade.Somebody(2))).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_cancelled_visit_stands_again_and_a_status_is_the_former_one_with_its_stamps(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => (p.MaxActivePerSpecialty, p.MaxMinutesPerWeek) = (2, 90));
        var (_, id) = await clinic.Booked(TestClinic.Moscow(1, 9));
        clinic.Clock.Advance(TimeSpan.FromMinutes(65));
        foreach (var act in new Func<Task<Guid>>[]
        {
            () => clinic.CancelledAt(id, byPatient: true),
            () => clinic.Became(id, BookingStatus.Confirmed),
            () => clinic.Became(id, BookingStatus.NoShow),
            () => clinic.Became(id, BookingStatus.Arrived),
        })
        {
            var (row, owned) = (await clinic.Row(id), await clinic.Owned(id));
            var batch = await act();
            Assert.NotEqual(row, await clinic.Row(id));

            Assert.Equal(1, (await clinic.Undo(batch)).Value);

            Assert.Equal(row, await clinic.Row(id));
            Assert.Equal(owned, await clinic.Owned(id));
            await Invariants.Hold(clinic);
        }
    }

    [Theory, EveryDatabase]
    public async Task Undoing_walks_back_through_a_whole_visit(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => (p.MaxActivePerSpecialty, p.MaxMinutesPerWeek) = (2, 90));
        var (_, id) = await clinic.Booked(TestClinic.Moscow(1, 9));
        clinic.Clock.Advance(TimeSpan.FromMinutes(62));
        var back = new Stack<(Guid Batch, string Row)>();
        foreach (var status in new[] { BookingStatus.NoShow, BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done })
        {
            var row = await clinic.Row(id);
            back.Push((await clinic.Became(id, status), row));
            clinic.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        foreach (var (batch, row) in back)
        {
            Assert.Equal(1, (await clinic.Undo(batch)).Value);
            Assert.Equal(row, await clinic.Row(id));
            Assert.Equal(ProblemCodes.AlreadyUndone, (await clinic.Undo(batch)).Problem?.Code);
            await Invariants.Hold(clinic);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_new_booking_is_cancelled_by_the_clinic_and_the_card_stays(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (batch, id) = await clinic.Booked(Ten);

        Assert.Equal(1, (await clinic.Undo(batch)).Value);

        Assert.Equal(BookingStatus.CancelledByClinic, await clinic.Read(db => db.Bookings.Where(b => b.Id == id).Select(b => b.Status).SingleAsync()));
        Assert.Empty(await clinic.Cells());
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Equal(["book", "undo"], await clinic.Read(db => db.Audit.Where(a => a.Entity == "Booking").OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_was_undone_can_be_done_again_by_undoing_the_undo(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (batch, id) = await clinic.Booked(Ten);
        var row = await clinic.Row(id);
        var undo = TestClinic.Registrar.Fresh();
        await clinic.Undo(batch, undo);

        Assert.Equal(1, (await clinic.Undo(undo.Batch!.Value)).Value);

        Assert.Equal(row, await clinic.Row(id));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_time_taken_meanwhile_is_told_with_other_times_and_nothing_changes(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (_, id) = await clinic.Booked(Ten);
        var batch = await clinic.CancelledAt(id);
        var row = await clinic.Row(id);
        Assert.True((await clinic.Book(clinic.Slot(Ten.AddMinutes(15)), HandMade.Somebody(2))).Ok);

        var refused = await clinic.Undo(batch);

        Assert.Equal(ProblemCodes.SlotTaken, refused.Problem?.Code);
        Assert.Equal(3, refused.Problem!.Alternatives.Count);
        Assert.Equal($"/visits/{id}", Assert.Single(refused.Problem.Errors).Pointer);
        Assert.Equal(row, await clinic.Row(id));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_last_place_of_a_limit_is_wanted_again(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.MaxActivePerSpecialty = 1);
        var (_, id) = await clinic.Booked(Ten);
        var batch = await clinic.CancelledAt(id);
        var (_, second) = await clinic.Booked(TestClinic.Moscow(3, 10));

        Assert.Equal(ProblemCodes.PatientLimit, (await clinic.Undo(batch)).Problem?.Code);
        await clinic.CancelledAt(second);
        Assert.True((await clinic.Undo(batch)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_undo_at_once_and_many_who_want_the_time_one_wins(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        for (var round = 0; round < 3; round++)
        {
            var at = Ten.AddDays(round);
            var (_, id) = await clinic.Booked(at, 90);
            var batch = await clinic.CancelledAt(id);

            var undone = Enumerable.Range(0, 3).Select(_ => Task.Run(() => clinic.Undo(batch))).ToList();
            var booked = Enumerable.Range(1, 3).Select(i => Task.Run(() => clinic.Book(clinic.Slot(at), HandMade.Somebody(i)))).ToList();
            await Task.WhenAll(undone.Cast<Task>().Concat(booked));

            Assert.Equal(1, undone.Count(u => u.Result.Ok) + booked.Count(b => b.Result.Ok));
            Assert.All(undone.Where(u => !u.Result.Ok), u => Assert.Contains(u.Result.Problem!.Code, new[] { ProblemCodes.SlotTaken, ProblemCodes.AlreadyUndone }));
            await Invariants.Hold(clinic);
        }
    }

    [Theory, EveryDatabase]
    public async Task Twice_or_after_somebody_has_changed_it_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (_, id) = await clinic.Booked(Ten);
        var batch = await clinic.Moved(id, Eleven);
        Assert.True((await clinic.Undo(batch)).Ok);
        Assert.Equal(ProblemCodes.AlreadyUndone, (await clinic.Undo(batch)).Problem?.Code);

        var again = await clinic.Moved(id, Eleven);
        await clinic.Became(id, BookingStatus.Confirmed);

        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Undo(again)).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Undo(Guid.NewGuid())).Problem?.Code);
        Assert.Equal(Eleven, (await clinic.SlotOf(id)).Start);
    }

    [Fact]
    public async Task It_takes_the_rights_of_the_action()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var (own, stranger) = (Actor.Of("doctor", [Roles.Doctor], clinic.Doctor), Actor.Of("other", [Roles.Doctor], other));
        var (_, id) = await clinic.Booked(Ten);
        var status = await clinic.Became(id, BookingStatus.Confirmed, own);

        foreach (var actor in new[] { stranger, UndoDesk.CallCentre, Actor.Stranger })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Undo(status, actor)).Problem?.Code);
        }

        Assert.True((await clinic.Undo(status, own)).Ok);
        var move = await clinic.Moved(id, Eleven);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Undo(move, own)).Problem?.Code);
        Assert.True((await clinic.Undo(move, UndoDesk.CallCentre)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_stood_over_others_stands_over_them_again_for_those_who_may(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Booked(Ten, 1);
        var (_, id) = await clinic.Booked(Eleven, 2);
        var over = await clinic.Moved(id, Ten, over: "острая боль");
        var row = await clinic.Row(id);
        var away = await clinic.Moved(id, Eleven.AddHours(1));

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Undo(away, UndoDesk.CallCentre)).Problem?.Code);
        Assert.True((await clinic.Undo(away, TestClinic.Registrar)).Ok);

        Assert.Equal(row, await clinic.Row(id));
        await Invariants.Hold(clinic);
        Assert.True((await clinic.Undo(over)).Ok);
        Assert.Equal(clinic.Slot(Eleven), await clinic.SlotOf(id));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_comes_back_to_a_doctor_who_is_away_by_now_but_who_was_listed_is_listed_again(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var (_, gone) = await clinic.Booked(Eleven, 1);
        var cancelled = await clinic.CancelledAt(gone);
        var (_, id) = await clinic.Booked(Ten, 2);
        await clinic.Change(db => Task.FromResult(db.Add(new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 2), To = new(2026, 12, 2) })));
        await clinic.Write(db => Task.FromResult(db.Add(new DisplacedBooking { BookingId = id, Reason = ProblemCodes.Absent, At = clinic.Clock.Now, By = "registrar" })));
        var moved = await clinic.Moved(id, Ten, other);
        Assert.NotNull(await clinic.Read(db => db.DisplacedBookings.Select(d => d.ResolvedAt).SingleAsync()));

        Assert.Equal(ProblemCodes.Absent, (await clinic.Undo(cancelled)).Problem?.Code);
        Assert.True((await clinic.Undo(moved)).Ok);

        Assert.Equal(clinic.Slot(Ten), await clinic.SlotOf(id));
        Assert.Null(await clinic.Read(db => db.DisplacedBookings.Select(d => d.ResolvedAt).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_seat_in_a_group_is_taken_again(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Type(t => t.Capacity = 2);
        var (_, id) = await clinic.Booked(Ten, 1);
        var alone = await clinic.CancelledAt(id);
        Assert.True((await clinic.Undo(alone)).Ok);
        var (_, second) = await clinic.Booked(Ten, 2);
        var batch = await clinic.CancelledAt(id);
        var (_, third) = await clinic.Booked(Ten, 3);

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.Undo(batch)).Problem?.Code);
        await clinic.CancelledAt(third);
        Assert.True((await clinic.Undo(batch)).Ok);

        await Invariants.Hold(clinic);
        Assert.NotEqual(id, second);
    }
}
