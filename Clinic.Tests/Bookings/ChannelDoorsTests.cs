using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Access rules at the doors: the public host for strangers, the desk's use case for the channels of staff.</summary>
public sealed class ChannelDoorsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory]
    [InlineData("only registry part=10:00-11:00", "registry")]
    [InlineData("only call-centre,doctor part=10:00-11:00", "call-centre doctor")]
    [InlineData("closed doctor,online part=10:00-11:00", "registry call-centre")]
    [InlineData("only online", "widget")]
    [InlineData("closed * part=10:00-11:00", "")]
    public async Task A_channel_that_may_not_see_the_time_is_told_so_at_its_door_and_the_others_get_it(string rules, string open)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Access(clinic, rules);
        await using var api = await RunningApi.Start(clinic);
        var seen = new List<string>();
        foreach (var actor in new[] { TestClinic.Registrar, Actor.Of("op", [Roles.CallCentre], null) })
        {
            var result = await Desk(clinic, actor, clinic.Slot(Ten));
            Note(seen, actor.Channel, result.Problem?.Code);
            if (result.Ok)
            {
                await clinic.Cancelled(result.Value);
            }
        }

        // Doctors book for own patients alone; here they see why.
        Note(seen, Channel.Doctor, (await clinic.Get<ExplainTimes>().Run(clinic.Doctor, null, new(Ten, Ten.AddMinutes(5)), Channel.Doctor, HandMade.Cancel)).Value!.Stretches.Single().Reasons.SingleOrDefault()?.Code);
        await api.Learn();
        Note(seen, Channel.Widget, await Hold(api, clinic.Slot(Ten)));

        Assert.Equal(open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), seen.Order());
    }

    [Theory, EveryDatabase]
    public async Task When_the_quota_of_first_visits_is_used_up_a_repeat_visit_is_still_booked_and_the_desk_is_not_bound(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var repeat = await FirstAndRepeat(clinic);
        await Access(clinic, "quota online visits=first count=2");
        await using var api = await RunningApi.Start(clinic);
        Assert.Equal(201, (await api.Book(clinic.Slot(Ten).ToString(), "+7 900 000-00-01")).Status);
        Assert.Equal(201, (await api.Book(clinic.Slot(Ten.AddMinutes(30)).ToString(), "+7 900 000-00-02")).Status);

        var (status, refused) = await api.Book(clinic.Slot(Ten.AddHours(1)).ToString(), "+7 900 000-00-03");
        var again = await api.Book(SlotId.Of(clinic.Doctor, repeat, Ten.AddHours(1)).ToString(), "+7 900 000-00-03");
        var desk = await Desk(clinic, TestClinic.Registrar, clinic.Slot(Ten.AddHours(2)));
        var tomorrow = await api.Book(clinic.Slot(Ten.AddDays(1)).ToString(), "+7 900 000-00-04");

        Assert.Equal((422, "quota"), (status, refused.GetProperty("code").GetString()));
        Assert.Equal((201, true, 201), (again.Status, desk.Ok, tomorrow.Status));
        Assert.DoesNotContain(await clinic.Slots(Ten.Date, Ten.Date.AddDays(1)), s => s.VisitTypeId == clinic.VisitType);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_a_quota_or_the_desk_has_not_used_so_many_hours_before_is_open_to_all(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Access(clinic, "quota online count=1 release=3h; only registry part=10:00-11:00 release=2h");
        await using var api = await RunningApi.Start(clinic);
        Assert.Equal(201, (await api.Book(clinic.Slot(Ten.AddHours(1)).ToString(), "+7 900 000-00-01")).Status);
        var noon = clinic.Slot(Ten.AddHours(2));

        async Task<(string?, string?)> At(DateTime now)
        {
            clinic.Clock.Advance(now - clinic.Clock.Now);
            return (await Hold(api, noon, release: true), await Hold(api, clinic.Slot(Ten), release: true));
        }

        Assert.Equal(("quota", "quota"), await At(Ten.AddHours(-3).AddMinutes(-1)));
        Assert.Equal(("quota", "channel-closed"), await At(Ten.AddHours(-3)));
        Assert.Equal(("quota", "channel-closed"), await At(Ten.AddHours(-2).AddMinutes(-1)));
        Assert.Equal(("quota", null), await At(Ten.AddHours(-2)));
        Assert.Equal((null, null), await At(Ten.AddHours(-1)));
        await Invariants.Hold(clinic);
    }

    private static void Note(List<string> seen, Channel channel, string? code)
    {
        Assert.True(code is null or ProblemCodes.ChannelClosed, $"{channel}: {code}");
        if (code is null)
        {
            seen.Add(channel.Name);
        }
    }

    private static Task<Result<BookingReceipt>> Desk(TestClinic clinic, Actor actor, SlotId slot) =>
        clinic.Get<BookAppointment>().Run(new() { Slot = slot, Contact = HandMade.Somebody(50) }, actor, HandMade.Cancel);

    private static async Task<string?> Hold(RunningApi api, SlotId slot, bool release = false)
    {
        using var response = await api.Http.PostAsJsonAsync("/api/v1/holds", new { slot = slot.ToString() });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (release && response.IsSuccessStatusCode)
        {
            using var released = await api.Http.DeleteAsync($"/api/v1/holds/{body.GetProperty("id").GetString()}");
        }

        return response.IsSuccessStatusCode ? null : body.GetProperty("code").GetString();
    }

    private static Task Access(TestClinic clinic, string rules) =>
        clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Access = AccessRules.Parse(rules));

    private static async Task<VisitTypeId> FirstAndRepeat(TestClinic clinic)
    {
        var repeat = new VisitType { Name = new("Повторный приём"), Minutes = 30, Kind = VisitKind.Repeat, SortOrder = 1 };
        await clinic.Change(async db =>
        {
            (await db.VisitTypes.AsTracking().SingleAsync()).Kind = VisitKind.First;
            db.Add(repeat);
            await db.SaveChangesAsync();
            db.Add(new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = repeat.Id });
        });
        return repeat.Id;
    }
}
