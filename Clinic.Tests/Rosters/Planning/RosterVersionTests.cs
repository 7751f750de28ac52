using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Sites;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Import;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>By the roster version of its sites a visit tells whether its place was planned on the rosters in force.</summary>
public sealed class RosterVersionTests
{
    [Theory, EveryDatabase]
    public async Task Grows_with_whatever_changes_what_rosters_allow_and_disturbs_no_page_of_settings(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (date, room, device) = (RosterDesk.Tomorrow, ResourceId.Room(clinic.Room), await clinic.Device());
        var shown = SiteDetails.Of(await clinic.Read(db => db.Sites.SingleAsync()));
        var steps = new Dictionary<string, Func<Task>>
        {
            ["a day off"] = () => clinic.Save(new RosterChange.AddException(clinic.Doctor, clinic.Site, date, DayReason.DayOff, [])),
            ["none"] = () => clinic.Save(new RosterChange.RemoveException(clinic.Doctor, clinic.Site, date)),
            ["lines"] = () => clinic.Save(new RosterChange.SetLines(clinic.Doctor, date, [clinic.Line("10:00-14:00", null, clinic.Room)])),
            ["absence"] = () => clinic.Save(new RosterChange.AddAbsence(clinic.Doctor, date, date, DayReason.Sick)),
            ["back"] = async () => await clinic.Save(new RosterChange.RemoveAbsence(clinic.Doctor, await clinic.Read(db => db.Absences.Select(a => a.Id).SingleAsync()))),
            ["closure"] = () => clinic.Save(new RosterChange.AddClosure(clinic.Site, date, date, "Праздник")),
            ["open"] = async () => await clinic.Save(new RosterChange.RemoveClosure(await clinic.Read(db => db.Closures.Select(c => c.Id).SingleAsync()))),
            ["outage"] = () => clinic.Save(new RosterChange.AddOutage(room, TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 12), "Ремонт")),
            ["in order"] = async () => await clinic.Save(new RosterChange.RemoveOutage(await clinic.Read(db => db.Outages.Select(o => o.Id).SingleAsync()))),
            ["import"] = () => clinic.Import(ImportDesk.Month(ImportDesk.Petrov((2, "14-18")))),
            ["room"] = async () => Saved(await clinic.Get<SaveRoom>().Run(RoomDetails.Of(await clinic.Read(db => db.Rooms.SingleAsync())) with { Active = false }, TestClinic.Registrar, CancellationToken.None)),
            ["device"] = async () => Saved(await clinic.Get<SaveDevice>().Run(DeviceDetails.Of(await clinic.Read(db => db.Devices.SingleAsync(d => d.Id == device))) with { Active = false }, TestClinic.Registrar, CancellationToken.None)),
            ["doctor"] = async () => Saved(await clinic.Get<SaveDoctor>().Run(await Leaving(clinic), TestClinic.Registrar, CancellationToken.None)),
            ["zone"] = async () => Saved(await clinic.Get<SaveSite>().Run(shown with { TimeZone = "Europe/Samara" }, EmptyClinic.Administrator, CancellationToken.None)),
        };
        var expected = 0;
        foreach (var (name, step) in steps)
        {
            await step();
            Assert.Equal((name, ++expected), (name, await Version(clinic)));
        }

        Assert.Equal(shown.Version + 1, await clinic.Read(db => db.Sites.Select(s => s.Version).SingleAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Stays_where_nothing_differs(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var line = await clinic.Read(db => db.RosterLines.SingleAsync());

        await clinic.Save(new RosterChange.SetLines(clinic.Doctor, RosterDesk.Tomorrow, [LineDraft.Of(line)]));
        await clinic.Import(ImportDesk.Month(ImportDesk.Petrov()));
        Saved(await clinic.Get<SaveRoom>().Run(RoomDetails.Of(await clinic.Read(db => db.Rooms.SingleAsync())) with { Name = "101а" }, TestClinic.Registrar, CancellationToken.None));

        Assert.Equal(0, await Version(clinic));
    }

    private static Task<int> Version(TestClinic clinic) => clinic.Read(db => db.Sites.Select(s => s.RosterVersion).SingleAsync());

    private static async Task<DoctorDetails> Leaving(TestClinic clinic)
    {
        var doctor = await clinic.Read(db => db.Doctors.SingleAsync(d => d.Id == clinic.Doctor));
        return new() { Id = doctor.Id, Family = doctor.Family, Given = doctor.Given, Active = false, Version = doctor.Version };
    }

    private static void Saved<T>(Result<T> result) => Assert.True(result.Ok, RosterDesk.Text(result.Problem));
}
