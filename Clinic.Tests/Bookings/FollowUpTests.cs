using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A doctor books again for own patients, and for nobody else.</summary>
public sealed class FollowUpTests
{
    [Theory, EveryDatabase]
    public async Task Own_times_in_a_week_two_weeks_and_a_month_are_offered_and_one_tap_books(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visit = await Desk(clinic, 10);

        var times = await Times(clinic, visit);
        Assert.Equal([FollowUpWhen.Week, FollowUpWhen.TwoWeeks, FollowUpWhen.Month, FollowUpWhen.Next], times.Groups.Select(g => g.When));
        var week = times.Groups[0].Times;
        Assert.Equal(new DateTimeOffset(2026, 12, 8, 10, 0, 0, TimeSpan.FromHours(3)), week[1].Start);
        Assert.All(times.Groups.SelectMany(g => g.Times), t => Assert.Equal(clinic.Doctor, t.Slot.DoctorId));
        Assert.Distinct(times.Groups.SelectMany(g => g.Times).Select(t => t.Slot));

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Again(clinic, visit, week[1].Slot, "one")));

        Assert.Single(presses.Select(p => p.Value!.Id).Distinct());
        var (first, second) = (await Booking(clinic, visit), await Booking(clinic, presses[0].Value!.Id));
        Assert.Equal((first.PatientId, Channel.Doctor, "doctor", TestClinic.Moscow(8, 10)), (second.PatientId, second.Channel, second.CreatedBy, second.Start));
        Assert.Equal([week[1].Start], (await Times(clinic, visit)).Coming);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Who_booked_online_is_booked_again_and_has_a_card_from_then_on(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visit = (await clinic.Book(clinic.Slot(TestClinic.Moscow(1, 10)))).Value!.Id;

        var again = await Again(clinic, visit, clinic.Slot(TestClinic.Moscow(8, 10)));

        Assert.True(again.Ok, again.Problem?.Code);
        var card = await clinic.Read(db => db.Patients.SingleAsync());
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(card.Id, b.PatientId));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_repeat_visit_follows_a_first_one_paid_as_before()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        VisitType? repeat = null;
        await clinic.Change(async db =>
        {
            (await db.VisitTypes.AsTracking().SingleAsync()).Kind = VisitKind.First;
            VisitType[] more = [repeat = new() { Name = new("Повторный"), Minutes = 20, Kind = VisitKind.Repeat, SortOrder = 9 }, new() { Name = new("За деньги"), Minutes = 20, Payments = PaymentKinds.SelfPay, SortOrder = 2 }];
            db.AddRange(more);
            await db.SaveChangesAsync();
            db.AddRange(more.Select(t => new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = t.Id }));
        });
        var visit = await Desk(clinic, 10, command: new() { Payment = PaymentKind.Oms, Policy = "123456789" });

        var times = await Times(clinic, visit);

        Assert.Equal([repeat!.Id, clinic.VisitType], times.Types.Select(t => t.Id));
        Assert.Equal(repeat.Id, times.Chosen);
        var booked = (await Again(clinic, visit, times.Groups[0].Times[0].Slot)).Value!;
        Assert.Equal((PaymentKind.Oms, "123456789"), ((await Booking(clinic, booked.Id)).Payment, (await clinic.Read(db => db.BookingCovers.SingleAsync(c => c.BookingId == booked.Id))).Policy));
        Assert.Equal(ProblemCodes.TypeNotOffered, (await clinic.Get<FindFollowUp>().Run(visit, new VisitTypeId(999), Me(clinic), CancellationToken.None)).Problem?.Code);
    }

    [Theory]
    [InlineData("closed doctor part=10:00-11:00", ProblemCodes.ChannelClosed)]
    [InlineData("only registry part=10:00-11:00", ProblemCodes.ChannelClosed)]
    [InlineData("quota doctor count=0", ProblemCodes.Quota)]
    public async Task Rules_of_the_doctors_channel_apply(string rules, string code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var visit = await Desk(clinic, 10);
        await clinic.Change(async db => (await db.RosterLines.AsTracking().SingleAsync()).Access = AccessRules.Parse(rules));

        Assert.Equal(code, (await Again(clinic, visit, clinic.Slot(TestClinic.Moscow(8, 10)))).Problem?.Code);
        Assert.DoesNotContain((await Times(clinic, visit)).Groups.SelectMany(g => g.Times), t => t.Start.Hour == 10);
    }

    [Theory, EveryDatabase]
    public async Task A_slip_is_taken_back_by_whoever_made_it_and_by_no_other_doctor(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var visit = await Desk(clinic, 10);
        var again = (await Again(clinic, visit, clinic.Slot(TestClinic.Moscow(8, 10)))).Value!.Id;

        Assert.Equal(ProblemCodes.Forbidden, (await TakeBack(clinic, again, Actor.Of("other", [Roles.Doctor], other))).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await TakeBack(clinic, again, Actor.Of("namesake", [Roles.Doctor], clinic.Doctor))).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await TakeBack(clinic, visit, Me(clinic))).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await TakeBack(clinic, new(Guid.NewGuid()), Me(clinic))).Problem?.Code);
        Assert.True((await TakeBack(clinic, again, Me(clinic))).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Forged_wishes_are_refused_and_leave_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var own = await Desk(clinic, 10);
        var theirs = await Desk(clinic, 11, "+79000000002", other);
        var (mine, stranger) = ((await Booking(clinic, own)).PatientId, (await Booking(clinic, theirs)).PatientId);
        var held = (await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(8, 12), other), Me(clinic), CancellationToken.None)).Value!.Id;
        var (my, his) = (clinic.Slot(TestClinic.Moscow(8, 10)), clinic.Slot(TestClinic.Moscow(8, 10), other));
        var before = await clinic.Read(db => db.Bookings.CountAsync());

        Assert.Equal(ProblemCodes.Forbidden, (await Again(clinic, own, his)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await Again(clinic, theirs, my)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<FindFollowUp>().Run(theirs, null, Me(clinic), CancellationToken.None)).Problem?.Code);
        BookCommand[] forged =
        [
            new() { Slot = his, Patient = mine },
            new() { Slot = my, Patient = stranger },
            new() { Slot = my, Patient = new PatientId(999) },
            new() { Slot = my, Contact = TestClinic.Person("Чужая", "+79000000009") },
            new() { Slot = my },
            new() { Hold = held, Patient = mine },
            new() { Slot = my, Patient = mine, Override = "очень надо" },
        ];
        foreach (var command in forged)
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<BookAppointment>().Run(command, Me(clinic), CancellationToken.None)).Problem?.Code);
        }

        // A visit that is cancelled makes nobody an own patient.
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(own), null, true, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<BookAppointment>().Run(new() { Slot = my, Patient = mine }, Me(clinic), CancellationToken.None)).Problem?.Code);
        Assert.Equal(before, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task One_doctor_reaches_nothing_of_another()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var visit = await Desk(clinic, 10);
        await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.Arrived, null, TestClinic.Registrar, CancellationToken.None);
        var a = Actor.Of("a", [Roles.Doctor], other);
        var slot = clinic.Slot(TestClinic.Moscow(8, 10), other);
        var none = CancellationToken.None;
        Problem?[] answers =
        [
            (await clinic.Get<ReadDoctorDay>().Run(clinic.Doctor, null, a, none)).Problem,
            (await clinic.Get<ReadDoctorWeek>().Run(clinic.Doctor, null, a, none)).Problem,
            (await clinic.Get<CallPatient>().Run(visit, true, null, a, none)).Problem,
            (await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.InProgress, null, a, none)).Problem,
            (await clinic.Get<ChangeBookingStatus>().Run(new(Guid.NewGuid()), BookingStatus.InProgress, null, a, none)).Problem,
            (await clinic.Get<SetDelay>().Run(clinic.Doctor, new(2026, 12, 1), 20, a, none)).Problem,
            (await clinic.Get<SetDelay>().Run(new(999), new(2026, 12, 1), 20, a, none)).Problem,
            (await clinic.Get<FindFollowUp>().Run(visit, null, a, none)).Problem,
            (await clinic.Get<BookFollowUp>().Run(visit, slot, "k", a, none)).Problem,
            (await clinic.Get<WaitingTimes>().Run(new(TestClinic.Moscow(1, 0), TestClinic.Moscow(2, 0)), new(clinic.Doctor), a, none)).Problem,
            (await clinic.Get<WaitingTimes>().Run(new(TestClinic.Moscow(1, 0), TestClinic.Moscow(2, 0)), new(), a, none)).Problem,
            (await clinic.Get<ReadVisit>().Run(visit, a, none)).Problem,
            (await clinic.Get<ReadBookingHistory>().Run(visit, a, none)).Problem,
            (await clinic.Get<ReadOpenTimes>().Run(clinic.Doctor, clinic.Site, TestClinic.Moscow(2, 10), a, none)).Problem,
            (await clinic.Get<FindNewTime>().Run(visit, a, none)).Problem,
            (await clinic.Get<CancelBooking>().Run(BookingRef.Id(visit), null, false, a, none)).Problem,
            (await clinic.Get<MoveBooking>().Run(BookingRef.Id(visit), slot, null, a, none)).Problem,
            (await clinic.Get<RecordGuarantee>().Run(visit, "1", null, a, none)).Problem,
        ];

        Assert.All(answers, p => Assert.Equal(ProblemCodes.Forbidden, p?.Code));
        var untouched = await Booking(clinic, visit);
        Assert.Equal(BookingStatus.Arrived, untouched.Status);
        Assert.Null(untouched.CalledAt);
    }

    private static Actor Me(TestClinic clinic) => Actor.Of("doctor", [Roles.Doctor], clinic.Doctor);

    private static async Task<FollowUpTimes> Times(TestClinic clinic, BookingId visit) =>
        (await clinic.Get<FindFollowUp>().Run(visit, null, Me(clinic), CancellationToken.None)).Value!;

    private static Task<Result<BookingReceipt>> Again(TestClinic clinic, BookingId visit, SlotId slot, string key = "again") =>
        clinic.Get<BookFollowUp>().Run(visit, slot, key, Me(clinic), CancellationToken.None);

    private static Task<Result<BookingReceipt>> TakeBack(TestClinic clinic, BookingId id, Actor actor) =>
        clinic.Get<CancelBooking>().Run(BookingRef.Id(id), null, byPatient: false, actor, CancellationToken.None);

    private static Task<Booking> Booking(TestClinic clinic, BookingId id) => clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == id));

    private static async Task<BookingId> Desk(TestClinic clinic, int hour, string phone = "+79000000001", DoctorId? doctor = null, BookCommand? command = null)
    {
        var booked = await clinic.Get<BookAppointment>().Run(
            (command ?? new()) with { Slot = clinic.Slot(TestClinic.Moscow(1, hour), doctor), Contact = TestClinic.Person("Орлова", phone) }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value.Id;
    }
}
