using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Devices;

public sealed class SaveDeviceTests
{
    [Theory, EveryDatabase]
    public async Task A_device_is_added_and_changed_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        var device = (await clinic.Save(new DeviceDetails { Site = site, Name = "GE Logiq 7", Kind = "УЗИ" })).Value;
        var form = DeviceDetails.Of(await clinic.Domain.Read(db => db.Devices.SingleAsync()));

        Assert.True((await clinic.Save(form with { Kind = "УЗИ экспертное", Active = false })).Ok);

        var row = await clinic.Domain.Read(db => db.Devices.SingleAsync());
        Assert.Equal((device, site, "GE Logiq 7", "УЗИ экспертное", 1, false, 2), (row.Id, row.SiteId, row.Name, row.Kind, row.Capacity, row.Active, row.Version));
        Assert.Equal(["create", "edit"], await clinic.Domain.Read(db => db.Audit.Where(a => a.Entity == nameof(Device)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_name_is_given_once_at_a_site(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        Assert.True((await clinic.Save(new DeviceDetails { Site = site, Name = "ЭКГ 1", Kind = "ЭКГ" })).Ok);

        var second = await clinic.Save(new DeviceDetails { Site = site, Name = "ЭКГ 1", Kind = "ЭКГ" });

        Assert.Equal(new FieldError("/name", ProblemCodes.NameTaken), second.Problem!.Errors.Single());
    }

    [Theory]
    [InlineData("", "УЗИ", 1, "/name required")]
    [InlineData("GE", null, 1, "/kind required")]
    [InlineData("GE", "—", 1, "/kind bad-characters")]
    [InlineData("GE", "УЗИ", 0, "/capacity out-of-range")]
    public async Task Each_field_at_fault_is_named(string? name, string? kind, int capacity, string fault)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;

        var answer = await clinic.Save(new DeviceDetails { Site = site, Name = name, Kind = kind, Capacity = capacity });

        Assert.Equal([fault], answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}"));
    }

    [Fact]
    public async Task Only_those_who_manage_rosters_may()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Save(new DeviceDetails { Site = site, Name = "GE", Kind = "УЗИ" }, EmptyClinic.CallCentre)).Problem?.Code);
    }
}
