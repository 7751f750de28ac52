using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class PlanVisitTests
{
    [Fact]
    public async Task A_clinic_that_has_doctors_and_no_site_yet_refuses_a_guessed_slot()
    {
        await using var database = await TestDatabase.Create(DatabaseProvider.Sqlite);
        await using var clinic = TestClinic.Over(database);
        var (doctor, type) = (new Doctor { Family = "Петров", Given = "Пётр" }, new VisitType { Name = new("Приём"), Minutes = 30 });
        await clinic.Change(async db =>
        {
            db.AddRange(doctor, type);
            await db.SaveChangesAsync();
            db.Add(new DoctorVisitType { DoctorId = doctor.Id, VisitTypeId = type.Id });
        });

        var planned = await clinic.Get<PlanVisit>().Run(SlotId.Of(doctor.Id, type.Id, TestClinic.Moscow(2, 10)), new(Channel.Widget, clinic.Clock.Now), TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCodes.OutsideRoster, planned.Problem?.Code);
    }
}
