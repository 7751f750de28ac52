using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A visitor holds one time, an address a few: whatever comes at once.</summary>
public sealed class VisitorHoldsTests
{
    private const int Rivals = 30;
    private const int Few = 7;
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);
    private static readonly Visitor Somebody = new("8e03978e40d543ddbc936894", null, Few);

    [Theory, EveryDatabase]
    public async Task A_new_hold_gives_the_former_one_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var former = await Hold(clinic, Ten, Somebody);

        var next = await Hold(clinic, Ten.AddHours(1), Somebody);

        Assert.Equal([next.Value!.Id], await Live(clinic));
        Assert.True((await Hold(clinic, Ten, null)).Ok);
        Assert.Equal(ProblemCodes.HoldExpired, (await clinic.Book(default, hold: former.Value!.Id)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Where_the_new_one_is_refused_the_former_stays(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var former = await Hold(clinic, Ten, Somebody);
        await clinic.Book(clinic.Slot(Ten.AddHours(1)));

        var refused = await Hold(clinic, Ten.AddHours(1), Somebody);

        Assert.Equal(ProblemCodes.SlotTaken, refused.Problem?.Code);
        Assert.Equal([former.Value!.Id], await Live(clinic));
        Assert.True((await clinic.Book(default, hold: former.Value.Id)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_visitor_is_not_in_the_way_of_itself(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Hold(clinic, Ten, Somebody);

        Assert.True((await Hold(clinic, Ten, Somebody)).Ok);
        var overlapping = await Hold(clinic, Ten.AddMinutes(15), Somebody);

        Assert.True(overlapping.Ok, overlapping.Problem?.Code);
        Assert.Equal([overlapping.Value!.Id], await Live(clinic));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_holds_of_one_visitor_at_once_one_is_left(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);

        var results = await Task.WhenAll(doctors.Select(d => Task.Run(() => clinic.HoldAt(clinic.Place(Ten, doctor: d), Somebody))));

        Assert.All(results, r => Assert.True(r.Ok, r.Problem?.Code));
        var left = Assert.Single(await Live(clinic));
        Assert.All(await clinic.Cells(), c => Assert.Equal(left.Value, c.OwnerId));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_hold_from_one_address_a_few_succeed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);

        var results = await Task.WhenAll(doctors.Select((d, i) => Task.Run(() => clinic.HoldAt(clinic.Place(Ten, doctor: d), new($"visitor-number-{i}", "here", Few)))));

        Assert.Equal(Few, results.Count(r => r.Ok));
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal(ProblemCodes.RateLimited, r.Problem!.Code));
        Assert.True((await clinic.HoldAt(clinic.Place(Ten.AddHours(1)), new("visitor-elsewhere", "there", Few))).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task At_the_limit_of_its_address_a_visitor_still_changes_the_time_and_an_ended_hold_counts_no_more(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (one, other) = (new Visitor("visitor-number-1", "here", 1), new Visitor("visitor-number-2", "here", 1));
        Assert.True((await Hold(clinic, Ten, one)).Ok);

        Assert.True((await Hold(clinic, Ten.AddHours(1), one)).Ok);
        Assert.Equal(ProblemCodes.RateLimited, (await Hold(clinic, Ten, other)).Problem?.Code);
        clinic.Clock.Advance(TimeSpan.FromSeconds(301));

        Assert.True((await Hold(clinic, Ten, other)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_is_booked_is_held_no_more(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visitor = Somebody with { Address = "here", MostHolds = 1 };
        var hold = (await Hold(clinic, Ten, visitor)).Value!;
        Assert.True((await clinic.Get<ExtendHold>().Run(hold.Id, CancellationToken.None)).Ok);
        await Invariants.Hold(clinic);

        Assert.True((await clinic.Book(default, hold: hold.Id)).Ok);
        await Invariants.Hold(clinic);
        Assert.True((await Hold(clinic, Ten.AddHours(1), visitor)).Ok);
        await Invariants.Hold(clinic);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_seat_of_a_group_goes_back_and_the_group_with_its_last(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var group = clinic.Place(Ten, room: clinic.Room) with { GroupSize = 2 };
        await clinic.HoldAt(group, Somebody);

        Assert.True((await clinic.HoldAt(group, Somebody)).Ok);
        Assert.True((await clinic.HoldAt(group)).Ok);
        Assert.Equal(ProblemCodes.SlotHeld, (await clinic.HoldAt(group)).Problem?.Code);
        Assert.True((await clinic.HoldAt(group with { Slot = group.Slot with { Range = new(Ten.AddHours(1), Ten.AddMinutes(90)) } }, Somebody)).Ok);
        Assert.True((await clinic.HoldAt(group)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Over_HTTP_the_page_names_its_visitor_and_the_address_is_limited(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Holds", "2"));

        Assert.Equal((422, "invalid"), await Post(api, clinic, 0, "short"));
        Assert.Equal((422, "invalid"), await Post(api, clinic, 0, "кириллица-недопустима"));
        Assert.Equal((201, null), await Post(api, clinic, 0, Somebody.Key));
        Assert.Equal((201, null), await Post(api, clinic, 1, Somebody.Key));
        Assert.Equal((201, null), await Post(api, clinic, 0, null));
        Assert.Equal((429, "rate-limited"), await Post(api, clinic, 2, null));
        Assert.Equal(2, (await Live(clinic)).Count);
        await Invariants.Hold(clinic);
    }

    private static async Task<(int Status, string? Code)> Post(RunningApi api, TestClinic clinic, int hour, string? visitor)
    {
        using var response = await api.Http.PostAsJsonAsync("/api/v1/holds", new { slot = clinic.Slot(Ten.AddHours(hour)).ToString(), visitor });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static Task<Result<Hold>> Hold(TestClinic clinic, DateTime start, Visitor? visitor) =>
        clinic.Get<HoldSlot>().Run(clinic.Slot(start), Actor.Stranger, visitor, CancellationToken.None);

    private static Task<List<HoldId>> Live(TestClinic clinic)
    {
        var now = clinic.Clock.Now;
        return clinic.Read(db => db.Holds.Where(h => h.ExpiresAt > now).Select(h => h.Id).ToListAsync());
    }
}
