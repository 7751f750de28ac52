using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class ExplainTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Fact]
    public async Task A_free_cell_has_no_reason_and_every_other_cell_of_the_day_has_one()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book(clinic.Slot(Ten));

        var explained = await Explain(clinic, TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0));

        Assert.Equal(TestClinic.Moscow(2, 0), explained[0].Range.Start);
        Assert.Equal(TestClinic.Moscow(3, 0), explained[^1].Range.End);
        Assert.All(explained.Zip(explained.Skip(1)), p => Assert.Equal(p.First.Range.End, p.Second.Range.Start));
        Assert.Equal(
            ["00:00 outside-roster", "09:00 free", "09:35 too-short", "10:00 taken", "10:30 free", "12:35 too-short", "13:00 outside-roster", "14:00 free", "17:35 too-short", "18:00 outside-roster"],
            Brief(explained));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("closed-day")]
    [InlineData("outside-roster")]
    [InlineData("day-off")]
    [InlineData("channel-closed")]
    [InlineData("not-yet-released")]
    [InlineData("type-not-offered")]
    [InlineData("quota")]
    [InlineData("too-short")]
    [InlineData("device-busy")]
    [InlineData("room-busy")]
    [InlineData("not-bookable-online")]
    [InlineData("lead-time")]
    [InlineData("horizon")]
    [InlineData("taken")]
    [InlineData("held")]
    public async Task The_time_is_free_once_the_rule_that_is_named_is_gone(string rule)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var undo = await Put(clinic, rule);

        var reason = Assert.Single(Assert.Single(await Explain(clinic, Ten, Ten.AddMinutes(5))).Reasons);
        Assert.Equal(rule == "day-off" ? ProblemCodes.OutsideRoster : rule, reason.Code);
        Assert.DoesNotContain(await Offered(clinic), s => s.Range.Start == Ten);

        await undo(reason);

        Assert.Empty(Assert.Single(await Explain(clinic, Ten, Ten.AddMinutes(5))).Reasons);
        Assert.Contains(await Offered(clinic), s => s.Range.Start == Ten);
    }

    [Fact]
    public async Task Every_rule_in_the_way_is_named_and_the_time_is_free_only_when_all_are_gone()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var undo = new List<Func<Reason, Task>> { await Put(clinic, "channel-closed"), await Put(clinic, "type-not-offered"), await Put(clinic, "device-busy") };

        var reasons = Assert.Single(await Explain(clinic, Ten, Ten.AddMinutes(5))).Reasons;
        Assert.Equal([ProblemCodes.TypeNotOffered, ProblemCodes.ChannelClosed, ProblemCodes.DeviceBusy], reasons.Select(r => r.Code));

        foreach (var step in undo)
        {
            Assert.DoesNotContain(await Offered(clinic), s => s.Range.Start == Ten);
            await step(reasons[0]);
        }

        Assert.Contains(await Offered(clinic), s => s.Range.Start == Ten);
    }

    [Fact]
    public async Task A_time_that_an_override_and_a_hold_share_is_taken()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Get<HoldSlot>().Run(clinic.Slot(Ten), Domain.Users.Actor.Stranger, CancellationToken.None);
        await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(Ten), Contact = TestClinic.Person(), Override = "Острая боль" }, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal(ProblemCodes.Taken, Assert.Single(Assert.Single(await Explain(clinic, Ten, Ten.AddMinutes(5))).Reasons).Code);
    }

    [Fact]
    public async Task A_group_of_expired_holds_does_not_make_the_time_free()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db => Type(db, t => t.Capacity = 3));
        var colleague = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("09:00-18:00"));
        await clinic.Get<HoldSlot>().Run(clinic.Slot(Ten), Domain.Users.Actor.Stranger, CancellationToken.None);
        clinic.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True((await clinic.Book(clinic.Slot(Ten.AddMinutes(10), colleague))).Ok);

        Assert.Equal(ProblemCodes.RoomBusy, Assert.Single(Assert.Single(await Explain(clinic, Ten, Ten.AddMinutes(5))).Reasons).Code);
    }

    private static async Task<Func<Reason, Task>> Put(TestClinic clinic, string rule)
    {
        switch (rule)
        {
            case "absent":
                await clinic.Change(db => Add(db, new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 1), To = new(2026, 12, 5), Reason = DayReason.Sick }));
                return r => clinic.Change(db => Remove(db.Absences.Where(a => a.Id == r.Absence!.Id)));
            case "closed-day":
                await clinic.Change(db => Add(db, new Closure { SiteId = clinic.Site, From = new(2026, 12, 2), To = new(2026, 12, 2) }));
                return r => clinic.Change(db => Remove(db.Closures.Where(c => c.Id == r.Closure!.Id)));
            case "outside-roster":
                await clinic.Change(db => Line(db, l => l.Pattern = RosterPattern.OnOddDates()));
                return r => clinic.Change(db => Line(db, l => l.Pattern = RosterPattern.OnWeekdays("1234567"), r.Line!.Id));
            case "day-off":
                await clinic.Change(db => Add(db, new RosterException { DoctorId = clinic.Doctor, SiteId = clinic.Site, Date = new(2026, 12, 2), Reason = DayReason.DayOff }));
                return r => clinic.Change(db => Remove(db.RosterExceptions.Where(e => e.Id == r.Exception!.Id)));
            case "channel-closed":
                return await Access(clinic, "only registry,call-centre part=09:00-12:00");
            case "not-yet-released":
                return await Access(clinic, "opens online opens=1d@08:30");
            case "type-not-offered":
                await clinic.Change(db => Line(db, l => l.VisitTypes = IdList.Of(new VisitTypeId(999))));
                return _ => clinic.Change(db => Line(db, l => l.VisitTypes = IdList<VisitTypeId>.None));
            case "quota":
                var open = await Access(clinic, "quota widget count=1");
                Assert.True((await clinic.Book(clinic.Slot(Ten.AddHours(5)))).Ok);
                return r =>
                {
                    Assert.Equal((1, 1), (r.Used, r.Of));
                    return open(r);
                };
            case "too-short":
                var next = (await clinic.Book(clinic.Slot(Ten.AddMinutes(15)))).Value!;
                return async r =>
                {
                    Assert.Equal(15, r.MinutesLeft);
                    Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Token(next.Token), null, true, Domain.Users.Actor.Stranger, CancellationToken.None)).Ok);
                };
            case "device-busy":
                await clinic.Change(db => Type(db, t => t.Needs = ["УЗИ"]));
                return r => clinic.Change(db => Add(db, new Device { SiteId = clinic.Site, Name = "Logiq", Kind = r.Device ?? "УЗИ" }));
            case "room-busy":
                await clinic.Change(db => Add(db, new Outage { ResourceId = ResourceId.Room(clinic.Room), From = Ten.AddHours(-1), To = Ten.AddHours(1) }));
                return r => clinic.Change(db => Remove(db.Outages.Where(o => o.Id == r.Outage!.Id)));
            case "not-bookable-online":
                await clinic.Change(db => Type(db, t => t.BookableOnline = false));
                return _ => clinic.Change(db => Type(db, t => t.BookableOnline = true));
            case "lead-time":
                await clinic.Change(db => Profile(db, p => p.LeadMinutes = 3 * 24 * 60));
                return _ => clinic.Change(db => Profile(db, p => p.LeadMinutes = 60));
            case "horizon":
                await clinic.Change(db => Profile(db, p => p.HorizonDays = 1));
                return _ => clinic.Change(db => Profile(db, p => p.HorizonDays = 60));
            case "taken":
                var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
                return async _ => Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Token(booked.Token), null, true, Domain.Users.Actor.Stranger, CancellationToken.None)).Ok);
            default:
                var held = (await clinic.Get<HoldSlot>().Run(clinic.Slot(Ten), Domain.Users.Actor.Stranger, CancellationToken.None)).Value!;
                return r =>
                {
                    Assert.Equal(held.ExpiresAt, r.Until);
                    clinic.Clock.Advance(r.Until!.Value - clinic.Clock.Now);
                    return Task.CompletedTask;
                };
        }
    }

    private static async Task<Func<Reason, Task>> Access(TestClinic clinic, string rules)
    {
        await clinic.Change(db => Line(db, l => l.Access = AccessRules.Parse(rules)));
        return r =>
        {
            Assert.True(r.Rule is null || rules.Contains(r.Rule.ToString(), StringComparison.Ordinal));
            return clinic.Change(db => Line(db, l => l.Access = AccessRules.None));
        };
    }

    private static async Task<IReadOnlyList<ExplainedStretch>> Explain(TestClinic clinic, DateTime from, DateTime to) =>
        (await clinic.Get<ExplainTimes>().Run(clinic.Doctor, clinic.VisitType, new(from, to), Channel.Widget, CancellationToken.None)).Value!.Stretches;

    private static Task<IReadOnlyList<Slot>> Offered(TestClinic clinic) => clinic.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0), clinic.Doctor);

    private static IEnumerable<string> Brief(IReadOnlyList<ExplainedStretch> stretches)
    {
        var last = "";
        foreach (var stretch in stretches)
        {
            var codes = stretch.Reasons.Count == 0 ? "free" : string.Join('+', stretch.Reasons.Select(r => r.Code));
            if (codes != last)
            {
                yield return $"{stretch.Range.Start.AddHours(3):HH:mm} {codes}";
            }

            last = codes;
        }
    }

    private static Task Add(ClinicDb db, object row)
    {
        db.Add(row);
        return Task.CompletedTask;
    }

    private static Task<int> Remove<T>(IQueryable<T> rows) => rows.ExecuteDeleteAsync();

    private static async Task Line(ClinicDb db, Action<RosterLine> edit, int? id = null) => edit(await db.RosterLines.AsTracking().SingleAsync(l => id == null || l.Id == id));

    private static async Task Type(ClinicDb db, Action<Domain.VisitTypes.VisitType> edit) => edit(await db.VisitTypes.AsTracking().SingleAsync());

    private static async Task Profile(ClinicDb db, Action<Domain.Settings.ClinicProfile> edit) => edit(await db.Profile.AsTracking().SingleAsync());
}
