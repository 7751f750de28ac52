using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Rosters;

/// <summary>Closed days and outages, and what can be closed or put out of order.</summary>
public sealed record ClosureView(
    DateOnly Today,
    IReadOnlyList<ClosureView.Place> Sites,
    IReadOnlyList<ClosureView.Thing> Rooms,
    IReadOnlyList<ClosureView.Thing> Devices,
    IReadOnlyList<ClosureView.ClosedDays> Closures,
    IReadOnlyList<ClosureView.OutOfOrder> Outages)
{
    internal static async Task<ClosureView> Load(ClinicDb db, DateTime now)
    {
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync();
        var today = sites.Count == 0 ? DateOnly.FromDateTime(now) : sites.Min(s => s.LocalDate(now));
        var rooms = (await db.Rooms.ToListAsync()).ToDictionary(r => ResourceId.Room(r.Id));
        var devices = (await db.Devices.ToListAsync()).ToDictionary(d => ResourceId.Device(d.Id));
        var since = now.AddYears(-1);
        return new(
            today,
            [.. sites.Select(s => new Place(s.Id, s.Name.ToString()))],
            [.. rooms.Where(r => r.Value.Active).Select(r => new Thing(r.Key.Value, r.Value.SiteId, r.Value.Name)).OrderBy(r => r.Name, Web.Rooms.DoorNumbers.Order)],
            [.. devices.Where(d => d.Value.Active).Select(d => new Thing(d.Key.Value, d.Value.SiteId, d.Value.Name)).OrderBy(d => d.Name, StringComparer.CurrentCulture)],
            [.. (await db.Closures.Where(c => c.To >= today.AddYears(-1)).OrderBy(c => c.From).ToListAsync()).Select(c => new ClosedDays(c.Id, c.SiteId, c.From, c.To, c.Reason, c.To < today))],
            [.. (await db.Outages.Where(o => o.To >= since).OrderBy(o => o.From).ToListAsync()).Select(o =>
            {
                var site = sites.Find(s => s.Id == (rooms.GetValueOrDefault(o.ResourceId)?.SiteId ?? devices.GetValueOrDefault(o.ResourceId)?.SiteId)) ?? sites[0];
                return new OutOfOrder(
                    o.Id, rooms.GetValueOrDefault(o.ResourceId)?.Name ?? devices.GetValueOrDefault(o.ResourceId)?.Name ?? "", o.ResourceId.Kind == ResourceKind.Room,
                    site.Id, site.Local(o.From).DateTime, site.Local(o.To).DateTime, o.Reason, o.To <= now);
            })]);
    }

    /// <summary>A site.</summary>
    public sealed record Place(SiteId Id, string Name);

    /// <summary>A room or device; <c>Resource</c> is the value of its <see cref="ResourceId"/>.</summary>
    public sealed record Thing(long Resource, SiteId Site, string Name);

    /// <summary>A site is closed.</summary>
    public sealed record ClosedDays(int Id, SiteId Site, DateOnly From, DateOnly To, string Reason, bool Past);

    /// <summary>A room or device cannot be used; clinic time.</summary>
    public sealed record OutOfOrder(int Id, string Name, bool IsRoom, SiteId Site, DateTime From, DateTime To, string Reason, bool Past);
}
