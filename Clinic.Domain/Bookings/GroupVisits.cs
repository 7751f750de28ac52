using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Opens group visits and closes them, inside the transaction at hand. Whoever joins or leaves first updates the group's row and so waits for the
/// others. While only holds are in a group its cells last as long as the longest of them; with the first booking they stay.
/// </summary>
internal sealed class GroupVisits(ClinicDb db, DateTime now)
{
    /// <summary>The group at the time, opened where there is none. Its room and devices are those of whoever came first.</summary>
    internal async Task<Result<GroupVisit>> Join(CellLedger cells, Placement wanted, bool forced, DateTime? until, CancellationToken cancel)
    {
        var (doctor, type, start) = (wanted.Slot.DoctorId, wanted.Slot.VisitTypeId, wanted.Slot.Range.Start);
        var matching = db.GroupVisits.Where(g => g.DoctorId == doctor && g.VisitTypeId == type && g.Start == start);

        // One that appears only after the update is not locked by us: then ours is a duplicate key, and the next attempt finds it.
        var group = await matching.ExecuteUpdateAsync(s => s.SetProperty(g => g.Version, g => g.Version + 1), cancel) > 0 ? await matching.FirstOrDefaultAsync(cancel) : null;
        if (group is not null && !await IsExpired(group.Id, cancel))
        {
            await Keep(cells, group.Id, until, cancel);
            return group;
        }

        if (group is not null)
        {
            await Remove(group.Id, cancel);
        }

        group = Of(wanted);
        if (await cells.Take([.. Claims.OfPlace(wanted).Select(c => c with { Forced = forced })], group.Id, until, cancel) is { } refusal)
        {
            return refusal;
        }

        db.Add(group);
        return group;
    }

    /// <summary>Whoever was in the group is out of it already; the last one takes the group along.</summary>
    internal async Task Leave(CellLedger cells, Guid id, CancellationToken cancel)
    {
        await Lock(id, cancel);
        if (await db.Bookings.AnyAsync(b => b.GroupId == id, cancel))
        {
            return;
        }

        if (await db.Holds.Where(h => h.GroupId == id && h.ExpiresAt > now).MaxAsync(h => (DateTime?)h.ExpiresAt, cancel) is { } last)
        {
            await cells.Raise(id, last, cancel);
            return;
        }

        await cells.Free(id, cancel);
        await Remove(id, cancel);
    }

    /// <summary>Those of the owners that are groups without anybody left but expired holds are gone afterwards.</summary>
    internal async Task Dissolve(IReadOnlyCollection<Guid> owners, CancellationToken cancel)
    {
        foreach (var id in await db.GroupVisits.Where(g => owners.Contains(g.Id)).Select(g => g.Id).ToListAsync(cancel))
        {
            await Lock(id, cancel);
            if (await IsExpired(id, cancel))
            {
                await Remove(id, cancel);
            }
        }
    }

    /// <summary>A hold in the group lasts longer now.</summary>
    internal Task Lengthen(Guid id, DateTime until, CancellationToken cancel) =>
        db.Occupancy.Where(o => o.OwnerId == id && o.HeldUntil < until).ExecuteUpdateAsync(s => s.SetProperty(o => o.HeldUntil, until), cancel);

    internal Task Lock(Guid id, CancellationToken cancel) =>
        db.GroupVisits.Where(g => g.Id == id).ExecuteUpdateAsync(s => s.SetProperty(g => g.Version, g => g.Version + 1), cancel);

    /// <summary>Somebody is in the group until then, or for good.</summary>
    internal async Task Keep(CellLedger cells, Guid id, DateTime? until, CancellationToken cancel)
    {
        var held = db.Occupancy.Where(o => o.OwnerId == id && o.HeldUntil != null);
        cells.Touch(await held.ToListAsync(cancel));
        await (until is { } end ? Lengthen(id, end, cancel) : held.ExecuteUpdateAsync(s => s.SetProperty(o => o.HeldUntil, (DateTime?)null), cancel));
    }

    private async Task<bool> IsExpired(Guid id, CancellationToken cancel) =>
        !await db.Occupancy.AnyAsync(o => o.OwnerId == id && (o.HeldUntil == null || o.HeldUntil > now), cancel);

    private async Task Remove(Guid id, CancellationToken cancel)
    {
        var holds = db.Holds.Where(h => h.GroupId == id);
        var owners = (await holds.Select(h => h.Id).ToListAsync(cancel)).ConvertAll(h => h.Value);
        await db.Occupancy.Where(o => owners.Contains(o.OwnerId) || o.OwnerId == id).ExecuteDeleteAsync(cancel);
        await new ExpiredHolds(db, now).End(holds, cancel);
        await db.GroupVisits.Where(g => g.Id == id).ExecuteDeleteAsync(cancel);
    }

    private static GroupVisit Of(Placement place) => new()
    {
        Id = Guid.NewGuid(),
        SiteId = place.Slot.SiteId,
        DoctorId = place.Slot.DoctorId,
        VisitTypeId = place.Slot.VisitTypeId,
        RoomId = place.Slot.RoomId,
        Devices = IdList.Of(place.Devices.Select(d => d.Id)),
        Start = place.Slot.Range.Start,
        End = place.Slot.Range.End,
        BufferBefore = place.BufferBefore,
        BufferAfter = place.BufferAfter,
        DoctorParts = place.DoctorParts,
        Version = 1,
    };
}
