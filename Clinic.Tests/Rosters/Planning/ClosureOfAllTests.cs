using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>A day on which a clinic of 200 doctors is closed.</summary>
public sealed class ClosureOfAllTests
{
    private const int Doctors = 200;
    private const int VisitsEach = 4;

    [Theory, EveryDatabase]
    public async Task Eight_hundred_visits_all_find_a_new_place_and_are_moved_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Fill(clinic, Doctors);
        var close = new RosterChange.AddClosure(clinic.Site, RosterDesk.Tomorrow, RosterDesk.Tomorrow, "Отключение воды");
        var plan = (await clinic.Plan(close)).Value!;
        Assert.Equal(Doctors * VisitsEach, plan.Visits.Count);
        Assert.All(plan.Visits, v => Assert.NotNull(v.Proposal));
        Assert.Equal(Doctors * VisitsEach, (await clinic.Commit(plan.Order())).Value?.Moved);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Two_doctors_take_as_many_queries_as_forty()
    {
        var counts = new List<int>();
        foreach (var doctors in new[] { 2, 40 })
        {
            await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
            await Fill(clinic, doctors);
            var counter = new QueryCounter(clinic.Database.ConnectionString);
            var plan = await new PlanRosterChange(counter, clinic.Clock).Run(
                new RosterChange.AddClosure(clinic.Site, RosterDesk.Tomorrow, RosterDesk.Tomorrow, ""), null, TestClinic.Registrar, CancellationToken.None);
            Assert.Equal(doctors * VisitsEach, plan.Value!.Visits.Count);
            counts.Add(counter.Count);
        }

        Assert.Equal(counts[0], counts[1]);
    }

    /// <summary>Doctors with visits on the morning in question, written as the use cases would have.</summary>
    private static Task Fill(TestClinic clinic, int count) => clinic.Change(async db =>
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var doctors = Enumerable.Range(0, count).Select(i => new Doctor { Family = $"Врач{i}", Given = "Пётр" }).ToList();
        var patients = Enumerable.Range(0, count * VisitsEach).Select(i => new Patient { Family = $"Пациент{i}", Given = "Анна", Phone = $"+7900{i:0000000}", SearchName = "п", ContactKey = i + 1 }).ToList();
        db.AddRange(doctors);
        db.AddRange(patients);
        await db.SaveChangesAsync();
        foreach (var (doctor, index) in doctors.Select((d, i) => (d, i)))
        {
            db.Add(new DoctorVisitType { DoctorId = doctor.Id, VisitTypeId = clinic.VisitType });
            db.Add(new RosterLine { DoctorId = doctor.Id, SiteId = clinic.Site, Pattern = RosterPattern.OnWeekdays("12345"), Hours = WorkHours.Of("09:00-15:00"), ValidFrom = new(2020, 1, 1) });
            for (var i = 0; i < VisitsEach; i++)
            {
                Book(db, clinic, doctor.Id, patients[(index * VisitsEach) + i].Id, TestClinic.Moscow(2, 9).AddMinutes(30 * i));
            }
        }
    });

    private static void Book(ClinicDb db, TestClinic clinic, DoctorId doctor, PatientId patient, DateTime start)
    {
        var id = new BookingId(Guid.CreateVersion7());
        var booking = new Booking
        {
            Id = id,
            Code = BookingTokens.NewCode() + BookingTokens.NewCode(),
            TokenHash = BookingTokens.Hash(id.ToString()),
            Status = BookingStatus.Booked,
            SiteId = clinic.Site,
            DoctorId = doctor,
            VisitTypeId = clinic.VisitType,
            Start = start,
            End = start.AddMinutes(30),
            PatientId = patient,
            PatientResource = ResourceId.Patient(patient),
            Channel = Channel.Registry,
            Version = 1,
        };
        db.Add(booking);
        db.AddRange(OccupancyClaims.Rows(booking.Placement(), id.Value, booking.PatientResource, null));
        db.Record(Actor.System, start, "book", nameof(Booking), id.ToString(), null, booking.Facts());
    }
}
