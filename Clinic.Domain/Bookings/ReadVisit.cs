using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads one booking with everything the desk wants to know of it.</summary>
public sealed class ReadVisit(IDbContextFactory<ClinicDb> factory, HostSettings settings, TimeProvider clock)
{
    public async Task<Result<VisitDetails>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var found = await (
            from booking in db.Bookings
            join doctor in db.Doctors on booking.DoctorId equals doctor.Id
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join site in db.Sites on booking.SiteId equals site.Id
            join room in db.Rooms on booking.RoomId equals room.Id into rooms
            from room in rooms.DefaultIfEmpty()
            join card in db.Patients on booking.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            join note in db.BookingNotes on booking.Id equals note.BookingId into notes
            from note in notes.DefaultIfEmpty()
            join cover in db.BookingCovers on booking.Id equals cover.BookingId into covers
            from cover in covers.DefaultIfEmpty()
            where booking.Id == id
            select new { booking, doctor, type, site, room, card, contact, Note = note.Text, cover, currency = db.Profile.OrderBy(p => p.Id).Select(p => p.Currency).First() }).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var messages = await db.Messages.Where(m => m.BookingId == id).OrderByDescending(m => m.Sequence).ThenByDescending(m => m.CreatedAt).ToListAsync(cancel);
        var waits = messages.Exists(m => m.SentAt is null && m.GivenUpAt is null);
        var proxy = await (from booker in db.BookingProxies join contact in db.Contacts on booker.ContactId equals contact.Id where booker.BookingId == id select new { booker.Relation, contact }).FirstOrDefaultAsync(cancel);
        return new VisitDetails(found.booking, found.site, found.doctor.Name, found.type.Name, found.room?.Name, Person.Of(found.card, found.contact), found.Note, found.currency)
        {
            Cover = found.cover,
            Told = messages.Find(m => m.SentAt is not null || m.GivenUpAt is not null),
            TellingWaits = waits,
            SlipRefused = SendSlip.Refused(found.booking, Addressee.Of(proxy?.contact, found.contact, found.card), waits, settings, clock.GetUtcNow().UtcDateTime),
            BookedBy = proxy is null ? null : new(proxy.contact.Name, proxy.contact.Phone, proxy.Relation),
            ConsentWithdrawnAt = await Withdrawn(db, found.booking, cancel),
            Displaced = !found.booking.Status.IsOpen() ? null : await db.DisplacedBookings.Where(d => d.BookingId == id && d.ResolvedAt == null).Select(d => d.Reason).FirstOrDefaultAsync(cancel),
            CreatedBy = (await db.Staff([found.booking.CreatedBy], cancel)).GetValueOrDefault(found.booking.CreatedBy, found.booking.CreatedBy),
        };
    }

    /// <summary>Of the consent that came with the booking, or of all that the patient signed at the desk.</summary>
    private static async Task<DateTime?> Withdrawn(ClinicDb db, Booking booking, CancellationToken cancel)
    {
        var ends = await VisitConsents.Of(db, booking, [booking.ContactId]).Where(c => c.Kind == ConsentKind.Processing).Select(c => c.WithdrawnAt).ToListAsync(cancel);
        return booking.ContactId is null && ends.Contains(null) ? null : ends.Max();
    }
}

/// <summary>A booking as the desk sees it.</summary>
public sealed record VisitDetails(Booking Booking, Site Site, PersonName Doctor, LocalText VisitType, string? Room, Person? Patient, string? Comment, string Currency)
{
    /// <summary>Insurance, referral and the reason of an override; null where there is nothing of the kind.</summary>
    public BookingCover? Cover { get; init; }

    /// <summary>The latest message to the patient that was sent or given up.</summary>
    public Message? Told { get; init; }

    /// <summary>Whether a message to the patient waits to be sent.</summary>
    public bool TellingWaits { get; init; }

    /// <summary>Why the slip cannot be sent by e-mail, a code of <see cref="ProblemCodes"/>; null where it can.</summary>
    public string? SlipRefused { get; init; }

    /// <summary>Who booked for the patient on the public host; null where the patient did.</summary>
    public ProxyDetails? BookedBy { get; init; }

    /// <summary>Who made the booking, as colleagues call them.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Why the booking cannot stay where it is, a code of <see cref="ProblemCodes"/>: a change of rosters left it without a place. Null where it can.</summary>
    public string? Displaced { get; init; }

    /// <summary>When the consent to the processing of personal data that came with the booking was withdrawn; null while it holds, or where none was needed.</summary>
    public DateTime? ConsentWithdrawnAt { get; init; }
}

/// <summary>Whoever booked for somebody else.</summary>
/// <param name="Name">As typed; the family name may be missing.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Relation">What they are to the patient, in their own words.</param>
public sealed record ProxyDetails(PersonName Name, string Phone, string? Relation);

/// <summary>Who comes: the card, or what was typed while there is none.</summary>
public sealed record Person(PatientId? Card, PersonName Name, DateOnly? BirthDate, string Phone, string? Email)
{
    /// <summary>Number of the clinic's own card.</summary>
    public string? CardNumber { get; init; }

    /// <summary>Start of the latest visit, which may be ahead, where it was looked for.</summary>
    public DateTime? LastVisit { get; init; }

    internal static Person? Of(Patient? card, Contact? contact) =>
        card is not null ? Of(card)
        : contact is not null ? new(null, contact.Name, contact.BirthDate, contact.Phone, contact.Email)
        : null;

    internal static Person Of(Patient card) => new(card.Id, card.Name, card.BirthDate, card.Phone, card.Email) { CardNumber = card.CardNumber };
}
