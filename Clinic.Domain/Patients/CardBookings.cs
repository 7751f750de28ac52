using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Bookings change hands between two cards, with their cells, inside the transaction at hand.</summary>
internal static class CardBookings
{
    /// <summary>The bookings of a card, tracked; whoever else wants to change one waits until this transaction ends.</summary>
    internal static async Task<List<Booking>> Take(ClinicDb db, PatientId card, CancellationToken cancel)
    {
        await db.Bookings.Where(b => b.PatientId == card).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancel);
        return await db.Bookings.AsTracking().Where(b => b.PatientId == card).OrderBy(b => b.Start).ToListAsync(cancel);
    }

    /// <summary>
    /// Makes them the other card's. Cells that the other card has already are a duplicate key, but for those that stand above others anyway.
    /// </summary>
    /// <param name="db">The context that tracks them.</param>
    /// <param name="bookings">What changes hands; all of one card.</param>
    /// <param name="to">The other card.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="now">When.</param>
    /// <param name="action">How the audit calls it.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task Give(ClinicDb db, IReadOnlyList<Booking> bookings, PatientId to, Actor actor, DateTime now, string action, CancellationToken cancel)
    {
        if (bookings.Count == 0)
        {
            return;
        }

        var (from, mine) = (bookings[0].PatientId!.Value, ResourceId.Patient(to));
        var ledger = new CellLedger(db, now, 1);
        await ledger.FreeOf(ResourceId.Patient(from), [.. bookings.Select(b => b.Id.Value)], cancel);

        // Those that keep the first place come first; the others look for one above.
        foreach (var booking in bookings.OrderBy(b => b.Override))
        {
            var before = booking.Facts();
            booking.PatientId = to;
            booking.PatientResource = mine;
            if (booking.Occupies)
            {
                if (booking.Override)
                {
                    await Save(db, cancel);
                }

                await ledger.Take([.. Claims.Of(booking).Where(c => c.Resource == mine).Select(c => c with { Forced = booking.Override })], booking.Id.Value, null, cancel);
            }

            booking.Version++;
            db.Record(actor, now, action, nameof(Booking), booking.Id.ToString(), before, booking.Facts());
            var change = HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), now, booking.Id);
            change.Touched = null;
            db.Add(change);
        }

        await Save(db, cancel);
    }

    /// <summary>Which visits of the one card are at the same time as which of the other, the first ones.</summary>
    internal static async Task<List<(BookingId One, BookingId Other)>> Overlaps(ClinicDb db, PatientId one, PatientId other, CancellationToken cancel)
    {
        var (a, b) = (ResourceId.Patient(one), ResourceId.Patient(other));
        var pairs = await (
            from x in db.Occupancy.Where(o => o.ResourceId == a)
            join y in db.Occupancy.Where(o => o.ResourceId == b) on x.Cell equals y.Cell
            group x.Cell by new { One = x.OwnerId, Other = y.OwnerId } into pair
            orderby pair.Min()
            select pair.Key).Take(5).ToListAsync(cancel);
        return pairs.ConvertAll(p => (new BookingId(p.One), new BookingId(p.Other)));
    }

    private static async Task Save(ClinicDb db, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        foreach (var cell in db.ChangeTracker.Entries<Occupancy>().ToList())
        {
            // Whether somebody else may have the same cells is for the database to say, not for the context.
            cell.State = EntityState.Detached;
        }
    }
}
