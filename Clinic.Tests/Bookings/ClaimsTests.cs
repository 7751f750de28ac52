using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class ClaimsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory]
    [InlineData("", "-2..13")]
    [InlineData("0-10,40-50", "-2..2 8..10")]
    [InlineData("10-20", "2..4")]
    [InlineData("0-10,10-20", "")]
    [InlineData("45-60", "9..13")]
    [InlineData("0-90", "-2..13")]
    public void The_doctor_is_busy_for_the_parts_and_the_buffers_that_touch_them(string parts, string expected)
    {
        if (!VisitParts.TryParse(parts, out var parsed))
        {
            Assert.Equal("", expected);
            return;
        }

        var start = Cell.Of(Ten);
        var place = new Placement(new(new(1), new(1), new(1), new(2), new(Ten, Ten.AddMinutes(60)), null), 10, 5) { DoctorParts = parsed };
        var claims = Claims.OfPlace(place).ToList();

        Assert.Equal(expected, string.Join(' ', claims.Where(c => c.Resource.Kind == ResourceKind.Doctor).Select(c => $"{c.From - start}..{c.To - start}")));
        Assert.Equal("-2..13", string.Join(' ', claims.Where(c => c.Resource.Kind == ResourceKind.Room).Select(c => $"{c.From - start}..{c.To - start}")));
    }

    [Theory, EveryDatabase]
    public async Task Between_the_parts_the_doctor_sees_somebody_else(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var parts = VisitParts.Parse("0-10,40-50");
        Assert.True((await clinic.BookAt(clinic.Place(Ten, 60, room: clinic.Room) with { DoctorParts = parts }, 1)).Ok);

        Assert.Equal(ProblemCodes.RoomBusy, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(10), room: clinic.Room), 2)).Problem?.Code);
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddMinutes(10)), 2)).Ok);
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(45), 10), 3)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_hold_has_its_quota_place_which_goes_over_to_the_booking_and_is_free_when_cancelled(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var place = clinic.Place(Ten) with { Quotas = [new(ResourceId.Places("widget"), 20_000, 1, 1)] };
        var other = clinic.Place(Ten.AddHours(1)) with { Quotas = place.Quotas };
        var hold = (await clinic.HoldAt(place)).Value!;
        Assert.Equal(ProblemCodes.Quota, (await clinic.BookAt(other, 1)).Problem?.Code);

        var booked = (await clinic.BookHeld(hold.Id, 1)).Value!;
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));
        Assert.Equal(ProblemCodes.Quota, (await clinic.BookAt(other, 2)).Problem?.Code);
        await Invariants.Hold(clinic);
        await clinic.Cancelled(booked);
        Assert.True((await clinic.HoldAt(other)).Ok);
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));
        Assert.True((await clinic.BookAt(place, 2)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_stranger_with_a_card_and_without_are_the_same_person(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var others = await clinic.Doctors(3);
        await clinic.BookAt(clinic.Place(Ten), 1);
        await clinic.BookAt(clinic.Place(Ten.AddDays(1)), 1, actor: TestClinic.Registrar);
        var card = await clinic.Read(db => db.Patients.Select(p => p.Id).SingleAsync());

        foreach (var (wish, actor) in new (Func<BookCommand, BookCommand>, Domain.Users.Actor)[]
        {
            (c => c, Domain.Users.Actor.Stranger), (c => c, TestClinic.Registrar), (c => c with { Contact = null, Patient = card }, TestClinic.Registrar),
        })
        {
            Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(15), doctor: others[0]), 1, wish, actor)).Problem?.Code);
            Assert.Equal(ProblemCodes.PatientOverlap, (await clinic.BookAt(clinic.Place(Ten.AddDays(1), doctor: others[1]), 1, wish, actor)).Problem?.Code);
        }

        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal((card, true), (b.PatientId!.Value, b.ContactKey is not null)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_booking_from_before_contact_keys_were_kept_is_valid_and_can_be_identified(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.BookAt(clinic.Place(Ten), 1)).Value!;
        await clinic.Change(db => db.Bookings.ExecuteUpdateAsync(s => s.SetProperty(b => b.ContactKey, (long?)null)));
        await Invariants.Hold(clinic);

        Assert.True((await clinic.Get<Domain.Patients.IdentifyPatient>().Run(booked.Id, null, null, TestClinic.Registrar, HandMade.Cancel)).Ok);

        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Each_change_names_the_cells_it_touched_and_nobody_s_person(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (doctor, room, cell) = (ResourceId.Doctor(clinic.Doctor).Value, ResourceId.Room(clinic.Room).Value, Cell.Of(Ten));
        string At(int from, int to) => $"{doctor}:{from}:{to} {room}:{from}:{to}";
        var booked = (await clinic.BookAt(clinic.Place(Ten, room: clinic.Room), 1)).Value!;
        await clinic.MoveTo(booked, clinic.Place(Ten.AddMinutes(15), room: clinic.Room));
        await clinic.Cancelled(booked);

        var touched = await clinic.Read(db => db.Changes.Where(c => c.Kind == Domain.Changes.ChangeKind.Booking).OrderBy(c => c.Seq).Select(c => c.Touched).ToListAsync());

        Assert.Equal([At(cell, cell + 6), At(cell, cell + 6), At(cell + 3, cell + 9), At(cell + 3, cell + 9)], touched);
    }
}
