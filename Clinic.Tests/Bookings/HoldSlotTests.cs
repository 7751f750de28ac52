using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class HoldSlotTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task The_loser_learns_the_seconds_until_release_and_alternatives(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Hold(clinic);
        clinic.Clock.Advance(TimeSpan.FromSeconds(100));

        var loser = await Hold(clinic);

        Assert.Equal(ProblemCodes.SlotHeld, loser.Problem?.Code);
        Assert.Equal(200, loser.Problem!.SecondsUntilRelease);
        Assert.Equal(3, loser.Problem.Alternatives.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_held_slot_becomes_the_booking_of_its_holder(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = await Hold(clinic);

        var booked = await clinic.Book(default, hold: hold.Value!.Id);

        Assert.True(booked.Ok, booked.Problem?.Code);
        Assert.Equal(2500, booked.Value!.Slot.Price);
        Assert.Equal(0, await clinic.Read(db => db.Holds.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_wants_the_cells_of_an_expired_hold_gets_them(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = await Hold(clinic);
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));

        var overlapping = await clinic.Book(clinic.Slot(Ten.AddMinutes(15)));
        var late = await clinic.Book(default, hold: hold.Value!.Id);

        Assert.True(overlapping.Ok, overlapping.Problem?.Code);
        Assert.Equal(ProblemCodes.HoldExpired, late.Problem?.Code);
        Assert.Equal(3, late.Problem!.Alternatives.Count);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_same_hold_is_booked_once_however_often_it_is_sent(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await Hold(clinic)).Value!.Id;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => clinic.Book(default, key: "one", hold: hold))));

        Assert.All(results, r => Assert.True(r.Ok, r.Problem?.Code));
        Assert.Single(results.Select(r => r.Value!.Id).Distinct());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_released_hold_is_free_at_once_and_releasing_twice_is_no_error(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await Hold(clinic)).Value!.Id;

        Assert.True((await clinic.Get<ReleaseHold>().Run(hold, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<ReleaseHold>().Run(hold, CancellationToken.None)).Ok);

        Assert.True((await Hold(clinic)).Ok);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_hold_one_slot_one_succeeds(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var results = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => Hold(clinic))));
        Assert.Single(results, r => r.Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_sweep_removes_holds_long_expired_and_leaves_the_others(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Hold(clinic);
        clinic.Clock.Advance(TimeSpan.FromHours(2));
        var fresh = (await clinic.Get<HoldSlot>().Run(clinic.Slot(Ten.AddHours(1)), Actor.Stranger, CancellationToken.None)).Value!;

        Assert.Equal(1, (await clinic.Get<SweepHolds>().Run(CancellationToken.None)).Value);

        Assert.Equal(fresh.Id, (await clinic.Read(db => db.Holds.SingleAsync())).Id);
        Assert.All(await clinic.Read(db => db.Occupancy.ToListAsync()), o => Assert.Equal(fresh.Id.Value, o.OwnerId));
    }

    private static Task<Domain.Result<Hold>> Hold(TestClinic clinic) => clinic.Get<HoldSlot>().Run(clinic.Slot(Ten), Actor.Stranger, CancellationToken.None);
}
