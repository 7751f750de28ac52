using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rooms;

/// <summary>A room as typed.</summary>
public sealed record RoomDetails
{
    /// <summary>Visits at once.</summary>
    public static readonly Bounds Places = new(1, 50);

    /// <summary>Null for a new one.</summary>
    public RoomId? Id { get; set; }

    /// <summary>A room stays where it is: the site counts for a new one only.</summary>
    public SiteId Site { get; set; }

    /// <summary>As on the door.</summary>
    public string? Name { get; set; }

    public int Capacity { get; set; } = 1;

    public bool Active { get; set; } = true;

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static RoomDetails Of(Room room) =>
        new() { Id = room.Id, Site = room.SiteId, Name = room.Name, Capacity = room.Capacity, Active = room.Active, Version = room.Version };
}

/// <summary>Adds a room or changes one. Visits already booked keep it.</summary>
public sealed class SaveRoom(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int NameLength = 40;

    /// <summary>Answers the room, or <c>forbidden</c>, <c>invalid</c> with the fields at fault (<c>name-taken</c> among them), <c>not-found</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<RoomId>> Run(RoomDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var name = checks.Label("/name", wanted.Name, NameLength);
        checks.Number("/capacity", wanted.Capacity, RoomDetails.Places);
        if (checks.Fault is { } fault)
        {
            return fault;
        }

        return await factory.Transact(
            (db, token) => Save(db, wanted, name, actor, token),
            async (db, token) => Refusal.Or<RoomId>(await db.Rooms.AnyAsync(r => r.SiteId == wanted.Site && r.Name == name && r.Id != wanted.Id, token) ? Problem.Field("/name", ProblemCodes.NameTaken) : null),
            cancel);
    }

    private async Task<Result<RoomId>> Save(ClinicDb db, RoomDetails wanted, string name, Actor actor, CancellationToken cancel)
    {
        var room = wanted.Id is { } id ? await db.Rooms.AsTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) : new Room { SiteId = wanted.Site };
        if (room is null || (wanted.Id is not null && room.Version != wanted.Version))
        {
            return new Problem(room is null ? ProblemCodes.NotFound : ProblemCodes.VersionMismatch);
        }

        if (room.SiteId != wanted.Site || (wanted.Id is null && !await db.Sites.AnyAsync(s => s.Id == wanted.Site, cancel)))
        {
            return Problem.Field("/site", wanted.Site == default ? ProblemCodes.Required : ProblemCodes.BadValue);
        }

        var before = wanted.Id is null ? null : Facts(room);
        var fits = (wanted.Active, wanted.Capacity) == (room.Active, room.Capacity);
        (room.Name, room.Capacity, room.Active) = (name, wanted.Capacity, wanted.Active);
        if (before is not null && ReferenceLog.Same(before, Facts(room)))
        {
            return room.Id;
        }

        if (before is not null && !fits)
        {
            // Visits that were planned while it was otherwise are planned anew.
            await RosterGate.Raise(db, cancel);
        }

        room.Version++;
        if (before is null)
        {
            db.Add(room);
            await db.SaveChangesAsync(cancel);
        }

        db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(Room), room.Id.ToString(), before, Facts(room));
        await db.SaveChangesAsync(cancel);
        return room.Id;
    }

    private static object Facts(Room room) => new { site = room.SiteId.Value, name = room.Name, capacity = room.Capacity, active = room.Active };
}
