using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Devices;

/// <summary>A device as typed.</summary>
public sealed record DeviceDetails
{
    /// <summary>Visits at once.</summary>
    public static readonly Bounds Places = new(1, 50);

    /// <summary>Null for a new one.</summary>
    public DeviceId? Id { get; set; }

    /// <summary>A device stays where it is: the site counts for a new one only.</summary>
    public SiteId Site { get; set; }

    /// <summary>As on its label.</summary>
    public string? Name { get; set; }

    /// <summary>What visit types ask for.</summary>
    public string? Kind { get; set; }

    public int Capacity { get; set; } = 1;

    public bool Active { get; set; } = true;

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static DeviceDetails Of(Device device) => new()
    {
        Id = device.Id,
        Site = device.SiteId,
        Name = device.Name,
        Kind = device.Kind,
        Capacity = device.Capacity,
        Active = device.Active,
        Version = device.Version,
    };
}

/// <summary>Adds a device or changes one. Visits already booked keep it.</summary>
public sealed class SaveDevice(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int NameLength = 80;
    private const int KindLength = 60;

    /// <summary>Answers the device, or <c>forbidden</c>, <c>invalid</c> with the fields at fault (<c>name-taken</c> among them), <c>not-found</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<DeviceId>> Run(DeviceDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var (name, kind) = (checks.Label("/name", wanted.Name, NameLength), checks.Label("/kind", wanted.Kind, KindLength));
        checks.Number("/capacity", wanted.Capacity, DeviceDetails.Places);
        if (checks.Fault is { } fault)
        {
            return fault;
        }

        return await factory.Transact(
            (db, token) => Save(db, wanted, name, kind, actor, token),
            async (db, token) => Refusal.Or<DeviceId>(await db.Devices.AnyAsync(d => d.SiteId == wanted.Site && d.Name == name && d.Id != wanted.Id, token) ? Problem.Field("/name", ProblemCodes.NameTaken) : null),
            cancel);
    }

    private async Task<Result<DeviceId>> Save(ClinicDb db, DeviceDetails wanted, string name, string kind, Actor actor, CancellationToken cancel)
    {
        var device = wanted.Id is { } id ? await db.Devices.AsTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) : new Device { SiteId = wanted.Site };
        if (device is null || (wanted.Id is not null && device.Version != wanted.Version))
        {
            return new Problem(device is null ? ProblemCodes.NotFound : ProblemCodes.VersionMismatch);
        }

        if (device.SiteId != wanted.Site || (wanted.Id is null && !await db.Sites.AnyAsync(s => s.Id == wanted.Site, cancel)))
        {
            return Problem.Field("/site", wanted.Site == default ? ProblemCodes.Required : ProblemCodes.BadValue);
        }

        var before = wanted.Id is null ? null : Facts(device);
        var fits = (wanted.Active, wanted.Capacity, kind) == (device.Active, device.Capacity, device.Kind);
        (device.Name, device.Kind, device.Capacity, device.Active) = (name, kind, wanted.Capacity, wanted.Active);
        if (before is not null && ReferenceLog.Same(before, Facts(device)))
        {
            return device.Id;
        }

        if (before is not null && !fits)
        {
            // Visits that were planned while it was otherwise are planned anew.
            await RosterGate.Raise(db, cancel);
        }

        device.Version++;
        if (before is null)
        {
            db.Add(device);
            await db.SaveChangesAsync(cancel);
        }

        db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(Device), device.Id.ToString(), before, Facts(device));
        await db.SaveChangesAsync(cancel);
        return device.Id;
    }

    private static object Facts(Device device) =>
        new { site = device.SiteId.Value, name = device.Name, kind = device.Kind, capacity = device.Capacity, active = device.Active };
}
