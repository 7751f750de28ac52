using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What the holder of a private link sees.</summary>
public sealed class FindVisit(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the visit with the consents that were given with it and how the patient prepares, or <c>not-found</c>.</summary>
    public async Task<Result<LinkedVisit>> Run(string token, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var hash = BookingTokens.Hash(token);
        var found = await (
            from b in db.Bookings
            join type in db.VisitTypes on b.VisitTypeId equals type.Id
            where b.TokenHash == hash
            select new { Booking = b, type.Preparation }).FirstOrDefaultAsync(cancel);
        if (found is not { Booking: var booking })
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var until = await BookingRules.ChangeUntil(db, booking, cancel);
        var contacts = await VisitContacts.Of(db, booking, cancel);
        return new LinkedVisit(booking, until, booking.Status.IsOpen() && now <= until)
        {
            AskedToConfirm = ConfirmBooking.IsAsked(booking, now),
            Consents = contacts.Count == 0 && booking.PatientId is null ? []
                : await VisitConsents.Of(db, booking, contacts).OrderBy(c => c.GivenAt).ThenBy(c => c.Version)
                    .Select(c => new GivenConsent(c.Kind, c.Version, c.GivenAt, c.WithdrawnAt)).ToListAsync(cancel),
            Preparation = found.Preparation,
        };
    }
}

/// <summary>What was typed for a booking on the public host: of the patient, and of whoever booked for somebody else. Ids alone.</summary>
internal static class VisitContacts
{
    internal static async Task<List<Guid?>> Of(ClinicDb db, Booking booking, CancellationToken cancel) => booking.ContactId is not { } contact ? []
        : [contact, .. await db.BookingProxies.Where(p => p.BookingId == booking.Id).Select(p => (Guid?)p.ContactId).ToListAsync(cancel)];
}

/// <summary>
/// The consents that a link shows and takes back. What the desk booked was booked for somebody it knows and handed the link to: theirs are the papers signed at the desk.
/// Whoever books on the public host may have typed another person's name: that link is about what came with the booking, and tells nothing of a card.
/// </summary>
internal static class VisitConsents
{
    internal static IQueryable<Consent> Of(ClinicDb db, Booking booking, List<Guid?> contacts)
    {
        var card = booking.PatientId;
        return booking.ContactId is null
            ? db.Consents.Where(c => card != null && c.PatientId == card)
            : db.Consents.Where(c => EF.Parameter(contacts).Contains(c.ContactId));
    }
}

/// <summary>A visit behind its private link; nothing personal in it.</summary>
/// <param name="Booking">Where it stands.</param>
/// <param name="ChangeUntil">The last instant at which the patient may move or cancel.</param>
/// <param name="Changeable">Whether the patient still may.</param>
public sealed record LinkedVisit(Booking Booking, DateTime ChangeUntil, bool Changeable)
{
    /// <summary>Whether it is time to ask the patient whether they will come.</summary>
    public bool AskedToConfirm { get; init; }

    /// <summary>Given with the booking on the public host, or for what the desk booked signed at the desk, whether they still hold or not.</summary>
    public IReadOnlyList<GivenConsent> Consents { get; init; } = [];

    /// <summary>How the patient prepares; empty where nothing is to be done.</summary>
    public LocalText Preparation { get; init; } = new("");
}

/// <summary>A consent as the holder of the link sees it.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Version">The text that was shown.</param>
/// <param name="GivenAt">When.</param>
/// <param name="WithdrawnAt">When it was taken back; null while it holds.</param>
public sealed record GivenConsent(ConsentKind Kind, string Version, DateTime GivenAt, DateTime? WithdrawnAt);
