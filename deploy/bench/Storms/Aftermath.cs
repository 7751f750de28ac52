using Clinic.Bench.Clinics;
using Clinic.Domain.Bookings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Storms;

/// <summary>Compares what is stored with what the clients were told.</summary>
internal sealed class Aftermath(Place place, Ledger ledger)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task Check()
    {
        await using var db = await place.Factory.CreateDbContextAsync();
        var stored = (await db.Bookings.ToListAsync()).ToDictionary(b => b.Id.ToString());
        CheckBookings(stored);
        CheckOverlaps([.. stored.Values.Where(b => b.Occupies)]);
        var keys = await db.IdempotencyKeys.CountAsync();
        if (keys != stored.Count)
        {
            Broken($"{keys} keys for {stored.Count} bookings");
        }

        var live = (await db.Holds.Select(h => h.Id).ToListAsync()).Select(h => h.ToString()).ToHashSet();
        var soon = TimeProvider.System.GetUtcNow() + Grace;
        foreach (var hold in ledger.Holds.Where(h => !h.Doubtful && h.Expires > soon && !live.Contains(h.Id)))
        {
            Broken($"hold {hold.Id}: acknowledged, but not stored");
        }
    }

    private void CheckBookings(Dictionary<string, Booking> stored)
    {
        var known = ledger.Bookings.Concat(ledger.Finished).DistinctBy(k => k.Id).ToDictionary(k => k.Id);
        foreach (var (id, told) in known)
        {
            if (!stored.TryGetValue(id, out var booking))
            {
                Broken($"booking {id}: acknowledged, but not stored");
            }
            else if (!told.May.Contains(new(!booking.Occupies, booking.Slot().Id.ToString())))
            {
                Broken($"booking {id}: stored as {booking.Status} at {booking.Slot().Id}, told {string.Join(" or ", told.May)}");
            }
        }

        foreach (var id in stored.Keys.Where(id => !known.ContainsKey(id)))
        {
            Broken($"booking {id}: stored, but nobody was told");
        }

        foreach (var key in known.Values.GroupBy(k => k.Wish.Key).Where(g => g.Count() > 1))
        {
            Broken($"key {key.Key}: {key.Count()} bookings");
        }
    }

    private void CheckOverlaps(List<Booking> bookings)
    {
        Overlaps("doctor", bookings.GroupBy(b => b.DoctorId.ToString()!));
        Overlaps("room", bookings.GroupBy(b => b.RoomId.ToString()!));
        Overlaps("patient", bookings.GroupBy(b => b.PatientResource.ToString()));
        Overlaps("device", bookings.SelectMany(b => b.Devices.Ids.Select(d => (Device: d, Booking: b))).GroupBy(p => p.Device.ToString()!, p => p.Booking));
    }

    private void Overlaps(string what, IEnumerable<IGrouping<string, Booking>> groups)
    {
        foreach (var group in groups)
        {
            foreach (var (first, second) in group.OrderBy(b => b.Start).Zip(group.OrderBy(b => b.Start).Skip(1)).Where(p => p.First.End > p.Second.Start))
            {
                Broken($"{what} {group.Key}: bookings {first.Id} and {second.Id} overlap");
            }
        }
    }

    private void Broken(string what) => ledger.Broken.Enqueue(what);
}
