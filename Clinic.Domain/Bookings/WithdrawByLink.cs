using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>A wish to take back a consent that was given with a booking, or on paper by the patient for whom the desk booked.</summary>
/// <param name="Which">The booking, by its private link.</param>
/// <param name="Kind">To what the consent was given.</param>
/// <param name="Version">The version of the booking that the asker saw; null where the asker saw none.</param>
public sealed record WithdrawCommand(BookingRef Which, ConsentKind Kind, int? Version = null)
{
    /// <summary>
    /// What becomes of a visit that is still ahead where the consent to the processing of personal data is taken back: true cancels it, false keeps it, and
    /// one of the two must be said. Of no account otherwise.
    /// </summary>
    public bool? Cancel { get; init; }
}

/// <summary>
/// The holder of a private link takes back a consent (152-FZ, article 9, part 2). That it was given, and when, stays on record. The same person's consents
/// of the kind that came with other bookings on the public host go with it, and by the link of a visit that the desk booked those signed on paper. Nothing stands in the way of the withdrawal itself: a visit that can no longer be
/// cancelled online is kept. Where personal data are concerned the desk is told in its inbox.
/// </summary>
public sealed class WithdrawByLink(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    /// <summary>
    /// Answers the booking as it stands then, also where all that is asked was done before; or <c>not-found</c> (no such link, or no such consent was given
    /// with it), <c>invalid</c> under /cancel, <c>version-mismatch</c>, <c>cut-off-passed</c> (the visit cannot be cancelled any more), <c>forbidden</c>.
    /// </summary>
    public async Task<Result<BookingReceipt>> Run(WithdrawCommand command, Actor actor, CancellationToken cancel)
    {
        // The desk has a use case of its own, for cards.
        if (!command.Which.ByToken)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var linkKey = await keys.Get(InstallationKeys.Links, cancel);
        List<Change> changes = [];
        var result = await factory.Transact<BookingReceipt>(
            async (db, token) =>
            {
                changes = [];
                await BookingRules.Lock(db, command.Which, token);
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(command.Which.Matches(), token);
                var refusal = booking is null ? new Problem(ProblemCodes.NotFound) : await Withdraw(db, booking, command, actor, changes, token);
                return refusal is not null ? refusal
                    : new BookingReceipt(booking!.Id, booking.Code, BookingTokens.Token(linkKey, booking.Id), booking.Status, booking.Slot());
            },
            cancel);
        if (result.Ok && changes.Count > 0)
        {
            await cache.Apply(changes);
        }

        return result;
    }

    private async Task<Problem?> Withdraw(ClinicDb db, Booking booking, WithdrawCommand command, Actor actor, List<Change> changes, CancellationToken cancel)
    {
        var (kind, now) = (command.Kind, clock.GetUtcNow().UtcDateTime);
        var own = await VisitContacts.Of(db, booking, cancel);
        if (!await VisitConsents.Of(db, booking, own).AnyAsync(c => c.Kind == kind, cancel))
        {
            return new(ProblemCodes.NotFound);
        }

        var standing = await Standing(db, booking, own, kind, cancel);
        var ahead = kind == ConsentKind.Processing && booking.Status.IsOpen();
        var cancels = ahead && command.Cancel == true;
        if (standing.Count == 0 && !cancels)
        {
            return null;
        }

        if (command.Version is { } seen && seen != booking.Version)
        {
            return new(ProblemCodes.VersionMismatch);
        }

        if (ahead && command.Cancel is null)
        {
            return Problem.Field("/cancel", ProblemCodes.Required);
        }

        if (cancels && now > await BookingRules.ChangeUntil(db, booking, cancel))
        {
            return new(ProblemCodes.CutOffPassed);
        }

        if (standing.Count > 0)
        {
            var ids = standing.ConvertAll(c => c.Id);
            await db.Consents.Where(c => EF.Parameter(ids).Contains(c.Id) && c.WithdrawnAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.WithdrawnAt, now), cancel);
            var edit = new BookingEdit(db, booking, now);
            edit.Log();
            changes.AddRange(edit.Changes);
            if (kind == ConsentKind.Processing)
            {
                var call = Callback.About(booking, booking.ContactId ?? OnTheCard(db, booking, now), CallbackReason.ConsentWithdrawn, actor, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, now);
                db.Add(call);
                db.Log(actor, now, "create", call, null);
            }

            foreach (var (id, version, card) in standing.Where(c => c.Card is not null))
            {
                db.Record(actor, now, "withdraw-consent", nameof(Patient), card.ToString()!, null, new { consent = id, version });
            }

            await edit.Save(actor, kind == ConsentKind.Processing ? "withdraw-consent" : "withdraw-marketing", cancel);
        }

        if (cancels)
        {
            changes.AddRange(await CancelBooking.Cancel(db, booking, BookingStatus.CancelledByPatient, actor, now, cancel));
        }

        return null;
    }

    /// <summary>Whom to call stands on the card, which the public host may not read: a contact without words stands for it.</summary>
    private static Guid OnTheCard(ClinicDb db, Booking booking, DateTime now)
    {
        var contact = new Contact { Id = Guid.CreateVersion7(now), ContactKey = booking.ContactKey ?? 0, CreatedAt = now };
        db.Add(contact);
        return contact.Id;
    }

    /// <summary>
    /// The person's consents of the kind that still hold: those of the card for which the desk booked, else known by the keyed hash of the bookings. Whoever booked for somebody else takes back what came with
    /// that booking and no more.
    /// </summary>
    private static async Task<List<Given>> Standing(ClinicDb db, Booking booking, List<Guid?> own, ConsentKind kind, CancellationToken cancel)
    {
        if (booking is { ContactId: null, PatientId: { } card })
        {
            return await CardConsents.Of(db, card).Where(c => c.Kind == kind && c.WithdrawnAt == null).Select(c => new Given(c.Id, c.Version, c.PatientId)).ToListAsync(cancel);
        }

        var contacts = own.Count > 1 || booking.ContactKey is not { } key ? own
            : await db.Bookings.Where(b => b.ContactKey == key && b.ContactId != null).Select(b => b.ContactId).ToListAsync(cancel);
        return await db.Consents.Where(c => c.Kind == kind && c.WithdrawnAt == null && EF.Parameter(contacts).Contains(c.ContactId))
            .Select(c => new Given(c.Id, c.Version, c.PatientId)).ToListAsync(cancel);
    }

    private sealed record Given(Guid Id, string Version, PatientId? Card);
}
