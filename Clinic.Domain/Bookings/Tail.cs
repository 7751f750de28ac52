using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The part of a visit that was given back when the patient did not come; a late arrival wants it again.</summary>
internal sealed class Tail(IReadOnlyList<Claim> claims)
{
    internal IReadOnlyList<Claim> Claims => claims;

    internal static async Task<Tail> Of(ClinicDb db, Booking booking, CancellationToken cancel)
    {
        var released = booking.ReleasedAt;
        booking.ReleasedAt = null;
        var whole = Bookings.Claims.Of(booking).ToList();
        booking.ReleasedAt = released;
        var rooms = await db.Rooms.Where(r => r.Id == booking.RoomId).Select(r => r.Capacity).ToListAsync(cancel);
        var devices = booking.Devices.Ids.ToList();
        var capacities = await db.Devices.Where(d => devices.Contains(d.Id)).ToDictionaryAsync(d => ResourceId.Device(d.Id), d => d.Capacity, cancel);
        int Capacity(Claim claim) => claim.Resource.Kind == ResourceKind.Room ? rooms.FirstOrDefault(1) : capacities.GetValueOrDefault(claim.Resource, 1);
        var first = Cell.AtOrAfter(released!.Value);
        return new([.. whole.Where(c => c.To > first).Select(c => c with { From = Math.Max(c.From, first), Capacity = Capacity(c), Forced = booking.Override })]);
    }

    internal async Task<Problem?> TakeBack(Booking booking, BookingEdit edit, CancellationToken cancel)
    {
        booking.ReleasedAt = null;
        return await edit.Cells.Take(claims, booking.Id.Value, null, cancel);
    }
}
