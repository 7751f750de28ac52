using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class NoShowTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(1, 10);

    [Theory, EveryDatabase]
    public async Task After_the_time_of_grace_the_rest_of_the_visit_is_free_for_others(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.NoShowMinutes = 15);
        var device = await clinic.Device();
        var booked = (await clinic.BookAt(clinic.Place(Ten, 60, room: clinic.Room) with { Devices = [(device, 1)], BufferAfter = 5 }, 1)).Value!;
        var (arrived, later) = ((await clinic.BookAt(clinic.Place(Ten.AddMinutes(-60)), 2)).Value!, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(65)), 3)).Value!);
        await clinic.Become(arrived, BookingStatus.Arrived);
        clinic.Clock.Advance(Ten.AddMinutes(14) - clinic.Clock.Now);
        Assert.Equal(0, await clinic.Get<MarkNoShows>().Run(HandMade.Cancel));
        clinic.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await clinic.Get<MarkNoShows>().Run(HandMade.Cancel));
        Assert.Equal(0, await clinic.Get<MarkNoShows>().Run(HandMade.Cancel));

        await Invariants.Hold(clinic);
        var gone = await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == booked.Id));
        Assert.Equal((BookingStatus.NoShow, clinic.Clock.Now), (gone.Status, gone.ReleasedAt));
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 4)).Problem?.Code);
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddMinutes(20), 45, room: clinic.Room) with { Devices = [(device, 1)] }, 4)).Ok);
        Assert.Equal(BookingStatus.Booked, await clinic.Read(db => db.Bookings.Where(b => b.Id == later.Id).Select(b => b.Status).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_late_after_all_gets_the_time_back_unless_it_was_given_away(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var place = clinic.Place(Ten, room: clinic.Room);
        var booked = (await clinic.BookAt(place, 1)).Value!;
        clinic.Clock.Advance(Ten.AddMinutes(16) - clinic.Clock.Now);
        await clinic.Become(booked, BookingStatus.NoShow);
        await Invariants.Hold(clinic);
        Assert.True((await clinic.Become(booked, BookingStatus.Arrived)).Ok);
        await Invariants.Hold(clinic);
        Assert.Equal(3 * 6, (await clinic.Cells()).Count);

        await clinic.Change(db => db.Bookings.ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.Booked)));
        await clinic.Become(booked, BookingStatus.NoShow);
        var next = (await clinic.BookAt(clinic.Place(Ten.AddMinutes(20)), 2)).Value!;
        var refused = await clinic.Become(booked, BookingStatus.Arrived);

        Assert.Equal(ProblemCodes.SlotTaken, refused.Problem?.Code);
        Assert.Equal(BookingStatus.NoShow, await clinic.Read(db => db.Bookings.Where(b => b.Id == booked.Id).Select(b => b.Status).SingleAsync()));
        await Invariants.Hold(clinic);
        await clinic.Cancelled(next);
        Assert.True((await clinic.Become(booked, BookingStatus.Arrived)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task In_a_group_the_seat_stays_and_the_group_goes_on(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var group = clinic.Place(Ten) with { GroupSize = 2 };
        var booked = (await clinic.BookAt(group, 1)).Value!;
        clinic.Clock.Advance(Ten.AddMinutes(10) - clinic.Clock.Now);

        await clinic.Become(booked, BookingStatus.NoShow);

        await Invariants.Hold(clinic);
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten.AddMinutes(15)), 2)).Problem?.Code);
        Assert.True((await clinic.Become(booked, BookingStatus.Arrived)).Ok);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Nobody_is_marked_where_the_clinic_does_not_want_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.BookAt(clinic.Place(Ten), 1);
        clinic.Clock.Advance(TimeSpan.FromHours(9));

        Assert.Equal(0, await clinic.Get<MarkNoShows>().Run(HandMade.Cancel));
    }
}
