using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class GroupVisitTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task The_last_one_to_leave_gives_the_doctor_back_and_until_then_nobody_else_gets_in(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var first = (await clinic.BookAt(Group(clinic), 1)).Value!;
        var second = (await clinic.BookAt(Group(clinic), 2)).Value!;

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 3)).Problem?.Code);
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(Group(clinic, Ten.AddMinutes(15)), 3)).Problem?.Code);
        await clinic.Cancelled(first);
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 3)).Problem?.Code);
        await Invariants.Hold(clinic);
        await clinic.Cancelled(second);

        Assert.Empty(await clinic.Cells());
        Assert.Equal(0, await clinic.Read(db => db.GroupVisits.CountAsync()));
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 3)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_later_is_in_the_room_of_the_first(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.BookAt(Group(clinic), 1);

        var second = await clinic.BookAt(Group(clinic) with { Slot = Group(clinic).Slot with { RoomId = null } }, 2);

        Assert.Equal(clinic.Room, second.Value!.Slot.RoomId);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task An_expired_hold_that_was_alone_in_a_group_does_not_keep_the_doctor(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(Group(clinic))).Value!;
        var taken = await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 1);
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));
        await Invariants.Hold(clinic);

        var single = await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 2);

        Assert.Equal(ProblemCodes.SlotHeld, taken.Problem?.Code);
        Assert.True(single.Ok, single.Problem?.Code);
        Assert.Equal(ProblemCodes.HoldExpired, (await clinic.BookHeld(hold.Id, 3)).Problem?.Code);
        Assert.Equal(0, await clinic.Read(db => db.GroupVisits.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_group_opens_anew_over_its_own_expired_holds(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.HoldAt(Group(clinic));
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));

        Assert.True((await clinic.BookAt(Group(clinic), 1)).Ok);

        Assert.Single(await clinic.Cells(), c => c.ResourceId.Kind == ResourceKind.Places);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_hold_becomes_the_booking_with_its_seat_and_the_group_stays_for_good(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(Group(clinic))).Value!;
        var other = (await clinic.HoldAt(Group(clinic))).Value!;

        var booked = await clinic.BookHeld(hold.Id, 1);
        Assert.True(booked.Ok, booked.Problem?.Code);
        clinic.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten), 2)).Problem?.Code);
        await Invariants.Hold(clinic);
        await clinic.Get<SweepHolds>().Run(HandMade.Cancel);

        Assert.Equal(ProblemCodes.HoldExpired, (await clinic.BookHeld(other.Id, 2)).Problem?.Code);
        Assert.Single(await clinic.Cells(), c => c.ResourceId.Kind == ResourceKind.Places);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_released_hold_leaves_the_group_to_the_other_hold_and_the_last_release_removes_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var first = (await clinic.HoldAt(Group(clinic))).Value!;
        clinic.Clock.Advance(TimeSpan.FromSeconds(60));
        var second = (await clinic.HoldAt(Group(clinic))).Value!;

        await clinic.Get<ReleaseHold>().Run(second.Id, HandMade.Cancel);
        await Invariants.Hold(clinic);
        Assert.Equal(first.ExpiresAt, (await clinic.Cells()).First(c => c.ResourceId.Kind == ResourceKind.Doctor).HeldUntil);
        await clinic.Get<ReleaseHold>().Run(first.Id, HandMade.Cancel);

        Assert.Empty(await clinic.Cells());
        Assert.Equal(0, await clinic.Read(db => db.GroupVisits.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Moving_out_of_a_group_and_into_another_leaves_no_seat_behind(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.BookAt(Group(clinic), 1)).Value!;
        await clinic.BookAt(Group(clinic), 2);

        Assert.True((await clinic.MoveTo(booked, Group(clinic, Ten.AddHours(1)))).Ok);
        await Invariants.Hold(clinic);
        Assert.True((await clinic.MoveTo(booked, clinic.Place(Ten.AddHours(3)))).Ok);

        Assert.Equal(1, await clinic.Read(db => db.GroupVisits.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Many_who_come_and_go_leave_the_group_sound(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(async () =>
        {
            for (var turn = 0; turn < 4; turn++)
            {
                if (await clinic.BookAt(Group(clinic), i) is { Ok: true } booked)
                {
                    await clinic.Cancelled(booked.Value!);
                }
            }
        })));

        Assert.Empty(await clinic.Cells());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_full_group_of_holds_tells_when_a_seat_may_be_free(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.BookAt(Group(clinic), 1);
        await clinic.HoldAt(Group(clinic));
        clinic.Clock.Advance(TimeSpan.FromSeconds(100));
        await clinic.HoldAt(Group(clinic));

        var refused = await clinic.BookAt(Group(clinic), 2);

        Assert.Equal((ProblemCodes.SlotHeld, 200), (refused.Problem?.Code, refused.Problem?.SecondsUntilRelease));
    }

    [Theory, EveryDatabase]
    public async Task The_group_that_one_leaves_is_in_the_way_while_others_are_in_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.BookAt(Group(clinic), 1)).Value!;
        var hold = (await clinic.HoldAt(Group(clinic))).Value!;

        var single = await clinic.MoveTo(booked, clinic.Place(Ten.AddMinutes(15)));
        await clinic.BookHeld(hold.Id, 2);
        var another = await clinic.MoveTo(booked, Group(clinic, Ten.AddMinutes(15)));

        Assert.Equal((ProblemCodes.SlotTaken, ProblemCodes.SlotTaken), (single.Problem?.Code, another.Problem?.Code));
        await Invariants.Hold(clinic);
        Assert.True((await clinic.MoveTo(booked, Group(clinic))).Ok);
    }

    [Theory, EveryDatabase]
    public async Task Who_joins_needs_no_room_but_that_of_the_group(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var others = await clinic.Doctors(2);
        await clinic.BookAt(Group(clinic) with { Slot = Group(clinic).Slot with { RoomId = null } }, 1);
        await clinic.BookAt(clinic.Place(Ten, doctor: others[0], room: clinic.Room), 2);
        await clinic.BookAt(clinic.Place(Ten, doctor: others[1]), 3);

        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.BookAt(Group(clinic), 3)).Problem?.Code);
        Assert.True((await clinic.BookAt(Group(clinic), 4)).Ok);
    }

    [Theory, EveryDatabase]
    public async Task Who_has_a_seat_held_and_is_elsewhere_at_the_time_hears_just_that(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.BookAt(clinic.Place(Ten, doctor: (await clinic.Doctors(1))[0]), 1);
        var hold = (await clinic.HoldAt(Group(clinic))).Value!;

        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.BookHeld(hold.Id, 1)).Problem?.Code);
        Assert.True((await clinic.BookHeld(hold.Id, 2)).Ok);
    }

    private static Placement Group(TestClinic clinic, DateTime? start = null) => clinic.Place(start ?? Ten, room: clinic.Room) with { GroupSize = 3 };
}
