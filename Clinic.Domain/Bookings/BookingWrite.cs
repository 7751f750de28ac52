using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The transaction of <see cref="BookAppointment"/>; may run several times, each in a fresh context.</summary>
internal sealed class BookingWrite(
    BookCommand command, Actor actor, Placement placement, BookingPatient patient, Idempotency? idempotency, byte[] linkKey, TimeProvider clock)
{
    private BookingPatient? carded;

    /// <summary>Whom the last attempt booked for.</summary>
    internal BookingPatient Patient => carded ?? patient;

    internal async Task<Result<BookingReceipt>> Commit(ClinicDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var id = new BookingId(Guid.CreateVersion7(now));
        carded = await WithCard(db, now, cancel);
        if (!actor.Channel.IsStaff && await Consent(db, now, cancel) is { } missing)
        {
            return missing;
        }

        if (command.Hold is { } hold)
        {
            if (!await TakeOver(db, hold, id, now, cancel))
            {
                return new Problem(ProblemCodes.HoldExpired);
            }

            db.AddRange(OccupancyClaims.Rows(placement, id.Value, Patient.Resource, null).Where(o => o.ResourceId == Patient.Resource));
        }
        else
        {
            await OccupancyClaims.Claim(db, placement, id.Value, Patient.Resource, null, now, cancel);
        }

        var token = BookingTokens.Token(linkKey, id);
        var booking = Booking(db, id, token, now);
        db.Add(booking);
        if (command.Comment is { } comment)
        {
            db.Add(new BookingNote { BookingId = id, Text = comment });
        }

        db.Record(actor, now, "book", nameof(Booking), id.ToString(), null, booking.Facts());
        db.Add(HoldSlot.Touched(ChangeKind.Booking, placement, now, id));
        var receipt = new BookingReceipt(id, booking.Code, token, booking.Status, placement.Slot);
        if (idempotency is not null)
        {
            db.Add(idempotency.Done(receipt, now));
        }

        await db.SaveChangesAsync(cancel);
        return receipt;
    }

    /// <summary>What staff typed becomes a card; what strangers typed stays a contact until staff identify it.</summary>
    private async Task<BookingPatient> WithCard(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        if (patient.ContactKey is not { } key || command.Contact is not { } details)
        {
            return patient;
        }

        if (!actor.Channel.IsStaff)
        {
            return patient.Card is not null ? patient : await WithCardOfNow(db, key, cancel);
        }

        var card = await PatientCards.FindOrOpen(db, details, key, actor, now, cancel);
        return new(card.Id, key, ResourceId.Patient(card.Id));
    }

    /// <summary>The desk may have opened the card since: what stands under the key alone would not be seen to overlap it.</summary>
    private async Task<BookingPatient> WithCardOfNow(ClinicDb db, long key, CancellationToken cancel)
    {
        await PatientCards.TakeTurn(db, key, cancel);
        var cards = await db.Patients.Where(p => p.ContactKey == key).OrderBy(p => p.Id).Select(p => p.Id).Take(2).ToListAsync(cancel);
        return cards.Count == 1 ? new(cards[0], key, ResourceId.Patient(cards[0])) : patient;
    }

    /// <summary>The hold's cells become the booking's, in one statement that finds them only while the hold lasts.</summary>
    private async Task<bool> TakeOver(ClinicDb db, HoldId hold, BookingId booking, DateTime now, CancellationToken cancel)
    {
        var expected = OccupancyClaims.Rows(placement, hold.Value, null, now).Count;
        var taken = await db.Occupancy.Where(o => o.OwnerId == hold.Value && o.HeldUntil > now)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.OwnerId, booking.Value).SetProperty(o => o.HeldUntil, (DateTime?)null), cancel);
        await db.Holds.Where(h => h.Id == hold).ExecuteDeleteAsync(cancel);
        return taken == expected;
    }

    private Booking Booking(ClinicDb db, BookingId id, string token, DateTime now) => new()
    {
        Id = id,
        Code = BookingTokens.NewCode(),
        TokenHash = BookingTokens.Hash(token),
        Status = BookingStatus.Booked,
        SiteId = placement.Slot.SiteId,
        DoctorId = placement.Slot.DoctorId,
        RoomId = placement.Slot.RoomId,
        VisitTypeId = placement.Slot.VisitTypeId,
        Start = placement.Slot.Range.Start,
        End = placement.Slot.Range.End,
        BufferBefore = placement.BufferBefore,
        BufferAfter = placement.BufferAfter,
        PatientId = Patient.Card,
        ContactId = Contact(db, now),
        PatientResource = Patient.Resource,
        Channel = actor.Channel,
        Source = command.Source,
        Payment = command.Payment,
        Price = placement.Slot.Price,
        Version = 1,
        CreatedAt = now,
        CreatedBy = actor.Name,
    };

    private Guid? Contact(ClinicDb db, DateTime now)
    {
        if (command.Contact is not { } details || actor.Channel.IsStaff)
        {
            return null;
        }

        // The consent, added before, belongs to the same contact.
        var consent = db.ChangeTracker.Entries<Consent>().Select(e => e.Entity).SingleOrDefault();
        var contact = new Contact
        {
            Id = consent?.ContactId ?? Guid.NewGuid(),
            Family = details.Name.Family,
            Given = details.Name.Given,
            Middle = details.Name.Middle,
            BirthDate = details.BirthDate,
            Phone = details.Phone.E164,
            Email = details.Email,
            ContactKey = Patient.ContactKey ?? 0,
            CreatedAt = now,
        };
        db.Add(contact);
        return contact.Id;
    }

    private async Task<Problem?> Consent(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        var text = await (
            from profile in db.Profile
            join consent in db.ConsentTexts on profile.ConsentVersion equals consent.Version
            where consent.Version == command.ConsentVersion && consent.Language == command.ConsentLanguage
            select consent).FirstOrDefaultAsync(cancel);
        if (text is null)
        {
            return new Problem(ProblemCodes.ConsentMissing) { Errors = [new("/consent/version", ProblemCodes.ConsentMissing)] };
        }

        db.Add(new Consent { Id = Guid.NewGuid(), ContactId = Guid.NewGuid(), Version = text.Version, TextHash = text.Hash, GivenAt = now, Origin = command.Origin });
        return null;
    }
}
