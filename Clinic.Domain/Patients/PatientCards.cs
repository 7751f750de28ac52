using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Opens patient cards inside the transaction at hand.</summary>
internal static class PatientCards
{
    /// <summary>
    /// The card with the same contact key, its blanks filled in, else a new one, which takes over what was booked under that key.
    /// </summary>
    internal static async Task<Patient> FindOrOpen(ClinicDb db, ContactDetails details, long key, Actor actor, DateTime now, CancellationToken cancel)
    {
        await TakeTurn(db, key, cancel);
        var known = await db.Patients.AsTracking().Where(p => p.ContactKey == key).OrderBy(p => p.MergedInto != null).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        while (known?.MergedInto is { } next)
        {
            known = await db.Patients.AsTracking().FirstOrDefaultAsync(p => p.Id == next, cancel);
        }

        if (known is not null)
        {
            Complete(known, details);
            return known;
        }

        var card = new Patient
        {
            Family = details.Name.Family,
            Given = details.Name.Given,
            Middle = details.Name.Middle,
            BirthDate = details.BirthDate,
            Phone = details.Phone.E164,
            Email = details.Email,
            SearchName = SearchText.Fold(details.Name.Full),
            ContactKey = key,
            CreatedAt = now,
            Version = 1,
        };
        db.Add(card);
        await db.SaveChangesAsync(cancel);
        db.Record(actor, now, "create", nameof(Patient), card.Id.ToString(), null, new { version = card.Version });
        var resource = ResourceId.Contact(key);
        foreach (var booking in await db.Bookings.AsTracking().Where(b => b.PatientResource == resource).ToListAsync(cancel))
        {
            booking.ContactKey ??= key;
            await Assign(db, booking, card.Id, actor, now, cancel);
        }

        return card;
    }

    /// <summary>
    /// Two desks that open a card under the same key at once would open two: whoever comes second waits here until the other's transaction ends and then
    /// sees its card. A row of the primary key of the cells, at a time at which nobody is booked, that is gone again before the commit. Must come before
    /// other changes are added. Strangers need no turn: they open no card, and the contact key keeps a person from two visits whether its card is known or not.
    /// </summary>
    internal static Task TakeTurn(ClinicDb db, long key, CancellationToken cancel) => TakeTurn(db, ResourceId.Contact(key), cancel);

    /// <summary>The same for whatever else may be there only once.</summary>
    internal static async Task TakeTurn(ClinicDb db, ResourceId what, CancellationToken cancel)
    {
        var turn = new Occupancy { ResourceId = what, Cell = 0, OwnerId = Guid.NewGuid() };
        db.Add(turn);
        await db.SaveChangesAsync(cancel);
        db.Remove(turn);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Makes the booking the card's, with cells of the card besides those of the contact key. Cells that the card already keeps are a duplicate key.</summary>
    internal static async Task Assign(ClinicDb db, Booking booking, PatientId card, Actor actor, DateTime now, CancellationToken cancel)
    {
        var (before, old, mine) = (booking.Facts(), booking.PatientResource, ResourceId.Patient(card));
        booking.PatientId = card;
        booking.PatientResource = mine;
        if (booking.ContactKey is null)
        {
            // From before keys were kept: one resource, which is the card from now on.
            await db.Occupancy.Where(o => o.OwnerId == booking.Id.Value && o.ResourceId == old)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.ResourceId, mine), cancel);
        }
        else if (booking.Occupies)
        {
            var claims = Claims.Of(booking).Where(c => c.Resource == mine).Select(c => c with { Forced = booking.Override });
            await new CellLedger(db, now, 1).Take([.. claims], booking.Id.Value, null, cancel);
        }

        booking.Version++;
        db.Record(actor, now, "identify", nameof(Booking), booking.Id.ToString(), before, booking.Facts());
        var change = HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), now, booking.Id);
        change.Touched = null;
        db.Add(change);
        await db.SaveChangesAsync(cancel);
        foreach (var cell in db.ChangeTracker.Entries<Occupancy>().ToList())
        {
            // Whether somebody else may have the same cells is for the database to say, not for the context.
            cell.State = EntityState.Detached;
        }
    }

    private static void Complete(Patient card, ContactDetails details)
    {
        if ((card.Email is null && details.Email is not null) || (card.Middle is null && details.Name.Middle is not null))
        {
            card.Email ??= details.Email;
            card.Middle ??= details.Name.Middle;
            card.SearchName = SearchText.Fold(card.Name.Full);
            card.Version++;
        }
    }
}
