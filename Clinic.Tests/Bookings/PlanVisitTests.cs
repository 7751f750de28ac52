using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task While_a_visit_is_on_its_way_the_next_asker_is_given_another_room_of_the_pool_and_none_is_ever_kept_from_the_last()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var second = await SecondRoom(clinic);
        var doctors = new[] { clinic.Doctor, await Doctor(clinic, "Второв"), await Doctor(clinic, "Третьяк") };
        await clinic.Change(db => db.RosterLines.ExecuteUpdateAsync(l => l.SetProperty(x => x.Rooms, IdList.Of(clinic.Room, second))));
        var (plan, taken, asker) = (clinic.Get<PlanVisit>(), new List<RoomId?>(), new Asker(Channel.Widget, clinic.Clock.Now));

        await Next(0);

        Assert.Equal([clinic.Room, second, clinic.Room], taken);
        await plan.Anywhere<bool>(clinic.Slot(TestClinic.Moscow(2, 10)), asker, place => Keep(place, () => Task.CompletedTask), TestContext.Current.CancellationToken);
        Assert.Equal(clinic.Room, taken[^1]);

        Task Next(int doctor) => doctor == doctors.Length ? Task.CompletedTask : plan.Anywhere<bool>(
            clinic.Slot(TestClinic.Moscow(2, 10), doctors[doctor]), asker, place => Keep(place, () => Next(doctor + 1)), TestContext.Current.CancellationToken);

        async Task<Result<bool>> Keep(Result<Placement> place, Func<Task> meanwhile)
        {
            taken.Add(place.Value!.Slot.RoomId);
            await meanwhile();
            return true;
        }
    }

    private static Task<DoctorId> Doctor(TestClinic clinic, string family) => clinic.AddDoctor(family, clinic.Room, WorkHours.Of("09:00-18:00"));

    private static async Task<RoomId> SecondRoom(TestClinic clinic)
    {
        var room = new Room { SiteId = clinic.Site, Name = "102" };
        await clinic.Change(async db =>
        {
            db.Add(room);
            await db.SaveChangesAsync();
        });
        return room.Id;
    }
}
