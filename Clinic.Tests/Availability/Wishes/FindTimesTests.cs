using System.Diagnostics;
using Clinic.Domain;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Availability.Wishes;

public sealed class FindTimesTests
{
    private static readonly DateOnly Second = new(2026, 12, 2);

    [Theory, EveryDatabase]
    public async Task The_nearest_times_of_all_doctors_come_by_day_the_earliest_first(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var late = await clinic.AddDoctor("Азов", null, WorkHours.Of("15:00-17:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)));

        var found = await Find(clinic, new() { From = Second });

        Assert.Equal(FindTimes.Days, found.Days.Count);
        Assert.True(found.More);
        Assert.Null(found.Nothing);
        var day = found.Days[0];
        Assert.Equal((Second, clinic.Doctor, late), (day.Date, day.Rows[0].Offer.DoctorId, day.Rows[1].Offer.DoctorId));
        Assert.Equal(TestClinic.Moscow(2, 9, 30), day.Rows[0].Slots[0].Range.Start);
        Assert.Equal(["15:00", "15:30", "16:00", "16:30"], day.Rows[1].Slots.Select(s => $"{s.Range.Start.AddHours(3):HH:mm}"));
    }

    [Theory]
    [InlineData("", "9 9 9 14")]
    [InlineData("woman", "9 9")]
    [InlineData("man", "14")]
    [InlineData("Vhi", "9 14")]
    [InlineData("cardio", "9 14")]
    [InlineData("after 15", "15 15 15 15")]
    [InlineData("before 10", "9 9 9")]
    [InlineData("weekend", "9@5 9@5 9@5 14@5")]
    [InlineData("room", "9")]
    [InlineData("type", "9")]
    [InlineData("doctor", "14")]
    [InlineData("woman Vhi cardio", "9")]
    public async Task Each_condition_narrows_by_itself(string said, string firsts)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (her, him, cardio, scan) = await Furnish(clinic);
        var wish = said.Split(' ').Aggregate(new Wish { From = Second }, (w, word) => word switch
        {
            "woman" => w with { Gender = Gender.Female },
            "man" => w with { Gender = Gender.Male },
            "Vhi" => w with { Payment = PaymentKind.Vhi },
            "cardio" => w with { Specialties = IdList.Of(cardio) },
            "after" => w with { Earliest = new(15, 0) },
            "before" => w with { Latest = new(10, 0) },
            "weekend" => w with { Weekdays = "67" },
            "room" => w with { Rooms = IdList.Of(clinic.Room) },
            "type" => w with { VisitTypes = IdList.Of(scan) },
            "doctor" => w with { Doctors = IdList.Of(him) },
            _ => w,
        });

        var day = (await Find(clinic, wish)).Days[0];

        Assert.Equal(firsts, string.Join(' ', day.Rows.Select(r => $"{r.Slots[0].Range.Start.AddHours(3):%H}{(day.Date == Second ? "" : $"@{day.Date.Day}")}")));
        Assert.NotEqual(her, him);
    }

    [Fact]
    public async Task Of_several_visits_that_fit_the_first_is_shown_and_another_can_be_chosen()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (check, insured) = (new VisitType { Name = new("Повторный приём"), Minutes = 15, SortOrder = 1 }, new VisitType { Name = new("Приём по ДМС"), Minutes = 20, SortOrder = 2, Payments = PaymentKinds.Vhi });
        await clinic.Change(async db =>
        {
            db.AddRange(check, insured);
            await db.SaveChangesAsync();
            db.AddRange(new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = check.Id }, new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = insured.Id });
        });
        var chosen = new Dictionary<DoctorId, VisitTypeId> { [clinic.Doctor] = check.Id };

        Assert.Equal((clinic.VisitType, 3, 30), await Row(new(), null));
        Assert.Equal((check.Id, 3, 15), await Row(new(), chosen));

        // Who pays at the desk is not offered what is for the insured, also where it was chosen before; a wish that names the visit leaves no choice.
        Assert.Equal((clinic.VisitType, 2, 30), await Row(new() { Payment = PaymentKind.SelfPay }, new() { [clinic.Doctor] = insured.Id }));
        Assert.Equal((insured.Id, 0, 20), await Row(new() { VisitTypes = IdList.Of(insured.Id) }, chosen));

        async Task<(VisitTypeId, int, int)> Row(Wish wish, Dictionary<DoctorId, VisitTypeId>? visits)
        {
            var found = (await clinic.Get<FindTimes>().Run(wish with { From = Second }, 1, TestClinic.Registrar, TestContext.Current.CancellationToken, visits)).Value!;
            var row = Assert.Single(found.Days[0].Rows);
            return (row.Offer.Type.Id, row.Choices.Count, (int)row.Slots[0].Range.Length.TotalMinutes);
        }
    }

    [Fact]
    public async Task Staff_see_what_their_channel_may_book_and_no_more()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Access = AccessRules.Parse("only registry part=09:00-10:00"));

        Assert.Equal(9, (await Find(clinic, new() { From = Second })).Days[0].Rows[0].Slots[0].Range.Start.AddHours(3).Hour);
        var call = await clinic.Get<FindTimes>().Run(new() { From = Second }, 1, Actor.Of("call", [Roles.CallCentre], null), TestContext.Current.CancellationToken);
        Assert.Equal(10, call.Value!.Days[0].Rows[0].Slots[0].Range.Start.AddHours(3).Hour);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<FindTimes>().Run(new(), 1, Actor.Stranger, TestContext.Current.CancellationToken)).Problem?.Code);
    }

    [Fact]
    public async Task A_time_taken_elsewhere_is_gone_and_one_given_back_is_there()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var ten = TestClinic.Moscow(2, 10);
        var booked = await clinic.Book(clinic.Slot(ten));
        Assert.DoesNotContain((await Find(clinic, new() { From = Second })).Days[0].Rows[0].Slots, s => s.Range.Start == ten);

        await clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Value!.Id), null, false, TestClinic.Registrar, TestContext.Current.CancellationToken);
        Assert.Contains((await Find(clinic, new() { From = Second })).Days[0].Rows[0].Slots, s => s.Range.Start == ten);
    }

    [Theory]
    [InlineData("20:00", ProblemCodes.OutsideRoster, "Times")]
    [InlineData("sick", ProblemCodes.Absent, "Dates")]
    [InlineData("closed", ProblemCodes.ClosedDay, "Dates")]
    [InlineData("quota", ProblemCodes.Quota, "Dates")]
    [InlineData("channel", ProblemCodes.ChannelClosed, "Dates")]
    [InlineData("full", ProblemCodes.Taken, "Dates")]
    public async Task When_nothing_is_free_the_reason_is_counted_and_the_nearest_time_without_one_condition_is_named(string why, string code, string without)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db =>
        {
            var line = await db.RosterLines.AsTracking().SingleAsync();
            if (why == "sick")
            {
                db.Add(new Absence { DoctorId = clinic.Doctor, From = Second, To = Second, Reason = DayReason.Sick });
            }
            else if (why == "closed")
            {
                db.Add(new Closure { SiteId = clinic.Site, From = Second, To = Second, Reason = "Ремонт" });
            }
            else if (why is "quota" or "channel")
            {
                db.Remove(line);
                db.AddRange(Like(line, line.ValidFrom, Second.AddDays(-1), ""), Like(line, Second, Second, why == "quota" ? "quota registry count=0" : "closed registry"), Like(line, Second.AddDays(1), null, ""));
            }
            else if (why == "full")
            {
                db.Remove(line);
                db.AddRange(Like(line, Second, Second, "", "09:00-09:30"), Like(line, Second.AddDays(1), null, ""));
            }
        });
        if (why == "full")
        {
            await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)));
        }

        var wish = new Wish { From = Second, To = Second };
        var found = await Find(clinic, why == "20:00" ? wish with { Earliest = new(20, 0) } : wish);

        Assert.Empty(found.Days);
        Assert.Equal((1, code, 1), (found.Nothing!.Doctors, found.Nothing.Reasons[0].Reason.Code, found.Nothing.Reasons[0].Doctors));
        var instead = Assert.Single(found.Nothing.Alternatives);
        Assert.Equal(without, Assert.Single(instead.Without).ToString());
        Assert.Equal(instead.Slot, (await Find(clinic, instead.Wish)).Days[0].Rows[0].Slots[0]);
    }

    [Fact]
    public async Task Instead_of_a_doctor_comes_one_of_the_same_specialty_and_the_reasons_count_every_doctor()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (_, him, cardio, _) = await Furnish(clinic);
        await clinic.Change(db =>
        {
            db.AddRange(db.Doctors.Select(d => d.Id).ToList().Where(d => d == him).Select(d => new Absence { DoctorId = d, From = Second, To = Second, Reason = DayReason.Vacation }));
            return Task.CompletedTask;
        });

        var one = (await Find(clinic, new() { Doctors = IdList.Of(him), From = Second, To = Second })).Nothing!;
        var all = (await Find(clinic, new() { From = Second, To = Second, Earliest = new(21, 0) })).Nothing!;

        Assert.Equal([WishAspect.Dates, WishAspect.Doctor], one.Alternatives.Select(a => Assert.Single(a.Without)));
        Assert.Equal([cardio], one.Alternatives[1].Wish.Specialties.Ids);
        Assert.Equal((4, ProblemCodes.OutsideRoster, 4), (all.Doctors, all.Reasons[0].Reason.Code, all.Reasons[0].Doctors));
        Assert.Contains(all.Reasons, r => r is { Reason.Code: ProblemCodes.Absent, Doctors: 1, IsSame: true });
    }

    [Fact]
    public async Task Where_no_single_condition_is_in_the_way_two_are_dropped()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Pattern = RosterPattern.OnWeekdays("5"));

        var nothing = (await Find(clinic, new() { From = Second, To = Second, Earliest = new(20, 0) })).Nothing!;

        var instead = Assert.Single(nothing.Alternatives);
        Assert.Equal([WishAspect.Dates, WishAspect.Times], instead.Without);
        Assert.Equal(TestClinic.Moscow(4, 9), instead.Slot.Range.Start);
    }

    [Fact]
    public async Task A_condition_that_nobody_meets_is_said_by_what_is_there_without_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var nothing = (await Find(clinic, new() { Gender = Gender.Female, Earliest = new(9, 0) })).Nothing!;
        Assert.Equal((0, 0), (nothing.Doctors, nothing.Reasons.Count));
        Assert.Equal([WishAspect.Gender], Assert.Single(nothing.Alternatives).Without);
    }

    [Fact]
    public async Task Fifty_doctors_over_sixty_days_are_searched_and_explained_in_a_blink_without_a_query()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        for (var i = 0; i < 49; i++)
        {
            await clinic.AddDoctor($"Врач{i}", null, WorkHours.Of("08:00-13:00,14:00-20:00"), RosterPattern.OnWeekdays(i % 2 == 0 ? "135" : "2467"));
        }

        var nearest = await Milliseconds(new());
        var full = await Milliseconds(new() { Earliest = new(7, 0), Latest = new(7, 30), To = Second.AddDays(59) });

        Assert.True(nearest < 100, $"{nearest} ms");
        Assert.True(full < 400, $"{full} ms");

        async Task<long> Milliseconds(Wish wish)
        {
            await Find(clinic, wish);
            var best = long.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var watch = Stopwatch.StartNew();
                await Find(clinic, wish);
                best = Math.Min(best, watch.ElapsedMilliseconds);
            }

            TestContext.Current.SendDiagnosticMessage($"{best} ms");
            return best;
        }
    }

    private static async Task<FoundTimes> Find(TestClinic clinic, Wish wish) =>
        (await clinic.Get<FindTimes>().Run(wish, FindTimes.Days, TestClinic.Registrar, TestContext.Current.CancellationToken)).Value!;

    /// <summary>Two women and two men (one of whom nothing is said of), two of them cardiologists; ultrasound is done by one, and not for VHI.</summary>
    private static async Task<(DoctorId Her, DoctorId Him, SpecialtyId Cardio, VisitTypeId Scan)> Furnish(TestClinic clinic)
    {
        var her = await clinic.AddDoctor("Белова", null, WorkHours.Of("09:00-18:00"));
        var other = await clinic.AddDoctor("Волкова", null, WorkHours.Of("09:00-18:00"));
        var him = await clinic.AddDoctor("Громов", null, WorkHours.Of("14:00-18:00"));
        var (cardio, scan) = (new Specialty { Name = new("Кардиолог") }, new VisitType { Name = new("УЗИ"), Minutes = 30, SortOrder = 5 });
        var paid = new VisitType { Name = new("Осмотр"), Minutes = 30, Payments = PaymentKinds.SelfPay };
        await clinic.Change(async db =>
        {
            db.AddRange(cardio, scan, paid);
            await db.SaveChangesAsync();
            db.AddRange(new DoctorSpecialty { DoctorId = her, SpecialtyId = cardio.Id }, new DoctorSpecialty { DoctorId = him, SpecialtyId = cardio.Id }, new DoctorVisitType { DoctorId = her, VisitTypeId = scan.Id });
            db.RemoveRange(await db.DoctorVisitTypes.AsTracking().Where(o => o.DoctorId == other || o.DoctorId == clinic.Doctor).ToListAsync());
            db.AddRange(new DoctorVisitType { DoctorId = other, VisitTypeId = paid.Id }, new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = paid.Id });
            foreach (var doctor in await db.Doctors.AsTracking().Where(d => d.Id != clinic.Doctor).ToListAsync())
            {
                doctor.Gender = doctor.Id == him ? Gender.Male : Gender.Female;
            }
        });
        return (her, him, cardio.Id, scan.Id);
    }

    private static RosterLine Like(RosterLine line, DateOnly from, DateOnly? to, string access, string? hours = null) => new()
    {
        DoctorId = line.DoctorId,
        SiteId = line.SiteId,
        Rooms = line.Rooms,
        Pattern = line.Pattern,
        Hours = hours is null ? line.Hours : WorkHours.Of(hours),
        Access = AccessRules.Parse(access),
        ValidFrom = from,
        ValidTo = to,
    };
}
