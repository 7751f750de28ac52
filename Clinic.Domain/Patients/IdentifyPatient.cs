using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Says who comes to a booking that was made without a card: a card the clinic has, or a new one from what was typed.</summary>
public sealed class IdentifyPatient(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Answers the card, or <c>forbidden</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>wrong-status</c> (a card is known already), <c>patient-overlap</c>.</summary>
    /// <param name="id">The booking.</param>
    /// <param name="card">The card; null to open one from what was typed, or take the one with the same contact key.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<PatientId>> Run(BookingId id, PatientId? card, int? version, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var secret = await keys.Get(InstallationKeys.Contacts, cancel);
        return await factory.Transact<PatientId>(
            async (db, token) =>
            {
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(b => b.Id == id, token);
                if (Refused(booking, version) is { } refusal)
                {
                    return refusal;
                }

                // Whoever merges cards waits meanwhile, or we wait and see what came of it.
                await RosterGate.Pass(db, booking!.Placement(), token);
                var now = clock.GetUtcNow().UtcDateTime;
                var found = card is { } wanted
                    ? await KeptCards.Of(db, wanted, token)
                    : await FromContact(db, booking!, secret, actor, now, token);
                if (found is null)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (booking!.PatientId != found.Id)
                {
                    await PatientCards.Assign(db, booking, found.Id, actor, now, token);
                }

                await db.SaveChangesAsync(token);
                return found.Id;
            },
            (_, _) => Task.FromResult<Result<PatientId>?>(new Problem(ProblemCodes.PatientOverlap)),
            cancel);
    }

    private static Problem? Refused(Booking? booking, int? version) =>
        booking is null ? new(ProblemCodes.NotFound)
        : version is { } seen && seen != booking.Version ? new(ProblemCodes.VersionMismatch)
        : booking.PatientId is not null ? new(ProblemCodes.WrongStatus)
        : null;

    private static async Task<Patient?> FromContact(ClinicDb db, Booking booking, byte[] secret, Actor actor, DateTime now, CancellationToken cancel)
    {
        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == booking.ContactId, cancel) is not { } contact)
        {
            return null;
        }

        var details = ContactDetails.Check(
            new()
            {
                Family = contact.Family,
                Given = contact.Given,
                Middle = contact.Middle,
                Phone = contact.Phone,
                BirthDate = contact.BirthDate,
                Email = contact.Email,
            },
            DateOnly.FromDateTime(now).AddDays(1));
        return details.Ok ? await PatientCards.FindOrOpen(db, details.Value, details.Value.Key(secret), actor, now, cancel) : null;
    }
}
