using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What the desk is told before and after a booking.</summary>
public sealed class ReceptionTests
{
    private static readonly Actor Doctor = Actor.Of("doctor", [Roles.Doctor], new(1));

    [Theory, EveryDatabase]
    public async Task Who_came_before_to_the_doctor_or_a_colleague_is_known(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var colleague = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var stranger = await clinic.AddDoctor("Орлов", null, WorkHours.Of("09:00-18:00"));
        await clinic.Change(async db =>
        {
            var field = db.Add(new Domain.Doctors.Specialty { Name = new("Кардиология") }).Entity;
            await db.SaveChangesAsync();
            db.AddRange(new[] { clinic.Doctor, colleague }.Select(d => new Domain.Doctors.DoctorSpecialty { DoctorId = d, SpecialtyId = field.Id }));
        });
        var booked = (await Desk(clinic, TestClinic.Moscow(2, 10))).Value!;
        var card = await Card(clinic);

        Assert.False((await Know(clinic, card, clinic.Doctor)).WasHere);
        await clinic.Become(booked, BookingStatus.Arrived);
        clinic.Clock.Advance(TimeSpan.FromDays(2));

        Assert.True((await Know(clinic, card, clinic.Doctor)).WasHere);
        Assert.True((await Know(clinic, card, colleague)).WasHere);
        Assert.False((await Know(clinic, card, stranger)).WasHere);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadPatientBackground>().Run(card, clinic.Doctor, new(2026, 12, 2), Doctor, CancellationToken.None)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_consent_on_paper_is_recorded_with_the_booking_and_known_afterwards(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Desk(clinic, TestClinic.Moscow(2, 10));
        var card = await Card(clinic);
        Assert.False((await Know(clinic, card, clinic.Doctor)).Agreed);
        var wish = new BookCommand { Slot = clinic.Slot(TestClinic.Moscow(3, 10)), Patient = card, ConsentOnPaper = true, ConsentLanguage = "ru", IdempotencyKey = "panel" };

        var booked = await clinic.Get<BookAppointment>().Run(wish, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(booked.Value!.Id, (await clinic.Get<BookAppointment>().Run(wish, TestClinic.Registrar, CancellationToken.None)).Value!.Id);

        var consent = await clinic.Read(db => db.Consents.SingleAsync());
        Assert.Equal((card, "registrar", TestClinic.ConsentVersion, "00"), (consent.PatientId!.Value, consent.TakenBy, consent.Version, consent.TextHash));
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "consent" && a.Entity == nameof(Patient))));
        Assert.True((await Know(clinic, card, clinic.Doctor)).Agreed);
        await clinic.Change(async db => (await db.Consents.AsTracking().SingleAsync()).WithdrawnAt = clinic.Clock.Now);
        Assert.False((await Know(clinic, card, clinic.Doctor)).Agreed);
        Assert.Equal(ProblemCodes.IdempotencyMismatch, (await clinic.Get<BookAppointment>().Run(wish with { ConsentOnPaper = false }, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_desk_that_lost_the_answer_finds_its_booking_by_its_key_and_nobody_elses(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var hold = (await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Registrar, CancellationToken.None)).Value!;
        var booked = await clinic.Get<BookAppointment>().Run(new() { Hold = hold.Id, Contact = TestClinic.Person(), IdempotencyKey = "panel" }, TestClinic.Registrar, CancellationToken.None);

        var found = await clinic.Get<FindEarlierBooking>().Run("panel", TestClinic.Registrar, CancellationToken.None);

        Assert.Equal((booked.Value!.Id, booked.Value.Code), (found.Value!.Id, found.Value.Code));
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<FindEarlierBooking>().Run("panel", Actor.Of("call", [Roles.CallCentre], null), CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<FindEarlierBooking>().Run("other", TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<FindEarlierBooking>().Run("panel", Actor.Stranger, CancellationToken.None)).Problem?.Code);
    }

    [Theory]
    [InlineData(null, "Первичный")]
    [InlineData(false, "Первичный")]
    [InlineData(true, "Повторный")]
    public async Task First_or_repeat_follows_from_whether_the_patient_was_here(bool? wasHere, string offered)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => (t.Name, t.Kind, t.SortOrder) = (new("Первичный"), VisitKind.First, 1));
        await clinic.Change(async db =>
        {
            var repeat = db.Add(new VisitType { Name = new("Повторный"), Kind = VisitKind.Repeat, Minutes = 15, SortOrder = 2 }).Entity;
            await db.SaveChangesAsync();
            db.Add(new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = repeat.Id });
        });
        var times = (await clinic.Get<ReadOpenTimes>().Run(clinic.Doctor, clinic.Site, TestClinic.Moscow(2, 10), TestClinic.Registrar, CancellationToken.None)).Value!;

        Assert.Equal(offered, times.Usual(TestClinic.Moscow(2, 10), wasHere)!.Name.Ru);

        // Before lunch only the short one fits.
        Assert.Equal("Повторный", times.Usual(TestClinic.Moscow(2, 12, 45), wasHere)!.Name.Ru);
    }

    [Theory, EveryDatabase]
    public async Task The_list_of_a_day_is_for_the_reception_and_the_doctor_whose_day_it_is(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await Desk(clinic, TestClinic.Moscow(2, 10));
        await clinic.Cancelled((await Desk(clinic, TestClinic.Moscow(2, 11))).Value!);
        var (read, day, me) = (clinic.Get<ReadDayList>(), new DateOnly(2026, 12, 2), Actor.Of("doctor", [Roles.Doctor], clinic.Doctor));

        var all = (await read.Run(new(day, null, null, null), TestClinic.Registrar, CancellationToken.None)).Value!;
        Assert.Equal(["Петров", "Сидоров"], all.Lists.Select(l => l.Doctor!.Family));
        Assert.Equal((1, 2, "101"), (all.Lists[0].Lines.Count, all.Lists[0].Shifts.Count, all.Lists[0].Shifts[0].Room));
        Assert.Equal("+79000000001", all.Lists[0].Lines[0].Phone);
        Assert.Single((await read.Run(new(day, null, null, clinic.Room), TestClinic.Registrar, CancellationToken.None)).Value!.Lists.Single().Lines);

        var own = (await read.Run(new(day, null, clinic.Doctor, null), me, CancellationToken.None)).Value!.Lists.Single();
        Assert.Equal((1, null), (own.Lines.Count, own.Lines[0].Phone));
        foreach (var wish in new DayListWish[] { new(day, null, other, null), new(day, null, null, null), new(day, null, null, clinic.Room), new(day, null, clinic.Doctor, clinic.Room) })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await read.Run(wish, me, CancellationToken.None)).Problem?.Code);
        }

        Assert.Equal(ProblemCodes.NotFound, (await read.Run(new(day, null, new(999), null), TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadDoorWeek>().Run(null, null, null, me, CancellationToken.None)).Problem?.Code);
    }

    private static async Task<PatientBackground> Know(TestClinic clinic, PatientId card, DoctorId doctor) =>
        (await clinic.Get<ReadPatientBackground>().Run(card, doctor, new(2026, 12, 2), TestClinic.Registrar, CancellationToken.None)).Value!;

    private static async Task<PatientId> Card(TestClinic clinic) => (await clinic.Read(db => db.Patients.SingleAsync())).Id;

    private static Task<Result<BookingReceipt>> Desk(TestClinic clinic, DateTime start) =>
        clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(start), Contact = TestClinic.Person() }, TestClinic.Registrar, CancellationToken.None);
}
