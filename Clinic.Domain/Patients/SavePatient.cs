using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>
/// Opens a card or changes its contacts. Another phone, birth date or given name is another contact key: bookings keep the key and the cells they were made
/// with, besides those of the card, which keep the patient from two visits at once all the same.
/// </summary>
public sealed class SavePatient(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>
    /// Answers the card, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>not-found</c>, <c>already-merged</c>, <c>version-mismatch</c>,
    /// <c>patient-exists</c> with the other card of the same contact key as <c>/patients/{id}</c>.
    /// </summary>
    /// <param name="id">The card; null to open one.</param>
    /// <param name="wanted">All fields.</param>
    /// <param name="version">The version the asker saw.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<PatientId>> Run(PatientId? id, PatientDetails wanted, int version, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        // It may be tomorrow at the clinic already.
        var fields = wanted.Check(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1), bornKnown: id is null);
        if (!fields.Ok)
        {
            return fields.Problem;
        }

        var (contact, number) = fields.Value;
        var key = contact.Key(await keys.Get(InstallationKeys.Contacts, cancel));
        return await factory.Transact<PatientId>(
            (db, token) => id is { } card ? Edit(db, card, contact, number, key, version, actor, token) : Open(db, contact, number, key, actor, token), cancel);
    }

    private async Task<Result<PatientId>> Open(ClinicDb db, ContactDetails contact, string? number, long key, Actor actor, CancellationToken cancel)
    {
        if (number is not null && await NumberTaken(db, null, number, cancel) is { } taken)
        {
            return taken;
        }

        if (await Another(db, null, key, cancel) is { } exists)
        {
            return exists;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var card = (await PatientCards.Open(db, [(contact, key, number)], actor, now, cancel))[0];
        await db.SaveChangesAsync(cancel);
        return card.Id;
    }

    private async Task<Result<PatientId>> Edit(ClinicDb db, PatientId id, ContactDetails contact, string? number, long key, int version, Actor actor, CancellationToken cancel)
    {
        var found = await OpenCard.Take(db, id, version, cancel);
        if (!found.Ok)
        {
            return found.Problem;
        }

        var card = found.Value;
        if (key != card.ContactKey && await Another(db, id, key, cancel) is { } exists)
        {
            return exists;
        }

        if (number is not null && number != card.CardNumber && await NumberTaken(db, id, number, cancel) is { } taken)
        {
            return taken;
        }

        var fields = CardFields.Differing(card, new()
        {
            Family = contact.Name.Family,
            Given = contact.Name.Given,
            Middle = contact.Name.Middle,
            BirthDate = contact.BirthDate,
            Phone = contact.Phone.E164,
            Email = contact.Email,
            CardNumber = number,
        });
        if (fields.Count == 0)
        {
            return id;
        }

        (card.Family, card.Given, card.Middle) = (contact.Name.Family, contact.Name.Given, contact.Name.Middle);
        (card.BirthDate, card.Phone, card.Email, card.CardNumber) = (contact.BirthDate, contact.Phone.E164, contact.Email, number);
        (card.SearchName, card.ContactKey) = (SearchText.Fold(card.Name.Full), key);
        var now = clock.GetUtcNow().UtcDateTime;
        db.Record(actor, now, "edit", nameof(Patient), id.ToString(), new { version = card.Version }, new { version = ++card.Version, fields });
        await ShowAnew(db, id, now, cancel);
        await db.SaveChangesAsync(cancel);
        return id;
    }

    /// <summary>Another card with the key; whoever else opens or changes one under it waits until this transaction ends.</summary>
    internal static async Task<Problem?> Another(ClinicDb db, PatientId? mine, long key, CancellationToken cancel)
    {
        await PatientCards.TakeTurn(db, key, cancel);
        var others = await db.Patients.Where(p => p.ContactKey == key && p.Id != mine).Select(p => p.Id).ToListAsync(cancel);
        foreach (var other in others)
        {
            if (await KeptCards.IdOf(db, other, cancel) is var kept && kept != mine)
            {
                return new(ProblemCodes.PatientExists) { Errors = [new($"/patients/{kept}", ProblemCodes.PatientExists)] };
            }
        }

        return null;
    }

    private static async Task<Problem?> NumberTaken(ClinicDb db, PatientId? mine, string number, CancellationToken cancel)
    {
        await PatientCards.TakeTurn(db, PatientCards.Numbered(number), cancel);
        return await db.Patients.AnyAsync(p => p.CardNumber == number && p.Id != mine && p.MergedInto == null, cancel) ? Problem.Field("/cardNumber", ProblemCodes.CardNumberTaken) : null;
    }

    /// <summary>Boards show the name and the telephone of who comes.</summary>
    private static async Task ShowAnew(ClinicDb db, PatientId card, DateTime now, CancellationToken cancel)
    {
        var from = now.AddDays(-1);
        foreach (var booking in await db.Bookings.Where(b => b.PatientId == card && b.Start > from).ToListAsync(cancel))
        {
            var change = HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), now, booking.Id);
            change.Touched = null;
            db.Add(change);
        }
    }
}
