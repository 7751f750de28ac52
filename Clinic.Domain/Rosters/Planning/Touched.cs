using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Reads what a change may touch.</summary>
internal static class Touched
{
    /// <summary>Visits still ahead that may lose their place, by start. Those that have arrived, are under way or over are none of them.</summary>
    internal static async Task<List<Booking>> Visits(
        ClinicDb db, RosterChange change, RosterEdit edit, RosterRows own, TimeRange span, DateTime now, CancellationToken cancel)
    {
        var open = db.Bookings.Where(b => b.End > now && b.Start < span.End && b.End > span.Start
            && (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Booked || b.Status == BookingStatus.Confirmed));
        if (change.Whose is { } doctor)
        {
            open = open.Where(b => b.DoctorId == doctor);
        }
        else if (Site(edit) is { } site)
        {
            open = open.Where(b => b.SiteId == site);
        }
        else if (Resource(edit) is { Kind: ResourceKind.Room } room)
        {
            var id = new RoomId((int)room.Number);
            open = open.Where(b => b.RoomId == id);
        }
        else
        {
            open = open.Where(b => b.Devices != IdList<DeviceId>.None);
        }

        var found = await open.OrderBy(b => b.Start).ThenBy(b => b.Id).ToListAsync(cancel);
        found.RemoveAll(b => !own.Sites.ContainsKey(b.SiteId));
        return found;
    }

    /// <summary>The doctors whose free time the change is about.</summary>
    internal static async Task<IReadOnlyList<DoctorId>> Doctors(
        ClinicDb db, RosterChange change, RosterEdit edit, TimeRange span, List<Booking> visits, CancellationToken cancel)
    {
        if (change.Whose is { } doctor)
        {
            return [doctor];
        }

        var (from, to) = (DateOnly.FromDateTime(span.Start).AddDays(-1), DateOnly.FromDateTime(span.End).AddDays(1));
        var lines = await db.RosterLines.Where(l => l.ValidFrom <= to && (l.ValidTo == null || l.ValidTo >= from))
            .Select(l => new { l.DoctorId, l.SiteId, l.Rooms }).ToListAsync(cancel);
        var days = await db.RosterExceptions.Where(e => e.Date >= from && e.Date <= to).Select(e => new { e.DoctorId, e.SiteId, e.Rooms }).Distinct().ToListAsync(cancel);
        var all = lines.Concat(days);
        var there = Site(edit) is { } site ? all.Where(l => l.SiteId == site)
            : Resource(edit) is { Kind: ResourceKind.Room } room ? all.Where(l => l.Rooms.Contains(new((int)room.Number)))
            : [];
        return [.. there.Select(l => l.DoctorId).Concat(visits.Select(v => v.DoctorId)).Distinct()];
    }

    private static SiteId? Site(RosterEdit edit) => edit.Closures.All.FirstOrDefault()?.SiteId;

    private static ResourceId? Resource(RosterEdit edit) => edit.Outages.All.FirstOrDefault()?.ResourceId;
}
