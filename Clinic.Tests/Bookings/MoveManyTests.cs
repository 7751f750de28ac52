using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class MoveManyTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task A_doctors_morning_goes_to_a_colleague_with_its_times_and_comes_back_in_one_undo(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var ids = await Morning(clinic, 4);
        var rows = await Rows(clinic, ids);
        var plan = await Plan(clinic, new(ids, other, null, Nearest: false));
        Assert.All(plan.Lines, l => Assert.Equal((l.Range, null), (l.To!.Range, l.Reason)));

        var moved = await Move(clinic, plan, partly: false);

        Assert.Equal(4, moved.Value!.Moved);
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(other, b.DoctorId));
        var batches = await clinic.Read(db => db.Audit.Where(a => a.Action == "move").Select(a => a.BatchId).Distinct().ToListAsync());
        Assert.Equal([moved.Value.Batch], batches);
        await Invariants.Hold(clinic);

        Assert.Equal(4, (await clinic.Undo(moved.Value.Batch)).Value);
        Assert.Equal(rows, await Rows(clinic, ids));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_change_places_do_and_change_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var ids = await Morning(clinic, 2);
        var rows = await Rows(clinic, ids);

        var moved = await clinic.Get<MoveMany>().Run(
            new([new(ids[0], 1, clinic.Slot(Ten.AddMinutes(30))), new(ids[1], 1, clinic.Slot(Ten))], Partly: false), TestClinic.Registrar, CancellationToken.None);

        Assert.Equal(2, moved.Value?.Moved);
        Assert.Equal([Ten.AddMinutes(30), Ten], await Starts(clinic, ids));
        await Invariants.Hold(clinic);
        Assert.Equal(2, (await clinic.Undo(moved.Value!.Batch)).Value);
        Assert.Equal(rows, await Rows(clinic, ids));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Who_cannot_keep_the_time_is_shown_the_nearest_and_who_finds_none_is_told_why(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("10:00-11:30"));
        Assert.True((await clinic.Book(clinic.Slot(Ten, other), HandMade.Somebody(9))).Ok);
        var ids = await Morning(clinic, 3);

        var kept = await Plan(clinic, new(ids, other, null, Nearest: false));
        Assert.Equal([ProblemCodes.SlotTaken, null, null], kept.Lines.Select(l => l.Reason));

        var near = await Plan(clinic, new(ids, other, null, Nearest: true));
        Assert.Equal([null, Ten.AddMinutes(30), Ten.AddMinutes(60)], near.Lines.Select(l => l.To?.Range.Start));
        Assert.Equal([ProblemCodes.SlotTaken, null, null], near.Lines.Select(l => l.Reason));
        Assert.Equal(ids, near.Lines.Select(l => l.Booking));
    }

    [Theory, EveryDatabase]
    public async Task All_or_none_moves_nobody_when_one_place_is_gone_and_the_others_go_when_that_is_wanted(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var ids = await Morning(clinic, 3);
        var plan = await Plan(clinic, new(ids, other, null, Nearest: false));
        Assert.True((await clinic.Book(clinic.Slot(Ten.AddMinutes(30), other), HandMade.Somebody(9))).Ok);

        var none = await Move(clinic, plan, partly: false);

        Assert.Equal(ProblemCodes.SlotTaken, none.Problem?.Code);
        Assert.Equal($"/visits/{ids[1]}", Assert.Single(none.Problem!.Errors).Pointer);
        Assert.DoesNotContain(other, await clinic.Read(db => db.Bookings.Where(b => ids.Contains(b.Id)).Select(b => b.DoctorId).ToListAsync()));

        var some = await Move(clinic, plan, partly: true);

        Assert.Equal([null, ProblemCodes.SlotTaken, null], some.Value!.Outcomes.Select(o => o.Reason));
        Assert.Equal(2, some.Value.Moved);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task One_that_was_changed_meanwhile_stays_and_its_place_is_nobodys(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var ids = await Morning(clinic, 2);
        await clinic.Became(ids[1], BookingStatus.Confirmed);

        // The second stays where the first wants to go.
        var moved = await clinic.Get<MoveMany>().Run(
            new([new(ids[0], 1, clinic.Slot(Ten.AddMinutes(30))), new(ids[1], 1, clinic.Slot(Ten.AddHours(1)))], Partly: true), TestClinic.Registrar, CancellationToken.None);

        Assert.Equal([ProblemCodes.SlotTaken, ProblemCodes.VersionMismatch], moved.Value!.Outcomes.Select(o => o.Reason));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Crowds_that_move_into_one_day_at_once_leave_each_booking_in_one_place(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (first, second) = (await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00")), await clinic.AddDoctor("Орлов", null, WorkHours.Of("09:00-18:00")));
        var ids = await Morning(clinic, 4);
        foreach (var (i, id) in (await Task.WhenAll(Enumerable.Range(0, 4).Select(async i => (await clinic.Booked(Ten.AddMinutes(30 * i), 20 + i, first)).Id))).Index())
        {
            ids.Add(id);
        }

        var results = await Task.WhenAll(new[] { ids[..4], ids[4..], [ids[0], ids[4]] }.Select(some => Task.Run(() => clinic.Get<MoveMany>().Run(
            new([.. some.Select((id, i) => new WantedMove(id, 1, clinic.Slot(Ten.AddMinutes(30 * i), second)))], Partly: true), TestClinic.Registrar, CancellationToken.None))));

        Assert.All(results, r => Assert.True(r.Ok, r.Problem?.Code));
        Assert.Equal(4, await clinic.Read(db => db.Bookings.CountAsync(b => b.DoctorId == second)));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task It_is_for_those_who_may_book_for_anyone_and_a_stopped_one_moves_nobody()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var ids = await Morning(clinic, 2);
        MoveManyCommand command = new([.. ids.Select((id, i) => new WantedMove(id, 1, clinic.Slot(Ten.AddHours(4).AddMinutes(30 * i))))], Partly: false);

        foreach (var actor in new[] { Actor.Stranger, Actor.Of("doctor", [Roles.Doctor], clinic.Doctor) })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<MoveMany>().Run(command, actor, CancellationToken.None)).Problem?.Code);
        }

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clinic.Get<MoveMany>().Run(command, TestClinic.Registrar, stop.Token, new StopAt(1, stop)));
        Assert.Equal([Ten, Ten.AddMinutes(30)], await Starts(clinic, ids));
        await Invariants.Hold(clinic);
    }

    private static async Task<List<BookingId>> Morning(TestClinic clinic, int visits)
    {
        var ids = new List<BookingId>();
        for (var i = 0; i < visits; i++)
        {
            ids.Add((await clinic.Booked(Ten.AddMinutes(30 * i), i + 1)).Id);
        }

        return ids;
    }

    private static async Task<MassPlan> Plan(TestClinic clinic, MassWish wish) => (await clinic.Get<PlanMoves>().Run(wish, TestClinic.Registrar, CancellationToken.None)).Value!;

    private static Task<Result<MovedMany>> Move(TestClinic clinic, MassPlan plan, bool partly) =>
        clinic.Get<MoveMany>().Run(new([.. plan.Lines.Select(l => l.Move!)], partly), TestClinic.Registrar, CancellationToken.None);

    private static async Task<List<string>> Rows(TestClinic clinic, IEnumerable<BookingId> ids)
    {
        var rows = new List<string>();
        foreach (var id in ids)
        {
            rows.Add(await clinic.Row(id) + string.Join(' ', await clinic.Owned(id)));
        }

        return rows;
    }

    private static async Task<IEnumerable<DateTime>> Starts(TestClinic clinic, IReadOnlyList<BookingId> ids)
    {
        var starts = await clinic.Read(db => db.Bookings.ToDictionaryAsync(b => b.Id, b => b.Start));
        return ids.Select(i => starts[i]);
    }

    private sealed class StopAt(int count, CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == count)
            {
                stop.Cancel();
            }
        }
    }
}
