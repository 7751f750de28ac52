using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Import;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>What is held while rosters change.</summary>
public sealed class LostHoldsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);
    private static readonly DateTime Three = TestClinic.Moscow(2, 15);

    [Theory, EveryDatabase]
    public async Task A_hold_that_the_new_roster_has_no_room_for_is_given_back_and_another_becomes_a_booking(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (lost, stays) = (await Hold(clinic, Ten), await Hold(clinic, Three));

        await clinic.Save(new RosterChange.AddException(clinic.Doctor, clinic.Site, RosterDesk.Tomorrow, DayReason.Hours, [new() { Hours = WorkHours.Of("14:00-18:00"), Rooms = [clinic.Room] }]));

        Assert.All(await clinic.Cells(), c => Assert.Equal(stays.Value, c.OwnerId));
        await Outcome(clinic, lost, stays);
    }

    [Theory, EveryDatabase]
    public async Task A_room_out_of_order_takes_the_holds_of_its_time_along(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (lost, stays) = (await Hold(clinic, Ten), await Hold(clinic, Three));

        await clinic.Save(new RosterChange.AddOutage(ResourceId.Room(clinic.Room), Ten.AddMinutes(20), Ten.AddHours(1), "Ремонт"));

        await Outcome(clinic, lost, stays);
    }

    [Theory, EveryDatabase]
    public async Task So_does_an_import(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (lost, stays) = (await Hold(clinic, Ten), await Hold(clinic, Three));

        await clinic.Import(ImportDesk.Month(ImportDesk.Petrov((2, "14-18"))));

        await Outcome(clinic, lost, stays);
    }

    [Theory, EveryDatabase]
    public async Task So_does_another_time_zone_of_the_site(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (lost, stays) = (await Hold(clinic, TestClinic.Moscow(2, 17)), await Hold(clinic, Ten));
        var form = SiteDetails.Of(await clinic.Read(db => db.Sites.SingleAsync()));

        Assert.True((await clinic.Get<SaveSite>().Run(form with { TimeZone = "Asia/Yekaterinburg" }, EmptyClinic.Administrator, CancellationToken.None)).Ok);

        await Outcome(clinic, lost, stays);
    }

    [Theory, EveryDatabase]
    public async Task Held_seats_of_a_group_are_given_back_with_the_group(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Type(t => t.Capacity = 8);
        var (one, other) = (await Hold(clinic, Ten), await Hold(clinic, Ten));
        Assert.Equal(1, await clinic.Read(db => db.GroupVisits.CountAsync()));

        await clinic.Save(new RosterChange.AddAbsence(clinic.Doctor, RosterDesk.Tomorrow, RosterDesk.Tomorrow, DayReason.Sick));

        Assert.Empty(await clinic.Cells());
        Assert.Equal(0, await clinic.Read(db => db.GroupVisits.CountAsync()));
        Assert.All(new[] { await clinic.BookHeld(one, 1), await clinic.BookHeld(other, 2) }, b => Assert.Equal(ProblemCodes.HoldExpired, b.Problem?.Code));
        await Invariants.Hold(clinic);
    }

    private static async Task Outcome(TestClinic clinic, HoldId lost, HoldId stays)
    {
        var (gone, booked) = (await clinic.BookHeld(lost, 1), await clinic.BookHeld(stays, 2));
        Assert.Equal((ProblemCodes.HoldExpired, 3), (gone.Problem?.Code, gone.Problem?.Alternatives.Count));
        Assert.True(booked.Ok, booked.Problem?.Code);
        await Invariants.Hold(clinic);
    }

    private static async Task<HoldId> Hold(TestClinic clinic, DateTime start) => (await clinic.Get<HoldSlot>().Run(clinic.Slot(start), Actor.Stranger, CancellationToken.None)).Value!.Id;
}
