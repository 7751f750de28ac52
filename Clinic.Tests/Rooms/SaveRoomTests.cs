using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rooms;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rooms;

public sealed class SaveRoomTests
{
    [Theory, EveryDatabase]
    public async Task A_room_is_added_and_changed_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        var room = (await clinic.Save(new RoomDetails { Site = site, Name = "  204 " })).Value;
        var form = RoomDetails.Of(await clinic.Domain.Read(db => db.Rooms.SingleAsync()));

        Assert.True((await clinic.Save(form with { Capacity = 3, Active = false })).Ok);
        Assert.True((await clinic.Save(form with { Version = 2, Capacity = 3, Active = false })).Ok);

        var row = await clinic.Domain.Read(db => db.Rooms.SingleAsync());
        Assert.Equal((room, site, "204", 3, false, 2), (row.Id, row.SiteId, row.Name, row.Capacity, row.Active, row.Version));
        Assert.Equal(["create", "edit"], await clinic.Domain.Read(db => db.Audit.Where(a => a.Entity == nameof(Room)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(3, await clinic.Domain.Read(db => db.Changes.CountAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form with { Name = "205" })).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Save(form with { Id = new(99) })).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_name_is_given_once_at_a_site_also_by_two_desks_at_once(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var (one, other) = ((await clinic.Save(EmptyClinic.Site())).Value, (await clinic.Save(EmptyClinic.Site())).Value);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => clinic.Save(new RoomDetails { Site = one, Name = "101" }))));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(new FieldError("/name", ProblemCodes.NameTaken), a.Problem!.Errors.Single()));
        Assert.True((await clinic.Save(new RoomDetails { Site = other, Name = "101" })).Ok);
        var second = (await clinic.Save(new RoomDetails { Site = one, Name = "102" })).Value;
        Assert.Equal(ProblemCodes.NameTaken, (await clinic.Save(new RoomDetails { Id = second, Site = one, Name = "101", Version = 1 })).Problem!.Errors.Single().Code);
    }

    [Theory]
    [InlineData(null, 1, "/name required")]
    [InlineData(" ", 1, "/name required")]
    [InlineData("***", 1, "/name bad-characters")]
    [InlineData("<b>1</b>", 1, "/name bad-characters")]
    [InlineData("кабинет с названием длиннее сорока знаков", 1, "/name too-long")]
    [InlineData("1", 0, "/capacity out-of-range")]
    [InlineData("1", 51, "/capacity out-of-range")]
    public async Task Each_field_at_fault_is_named(string? name, int capacity, string fault)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;

        var answer = await clinic.Save(new RoomDetails { Site = site, Name = name, Capacity = capacity });

        Assert.Equal([fault], answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}"));
    }

    [Fact]
    public async Task A_room_belongs_to_a_known_site_and_stays_there()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        Assert.Equal(new FieldError("/site", ProblemCodes.Required), (await clinic.Save(new RoomDetails { Name = "1" })).Problem!.Errors.Single());
        Assert.Equal(new FieldError("/site", ProblemCodes.BadValue), (await clinic.Save(new RoomDetails { Name = "1", Site = new(7) })).Problem!.Errors.Single());
        var (one, other) = ((await clinic.Save(EmptyClinic.Site())).Value, (await clinic.Save(EmptyClinic.Site())).Value);
        var room = (await clinic.Save(new RoomDetails { Site = one, Name = "1" })).Value;

        Assert.Equal(new FieldError("/site", ProblemCodes.BadValue), (await clinic.Save(new RoomDetails { Id = room, Site = other, Name = "1", Version = 1 })).Problem!.Errors.Single());
    }

    [Fact]
    public async Task Only_those_who_manage_rosters_may()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        foreach (var actor in new[] { EmptyClinic.CallCentre, EmptyClinic.Doctor, Actor.Stranger })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Save(new RoomDetails { Site = site, Name = "1" }, actor)).Problem?.Code);
        }

        Assert.Empty(await clinic.Domain.Read(db => db.Rooms.ToListAsync()));
    }
}
