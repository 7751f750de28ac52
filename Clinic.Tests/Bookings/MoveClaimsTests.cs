using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class MoveClaimsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task Whatever_refuses_a_move_leaves_everything_as_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var device = await clinic.Device();
        var doctors = await clinic.Doctors(2);
        var quota = new PlaceClaim(ResourceId.Places("widget"), 20_000, 1, 1);
        var booked = (await clinic.BookAt(clinic.Place(Ten, room: clinic.Room) with { GroupSize = 2, Quotas = [new(ResourceId.Places("own"), 20_000, 2, 2)] }, 1)).Value!;
        await clinic.BookAt(clinic.Place(Ten.AddHours(1), doctor: doctors[0], room: clinic.Room) with { Devices = [(device, 1)], Quotas = [quota] }, 2);
        await clinic.BookAt(clinic.Place(Ten.AddHours(2), doctor: doctors[0]) with { GroupSize = 1 }, 3);
        await clinic.Type(t => (t.MinAge, t.MaxAge) = (1, 99));
        var before = await Picture(clinic);

        foreach (var (place, code) in new (Placement, string)[]
        {
            (clinic.Place(Ten.AddHours(1), doctor: doctors[0]), ProblemCodes.SlotTaken),
            (clinic.Place(Ten.AddHours(1), doctor: doctors[1], room: clinic.Room), ProblemCodes.RoomBusy),
            (clinic.Place(Ten.AddHours(1), doctor: doctors[1]) with { Devices = [(device, 1)] }, ProblemCodes.DeviceBusy),
            (clinic.Place(Ten.AddHours(1), doctor: doctors[1]) with { Quotas = [quota] }, ProblemCodes.Quota),
            (clinic.Place(Ten.AddHours(2), doctor: doctors[0]) with { GroupSize = 5 }, ProblemCodes.SlotTaken),
            (clinic.Place(Ten.AddYears(60)), ProblemCodes.Age),
        })
        {
            Assert.Equal(code, (await clinic.MoveTo(booked, place)).Problem?.Code);
            Assert.Equal(before, await Picture(clinic));
        }

        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_move_onto_its_own_cells_takes_devices_and_quotas_along(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var device = await clinic.Device();
        Placement At(int minutes) => clinic.Place(Ten.AddMinutes(minutes), room: clinic.Room) with
        {
            Devices = [(device, 1)],
            BufferAfter = 10,
            Quotas = [new(ResourceId.Places("widget"), 20_000, 6, 6)],
        };
        var booked = (await clinic.BookAt(At(0), 1)).Value!;
        var size = (await clinic.Cells()).Count;

        Assert.True((await clinic.MoveTo(booked, At(15))).Ok);
        Assert.True((await clinic.MoveTo(booked, At(10))).Ok);

        Assert.Equal(size, (await clinic.Cells()).Count);
        var stands = await clinic.Read(db => db.Bookings.SingleAsync());
        Assert.Equal((Ten.AddMinutes(10), device, 3), (stands.Start, stands.Devices.First!.Value, stands.Version));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_change_places_at_once_through_a_third_leave_two_bookings(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var places = Enumerable.Range(0, 3).Select(i => clinic.Place(Ten.AddHours(i), room: clinic.Room) with { GroupSize = i == 2 ? 2 : 1 }).ToList();
        var booked = new[] { (await clinic.BookAt(places[0], 1)).Value!, (await clinic.BookAt(places[1], 2)).Value! };

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => clinic.MoveTo(booked[i % 2], places[i % 3]))));

        Assert.Equal(2, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task The_history_tells_each_step_with_what_was_and_what_became()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = (await clinic.BookAt(clinic.Place(Ten, room: clinic.Room), 1)).Value!;
        await clinic.MoveTo(booked, clinic.Place(Ten.AddHours(1)), "Просит врач");
        await clinic.Cancelled(booked);

        var steps = (await clinic.Get<ReadBookingHistory>().Run(booked.Id, TestClinic.Registrar, HandMade.Cancel)).Value!.Steps.Reverse().ToList();

        Assert.Equal(["book/patient/widget", "move/registrar/registry", "cancel/registrar/registry"], steps.Select(s => $"{s.Action}/{s.Actor}/{s.Channel}"));
        Assert.Equal([Ten, Ten.AddHours(1), Ten.AddHours(1)], steps.Select(s => s.After!.Start.UtcDateTime));
        Assert.Equal((null, steps[0].After, steps[1].After), (steps[0].Before, steps[1].Before, steps[2].Before));
        Assert.Equal((clinic.Room.Value, null, true, BookingStatus.CancelledByClinic), (steps[0].After!.Room, steps[1].After!.Room, steps[1].After!.Overridden, steps[2].After!.Status));
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadBookingHistory>().Run(booked.Id, Actor.Of("d", [Roles.Doctor], new(clinic.Doctor.Value + 1)), HandMade.Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<ReadBookingHistory>().Run(new(Guid.NewGuid()), TestClinic.Registrar, HandMade.Cancel)).Problem?.Code);
    }

    /// <summary>Every cell and every booking, as text.</summary>
    private static async Task<string> Picture(TestClinic clinic)
    {
        var cells = (await clinic.Cells()).Select(c => $"{c.ResourceId}/{c.Cell}/{c.Lane}/{c.OwnerId}/{c.HeldUntil:O}").Order(StringComparer.Ordinal);
        var bookings = await clinic.Read(db => db.Bookings.OrderBy(b => b.Code).ToListAsync());
        return string.Join('\n', cells.Concat(bookings.Select(b => $"{b.Id} {b.Start:O} {b.DoctorId} {b.RoomId} {b.GroupId} {b.Version} {b.Devices}")));
    }
}
