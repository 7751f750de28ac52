using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class MoveAndCancelTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task Moves_to_a_time_that_overlaps_its_own(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;

        var moved = await Move(clinic, booked.Token, Ten.AddMinutes(15));

        Assert.True(moved.Ok, moved.Problem?.Code);
        Assert.Equal((booked.Id, booked.Code, booked.Token), (moved.Value!.Id, moved.Value.Code, moved.Value.Token));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_move_leaves_the_booking_where_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        await clinic.Book(clinic.Slot(Ten.AddHours(1)), TestClinic.Person(phone: "+7 900 000-00-02"));

        var refused = await Move(clinic, booked.Token, Ten.AddHours(1));

        Assert.Equal(ProblemCodes.SlotTaken, refused.Problem?.Code);
        Assert.Equal(3, refused.Problem!.Alternatives.Count);
        Assert.Equal(Ten, await clinic.Read(db => db.Bookings.Where(b => b.Id == booked.Id).Select(b => b.Start).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Many_moves_at_once_leave_one_booking_in_one_place(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => Move(clinic, booked.Token, Ten.AddMinutes(10 * i)))));

        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Cancelling_frees_the_slot_at_once_and_only_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            clinic.Get<CancelBooking>().Run(BookingRef.Token(booked.Token), null, true, Actor.Stranger, CancellationToken.None))));

        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal(ProblemCodes.AlreadyCancelled, r.Problem!.Code));
        Assert.True((await clinic.Book(clinic.Slot(Ten), TestClinic.Person(phone: "+7 900 000-00-02"))).Ok);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task The_patient_cannot_change_after_the_cut_off_but_the_registrar_can()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(1, 11)))).Value!;
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ProblemCodes.CutOffPassed, (await Move(clinic, booked.Token, Ten)).Problem?.Code);
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(booked.Id), clinic.Slot(Ten), 1, TestClinic.Registrar, CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task A_stale_version_is_told_and_changes_nothing()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        await Move(clinic, booked.Token, Ten.AddHours(1));

        var stale = await clinic.Get<MoveBooking>().Run(BookingRef.Id(booked.Id), clinic.Slot(Ten), 1, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal(ProblemCodes.VersionMismatch, stale.Problem?.Code);
    }

    [Fact]
    public async Task Create_move_and_cancel_leave_three_audit_entries_with_actor_channel_before_and_after()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        await Move(clinic, booked.Token, Ten.AddHours(1));
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Id), null, false, TestClinic.Registrar, CancellationToken.None);

        var entries = await clinic.Read(db => db.Audit.OrderBy(a => a.Id).ToListAsync());

        Assert.Equal(["book", "move", "cancel"], entries.Select(e => e.Action));
        Assert.Equal(["patient", "patient", "registrar"], entries.Select(e => e.Actor));
        Assert.Equal(["widget", "widget", "registry"], entries.Select(e => e.Channel));
        Assert.Equal(entries[0].After, entries[1].Before);
        Assert.Equal(entries[1].After, entries[2].Before);
    }

    [Fact]
    public async Task An_id_is_no_key_for_strangers_nor_for_doctors()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        var doctor = Actor.Of("doctor", [Roles.Doctor], clinic.Doctor);

        foreach (var actor in new[] { Actor.Stranger, doctor })
        {
            var refused = await clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Id), null, false, actor, CancellationToken.None);
            Assert.Equal(ProblemCodes.Forbidden, refused.Problem?.Code);
        }
    }

    private static Task<Domain.Result<BookingReceipt>> Move(TestClinic clinic, string token, DateTime to) =>
        clinic.Get<MoveBooking>().Run(BookingRef.Token(token), clinic.Slot(to), null, Actor.Stranger, CancellationToken.None);
}
