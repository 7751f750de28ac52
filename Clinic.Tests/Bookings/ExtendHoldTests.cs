using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class ExtendHoldTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task A_hold_is_extended_once_however_many_ask(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(clinic.Place(Ten))).Value!;
        clinic.Clock.Advance(TimeSpan.FromSeconds(200));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => clinic.Get<ExtendHold>().Run(hold.Id, HandMade.Cancel))));

        var extended = Assert.Single(answers, a => a.Ok).Value!;
        Assert.Equal((clinic.Clock.Now.AddSeconds(300), true), (extended.ExpiresAt, extended.Extended));
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(ProblemCodes.HoldExtended, a.Problem!.Code));
        await Invariants.Hold(clinic);
        clinic.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(1, (await clinic.BookAt(clinic.Place(Ten), 1)).Problem?.SecondsUntilRelease);
        Assert.True((await clinic.BookHeld(hold.Id, 2)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task One_that_has_expired_or_been_booked_cannot_be_extended(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.HoldAt(clinic.Place(Ten))).Value!;
        var booked = (await clinic.HoldAt(clinic.Place(Ten.AddHours(1)))).Value!;
        await clinic.BookHeld(booked.Id, 1);
        clinic.Clock.Advance(TimeSpan.FromSeconds(300));

        foreach (var id in new[] { hold.Id, booked.Id })
        {
            Assert.Equal(ProblemCodes.HoldExpired, (await clinic.Get<ExtendHold>().Run(id, HandMade.Cancel)).Problem?.Code);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_extension_and_whoever_wants_the_expired_cells_never_both_win(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        for (var hour = 0; hour < 6; hour++)
        {
            var place = clinic.Place(Ten.AddHours(hour));
            var hold = (await clinic.HoldAt(place)).Value!;
            clinic.Clock.Advance(TimeSpan.FromSeconds(299));
            var extend = Task.Run(() => clinic.Get<ExtendHold>().Run(hold.Id, HandMade.Cancel));
            clinic.Clock.Advance(TimeSpan.FromSeconds(1));
            var rival = await clinic.BookAt(place, hour + 1);

            Assert.NotEqual((await extend).Ok, rival.Ok);
            await Invariants.Hold(clinic);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_extended_hold_keeps_its_group_and_its_quota_as_long(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var place = clinic.Place(Ten) with { GroupSize = 3, Quotas = [new(ResourceId.Places("widget"), 20_000, 1, 1)] };
        var hold = (await clinic.HoldAt(place)).Value!;
        clinic.Clock.Advance(TimeSpan.FromSeconds(200));
        await clinic.Get<ExtendHold>().Run(hold.Id, HandMade.Cancel);
        clinic.Clock.Advance(TimeSpan.FromSeconds(200));

        Assert.Equal(ProblemCodes.SlotHeld, (await clinic.BookAt(clinic.Place(Ten), 1)).Problem?.Code);
        Assert.Equal(ProblemCodes.Quota, (await clinic.BookAt(place, 1)).Problem?.Code);
        await Invariants.Hold(clinic);
    }
}
