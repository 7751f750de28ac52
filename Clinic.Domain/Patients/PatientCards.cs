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

        if (known is null)
        {
            return await Open(db, details, key, actor, now, cancel);
        }

        Complete(db, known, details, null, actor, now);
        return known;
    }

    /// <summary>A new card under a key that has none; whoever asks has the turn.</summary>
    internal static async Task<Patient> Open(ClinicDb db, ContactDetails details, long key, Actor actor, DateTime now, CancellationToken cancel) =>
        (await Open(db, [(details, key, null)], actor, now, cancel))[0];

    /// <summary>The same for many people at once, with the numbers of the clinic's own cards.</summary>
    internal static async Task<IReadOnlyList<Patient>> Open(ClinicDb db, IReadOnlyList<(ContactDetails Details, long Key, string? Number)> people, Actor actor, DateTime now, CancellationToken cancel)
    {
        List<Patient> cards = [.. people.Select(p => New(p.Details, p.Key, p.Number, now))];
        db.AddRange(cards);
        await db.SaveChangesAsync(cancel);
        cards.ForEach(card => db.Record(actor, now, "create", nameof(Patient), card.Id.ToString(), null, new { version = card.Version }));
        var byKey = cards.ToDictionary(c => ResourceId.Contact(c.ContactKey));
        var resources = byKey.Keys.ToList();
        foreach (var booking in await db.Bookings.AsTracking().Where(b => EF.Parameter(resources).Contains(b.PatientResource)).ToListAsync(cancel))
        {
            var card = byKey[booking.PatientResource];
            booking.ContactKey ??= card.ContactKey;
            await Assign(db, booking, card.Id, actor, now, cancel);
        }

        return cards;
    }

    private static Patient New(ContactDetails details, long key, string? number, DateTime now) => new()
    {
        Family = details.Name.Family,
        Given = details.Name.Given,
        Middle = details.Name.Middle,
        BirthDate = details.BirthDate,
        Phone = details.Phone.E164,
        Email = details.Email,
        SearchName = SearchText.Fold(details.Name.Full),
        ContactKey = key,
        CardNumber = number,
        CreatedAt = now,
        Version = 1,
    };

    /// <summary>
    /// Two desks that open a card under the same key at once would open two: whoever comes second waits here until the other's transaction ends and then
    /// sees its card. A row of the primary key of the cells, at a time at which nobody is booked, that is gone again before the commit. Must come before
    /// other changes are added. Strangers need no turn: they open no card, and the contact key keeps a person from two visits whether its card is known or not.
    /// </summary>
    internal static Task TakeTurn(ClinicDb db, long key, CancellationToken cancel) => TakeTurn(db, ResourceId.Contact(key), cancel);

    /// <summary>The same for whatever else may be there only once.</summary>
    internal static Task TakeTurn(ClinicDb db, ResourceId what, CancellationToken cancel) => TakeTurns(db, [what], cancel);

    /// <summary>The same for many at once, in an order in which two who want the same do not wait for each other.</summary>
    internal static async Task TakeTurns(ClinicDb db, IEnumerable<ResourceId> what, CancellationToken cancel)
    {
        var owner = Guid.NewGuid();
        List<Occupancy> turns = [.. what.Distinct().OrderBy(w => w.Value).Select(w => new Occupancy { ResourceId = w, Cell = 0, OwnerId = owner })];
        if (RowInserts.Fit(db))
        {
            await RowInserts.Write(db, [], turns, cancel);
        }
        else
        {
            db.AddRange(turns);
            await db.SaveChangesAsync(cancel);
            turns.ForEach(turn => db.Entry(turn).State = EntityState.Detached);
        }

        await db.Occupancy.Where(o => o.OwnerId == owner).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What to take the turn of before a card gets the number.</summary>
    internal static ResourceId Numbered(string number) => ResourceId.Places($"card:{number}");

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

    /// <summary>Fills in what the card has not; nothing that stands there is overwritten.</summary>
    internal static void Complete(ClinicDb db, Patient card, ContactDetails details, string? number, Actor actor, DateTime now)
    {
        var fields = new List<string>();
        if (card.Middle is null && details.Name.Middle is { } middle)
        {
            card.Middle = middle;
            fields.Add("middle");
        }

        if (card.Email is null && details.Email is { } email)
        {
            card.Email = email;
            fields.Add("email");
        }

        if (card.CardNumber is null && number is not null)
        {
            card.CardNumber = number;
            fields.Add("cardNumber");
        }

        if (fields.Count > 0)
        {
            card.SearchName = SearchText.Fold(card.Name.Full);
            db.Record(actor, now, "edit", nameof(Patient), card.Id.ToString(), new { version = card.Version }, new { version = ++card.Version, fields });
        }
    }
}
