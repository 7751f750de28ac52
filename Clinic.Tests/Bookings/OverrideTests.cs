using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class OverrideTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task It_stands_in_a_lane_above_and_after_the_cancel_of_either_the_time_is_still_taken(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        foreach (var cancelFirst in new[] { true, false })
        {
            var first = (await clinic.BookAt(Place(clinic), 1)).Value!;
            var second = (await Over(clinic, Place(clinic), 2)).Value!;
            Assert.Equal([0, 1], (await clinic.Cells()).Where(c => c.ResourceId.Kind == ResourceKind.Doctor).Select(c => (int)c.Lane).Distinct().Order());
            await Invariants.Hold(clinic);

            await clinic.Cancelled(cancelFirst ? first : second);

            Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(Place(clinic), 3)).Problem?.Code);
            await Invariants.Hold(clinic);
            await clinic.Cancelled(cancelFirst ? second : first);
            Assert.Empty(await clinic.Cells());
        }
    }

    [Theory, EveryDatabase]
    public async Task Over_a_hold_it_goes_below_so_that_the_time_stays_taken_when_the_hold_expires(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(Place(clinic))).Value!;
        Assert.True((await Over(clinic, Place(clinic), 1)).Ok);
        await Invariants.Hold(clinic);
        var meanwhile = (await clinic.BookAt(Place(clinic), 2)).Problem;
        Assert.Equal((ProblemCodes.SlotTaken, null), (meanwhile?.Code, meanwhile?.SecondsUntilRelease));
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(Place(clinic), 2)).Problem?.Code);
        Assert.Equal(ProblemCodes.HoldExpired, (await clinic.BookHeld(hold.Id, 3)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Beside_a_group_it_keeps_the_room_when_the_group_is_gone(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var others = await clinic.Doctors(3);
        foreach (var held in new[] { false, true })
        {
            var group = clinic.Place(Ten.AddHours(held ? 1 : 0), doctor: others[0], room: clinic.Room) with { GroupSize = 3 };
            var first = (await clinic.BookAt(group, 1)).Value!;
            if (held)
            {
                await clinic.HoldAt(group);
            }

            Assert.True((await Over(clinic, clinic.Place(group.Slot.Range.Start, doctor: others[1], room: clinic.Room), 2)).Ok);
            await clinic.Cancelled(first);
            await Invariants.Hold(clinic);
            clinic.Clock.Advance(TimeSpan.FromSeconds(301));

            Assert.Equal(ProblemCodes.RoomBusy, (await clinic.BookAt(clinic.Place(group.Slot.Range.Start, doctor: others[2], room: clinic.Room), 3)).Problem?.Code);
            await Invariants.Hold(clinic);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_group_over_a_visit_that_one_moves_to_where_it_is_hears_of_that_visit(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var group = Place(clinic) with { GroupSize = 3 };
        await clinic.BookAt(clinic.Place(Ten, doctor: (await clinic.Doctors(1))[0], room: clinic.Room), 1);
        var over = (await Over(clinic, group, 2)).Value!;

        Assert.Equal(ProblemCodes.RoomBusy, (await clinic.MoveTo(over, group)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_hold_under_an_override_can_still_be_booked(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(Place(clinic))).Value!;
        await Over(clinic, Place(clinic), 1);

        Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.BookHeld(hold.Id, 1)).Problem?.Code);
        Assert.True((await clinic.BookHeld(hold.Id, 3)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task It_needs_the_right_and_a_reason_which_is_kept_with_the_cover_and_not_in_the_audit(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var callCentre = Actor.Of("c", [Roles.CallCentre], null);

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.BookAt(Place(clinic), 1, c => c with { Override = "Срочно" }, callCentre)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.BookAt(Place(clinic), 1, c => c with { Override = "Срочно" })).Problem?.Code);
        Assert.Equal(("/override/reason", ProblemCodes.Required), Field(await Over(clinic, Place(clinic), 1, "  ")));
        Assert.Equal(("/override/reason", ProblemCodes.TooLong), Field(await Over(clinic, Place(clinic), 1, new('а', 501))));
        Assert.True((await Over(clinic, Place(clinic), 1, "Острая боль")).Ok);

        Assert.True((await clinic.Read(db => db.Bookings.SingleAsync())).Override);
        Assert.Equal("Острая боль", (await clinic.Read(db => db.BookingCovers.SingleAsync())).OverrideReason);
        var entry = await clinic.Read(db => db.Audit.SingleAsync(a => a.Action == "book"));
        Assert.Contains("\"overridden\":true", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("боль", entry.After, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_patient_is_in_one_place_unless_that_is_overridden_too(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = (await clinic.Doctors(1))[0];
        await clinic.BookAt(Place(clinic), 1);

        Assert.Equal(ProblemCodes.PatientOverlap, (await Over(clinic, clinic.Place(Ten, doctor: other), 1)).Problem?.Code);
        var both = await clinic.BookAt(clinic.Place(Ten, doctor: other), 1, c => c with { Override = "Консилиум", OverridePatient = true }, TestClinic.Registrar);

        Assert.True(both.Ok, both.Problem?.Code);
        await Invariants.Hold(clinic);
        await clinic.Cancelled(both.Value!);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task It_goes_beyond_quotas_rooms_devices_and_seats(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var device = await clinic.Device();
        var full = Place(clinic) with { Devices = [(device, 1)], Quotas = [new(ResourceId.Places("widget"), 20_000, 1, 1)] };
        var group = clinic.Place(Ten.AddHours(2)) with { GroupSize = 1 + 1 };
        await clinic.BookAt(full, 1);
        await clinic.BookAt(group, 1);
        await clinic.BookAt(group, 2);

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(full, 3)).Problem?.Code);
        Assert.True((await Over(clinic, full, 3)).Ok);
        Assert.True((await Over(clinic, group, 3)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_move_may_override_and_a_move_away_stands_by_itself_again(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.BookAt(Place(clinic), 1);
        var booked = (await clinic.BookAt(clinic.Place(Ten.AddHours(1), room: clinic.Room), 2)).Value!;

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.MoveTo(booked, Place(clinic))).Problem?.Code);
        Assert.True((await clinic.MoveTo(booked, Place(clinic), "Просит врач")).Ok);
        Assert.True(await clinic.Read(db => db.Bookings.Where(b => b.Id == booked.Id).Select(b => b.Override).SingleAsync()));
        await Invariants.Hold(clinic);
        Assert.True((await clinic.MoveTo(booked, clinic.Place(Ten.AddHours(1), room: clinic.Room))).Ok);

        Assert.False(await clinic.Read(db => db.Bookings.Where(b => b.Id == booked.Id).Select(b => b.Override).SingleAsync()));
        Assert.All(await clinic.Cells(), c => Assert.Equal(0, c.Lane));
        await Invariants.Hold(clinic);
    }

    private static Placement Place(TestClinic clinic) => clinic.Place(Ten, room: clinic.Room);

    private static Task<Domain.Result<BookingReceipt>> Over(TestClinic clinic, Placement place, int person, string reason = "Срочно") =>
        clinic.BookAt(place, person, c => c with { Override = reason }, TestClinic.Registrar);

    private static (string?, string?) Field<T>(Domain.Result<T> result) => (result.Problem?.Errors[0].Pointer, result.Problem?.Errors[0].Code);
}
