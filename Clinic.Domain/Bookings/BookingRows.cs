using Clinic.Domain.Audit;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;

namespace Clinic.Domain.Bookings;

/// <summary>The rows that a new booking is made of, but for its cells; the same whichever way they are written.</summary>
internal sealed class BookingRows
{
    private readonly BookingWish wish;
    private readonly BookingPatient patient;
    private readonly DateTime now;
    private readonly Booking booking;
    private readonly Contact? contact;
    private readonly Contact? booker;

    internal BookingRows(BookingWish wish, BookingPatient patient, Standing standing, byte[] linkKey, BookingId id, DateTime now)
    {
        (this.wish, this.patient, this.now) = (wish, patient, now);
        var token = BookingTokens.Token(linkKey, id);
        contact = wish.Command.Contact is { } details && !wish.Actor.Channel.IsStaff ? Patients.Contact.Of(details, patient.ContactKey ?? 0, now) : null;
        booker = contact is not null && wish.Command.BookedBy is { } by ? Patients.Contact.Of(by.Contact, 0, now) : null;
        booking = Booking(id, standing, BookingTokens.Hash(token));
        Receipt = new(id, booking.Code, token, booking.Status, booking.Slot());
        Change = HoldSlot.Touched(ChangeKind.Booking, standing.Place, now, id);
    }

    internal BookingReceipt Receipt { get; }

    internal Change Change { get; }

    /// <summary>In an order in which each finds what it refers to.</summary>
    /// <param name="touched">The cells that the booking takes, for the change log.</param>
    internal List<object> All(string? touched)
    {
        Change.Touched = touched;
        var rows = new List<object>(8);
        if (contact is not null)
        {
            rows.Add(contact);
            if (booker is not null)
            {
                rows.Add(booker);
            }

            // Advertising goes to whoever ticked the box.
            Agree(rows, wish.Consent, contact);
            Agree(rows, wish.Marketing, booker ?? contact);
        }
        else if (wish.Consent is { } paper && patient.Card is { } card)
        {
            rows.Add(new Consent { Id = Guid.NewGuid(), PatientId = card, TakenBy = wish.Actor.Name, Version = paper.Version, TextHash = paper.Hash, GivenAt = now });
            rows.Add(AuditLog.Entry(wish.Actor, now, "consent", nameof(Patient), card.ToString(), null, new { consent = paper.Version }));
        }

        rows.Add(booking);
        if (booker is not null)
        {
            rows.Add(new BookingProxy { BookingId = booking.Id, ContactId = booker.Id, Relation = wish.Command.BookedBy?.Relation });
        }

        if (wish.Command.Comment is { } comment)
        {
            rows.Add(new BookingNote { BookingId = booking.Id, Text = comment });
        }

        if (wish.Cover is { } cover)
        {
            rows.Add(new BookingCover { BookingId = booking.Id, Insurer = cover.Insurer, Policy = cover.Policy, Referral = cover.Referral, OverrideReason = cover.OverrideReason });
        }

        if (wish.Idempotency is { } key)
        {
            rows.Add(key.Done(Receipt, now));
        }

        if (patient.HasEmail && BookingNews.OfNew(booking, wish.Actor.Channel.IsStaff ? null : wish.Command.ConsentLanguage, now) is { } message)
        {
            rows.Add(message);
        }

        rows.Add(AuditLog.Entry(wish.Actor, now, "book", nameof(Booking), booking.Id.ToString(), null, booking.Facts()));
        rows.Add(Change);
        if (contact is not null && booker is not null && !wish.Proved && Booker.NeedsConfirmation(contact.BirthDate, wish.Terms.Site.LocalDate(now)))
        {
            var call = Callback.About(booking, contact.Id, CallbackReason.BookedByAnother, wish.Actor, wish.Command.ConsentLanguage ?? "", now);
            rows.AddRange(RequestEdit.Rows(wish.Actor, now, "create", call, null).Prepend(call));
        }

        return rows;
    }

    private void Agree(List<object> rows, ConsentText? text, Contact who)
    {
        if (text is not null)
        {
            rows.Add(new Consent { Id = Guid.NewGuid(), Kind = text.Kind, ContactId = who.Id, Version = text.Version, TextHash = text.Hash, GivenAt = now, Origin = wish.Command.Origin });
        }
    }

    private Booking Booking(BookingId id, Standing standing, string tokenHash) => new()
    {
        Id = id,
        Code = BookingTokens.NewCode(),
        TokenHash = tokenHash,
        Status = wish.Command.Payment == PaymentKind.Vhi ? BookingStatus.Pending : BookingStatus.Booked,
        SiteId = standing.Place.Slot.SiteId,
        DoctorId = standing.Place.Slot.DoctorId,
        RoomId = standing.Place.Slot.RoomId,
        VisitTypeId = standing.Place.Slot.VisitTypeId,
        Start = standing.Place.Slot.Range.Start,
        End = standing.Place.Slot.Range.End,
        BufferBefore = standing.Place.BufferBefore,
        BufferAfter = standing.Place.BufferAfter,
        DoctorParts = standing.Place.DoctorParts,
        Devices = IdList.Of(standing.Place.Devices.Select(d => d.Id)),
        GroupId = standing.GroupId,
        Override = wish.Forced,
        PatientId = patient.Card,
        ContactId = contact?.Id,
        PatientResource = patient.Resource,
        ContactKey = patient.ContactKey,
        Channel = wish.Actor.Channel,
        Source = wish.Command.Source,
        Payment = wish.Command.Payment,
        Price = standing.Place.Slot.Price,
        Version = 1,
        CreatedAt = now,
        CreatedBy = wish.Actor.Name,
    };
}
