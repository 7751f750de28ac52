using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Sites;

public sealed class SaveSiteTests
{
    [Theory, EveryDatabase]
    public async Task A_site_is_added_and_changed_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var id = (await clinic.Save(EmptyClinic.Site())).Value;
        var form = SiteDetails.Of(await clinic.Domain.Read(db => db.Sites.SingleAsync()));

        var changed = await clinic.Save(form with { TimeZone = "Asia/Yekaterinburg", Address = new("Ленина, 5"), Directions = new("Вход со двора.\nВторой этаж.") });

        Assert.Equal(id, changed.Value);
        var row = await clinic.Domain.Read(db => db.Sites.SingleAsync());
        Assert.Equal(("Asia/Yekaterinburg", "Вход со двора.\nВторой этаж."), (row.TimeZone, row.Directions.Ru));
        Assert.Equal(["create", "edit"], await clinic.Domain.Read(db => db.Audit.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(2, await clinic.Domain.Read(db => db.Changes.CountAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form with { Phone = "+7 900 000-00-09" })).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_site_from_before_there_were_directions_has_none(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        await clinic.Domain.Write(db => db.Database.ExecuteSqlRawAsync(
            """INSERT INTO "Sites" ("Name", "Address", "TimeZone", "Version", "RosterVersion") VALUES ({0}, {0}, 'Europe/Moscow', 1, 0)""", """{"Ru":"Дом","En":"","Fr":""}"""));

        Assert.Equal(new LocalText(""), (await clinic.Domain.Read(db => db.Sites.SingleAsync())).Directions);
    }

    [Theory, EveryDatabase]
    public async Task The_time_zone_of_a_site_with_visits_stands(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Ok);
        var form = SiteDetails.Of(await clinic.Read(db => db.Sites.SingleAsync()));

        var moved = await Save(clinic, form with { TimeZone = "Europe/Paris" });
        var renamed = await Save(clinic, form with { Name = new("Новый корпус") });

        Assert.Equal(("/timeZone", ProblemCodes.ZoneInUse), (moved.Problem!.Errors.Single().Pointer, moved.Problem.Errors.Single().Code));
        Assert.True(renamed.Ok);
        Assert.Equal("Europe/Moscow", (await clinic.Read(db => db.Sites.SingleAsync())).TimeZone);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Moscow")]
    [InlineData("Russian Standard Time")]
    [InlineData("Europe/Petushki")]
    [InlineData("../etc/passwd")]
    [InlineData("Etc/GMT-3")]
    public async Task A_name_that_is_no_place_in_the_IANA_list_is_refused(string zone)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);

        Assert.Equal("/timeZone", (await clinic.Save(EmptyClinic.Site(zone))).Problem!.Errors.Single().Pointer);
    }

    [Fact]
    public void The_list_of_zones_holds_places_that_are_accepted()
    {
        Assert.Contains("Europe/Moscow", TimeZones.All);
        Assert.Contains("Asia/Tehran", TimeZones.All);
        Assert.All(TimeZones.All, z => Assert.True(TimeZones.IsKnown(z), z));
    }

    private static Task<Result<SiteId>> Save(TestClinic clinic, SiteDetails form) => clinic.Get<SaveSite>().Run(form, EmptyClinic.Administrator, CancellationToken.None);
}
