using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class NearestSlotsTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task Another_doctor_is_offered_only_within_the_specialty_even_where_the_visit_type_is_shared(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var missed = await OneDayDoctor(clinic, "Ветров", "10:00-10:30");
        var surgeon = await OneDayDoctor(clinic, "Ножов", "10:00-11:00");
        var colleague = await OneDayDoctor(clinic, "Громов", "15:00-16:00");
        await clinic.Change(db => Specialise(db, ("Педиатр", [missed, colleague]), ("Хирург", [surgeon, clinic.Doctor])));

        var offered = await clinic.Get<NearestSlots>().Run(clinic.Slot(Ten, missed), Channel.Widget, CancellationToken.None);

        Assert.Equal([(colleague, TestClinic.Moscow(2, 15)), (colleague, TestClinic.Moscow(2, 15, 30))], offered.Select(s => (s.DoctorId, s.Range.Start)));
    }

    [Theory, EveryDatabase]
    public async Task Where_nobody_has_a_specialty_whoever_offers_the_visit_type_is_offered(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var missed = await OneDayDoctor(clinic, "Ветров", "10:00-10:30");

        var offered = await clinic.Get<NearestSlots>().Run(clinic.Slot(Ten, missed), Channel.Widget, CancellationToken.None);

        Assert.Equal(3, offered.Count);
        Assert.All(offered, s => Assert.Equal(clinic.Doctor, s.DoctorId));
    }

    private static Task<DoctorId> OneDayDoctor(TestClinic clinic, string family, string hours) =>
        clinic.AddDoctor(family, null, WorkHours.Of(hours), RosterPattern.Rotating(new(2026, 12, 2), 1, 60));

    private static async Task Specialise(ClinicDb db, params (string Name, DoctorId[] Doctors)[] specialties)
    {
        foreach (var (name, doctors) in specialties)
        {
            var specialty = new Specialty { Name = new(name) };
            db.Add(specialty);
            await db.SaveChangesAsync();
            db.AddRange(doctors.Select(d => new DoctorSpecialty { DoctorId = d, SpecialtyId = specialty.Id }));
        }
    }
}
