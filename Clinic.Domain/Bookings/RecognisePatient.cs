using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Whom a booking is for: the card if known, the hash of what was typed or of the card, the birth date, and the side of the occupancy that follows.</summary>
internal sealed record BookingPatient(PatientId? Card, long? ContactKey, ResourceId Resource, DateOnly? Born)
{
    /// <summary>There is an e-mail address: on the card for staff, as typed for strangers.</summary>
    internal bool HasEmail { get; init; }
}

/// <summary>Finds the card of whoever a booking is for.</summary>
public sealed class RecognisePatient(IDbContextFactory<ClinicDb> factory, InstallationKeys keys)
{
    internal async Task<Result<BookingPatient>> Run(BookCommand command, Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (command.Patient is { } card)
        {
            // Chosen on a page that does not know yet that the card was merged.
            return await KeptCards.Of(db, card, cancel) is { } found
                ? new BookingPatient(found.Id, found.ContactKey == 0 ? null : found.ContactKey, ResourceId.Patient(found.Id), found.BirthDate) { HasEmail = found.Email is not null }
                : new Problem(ProblemCodes.NotFound);
        }

        // The card is recognised by its hash alone, and only where exactly one has it. Where none has it, staff open one in the transaction.
        var key = command.Contact!.Key(await keys.Get(InstallationKeys.Contacts, cancel));
        var cards = await Cards(db, key, cancel);
        var typed = (command.BookedBy?.Contact ?? command.Contact).Email is not null;
        return cards.Count == 1 || (actor.Channel.IsStaff && cards.Count > 0)
            ? new BookingPatient(cards[0], key, ResourceId.Patient(cards[0]), command.Contact.BirthDate) { HasEmail = typed }
            : new BookingPatient(null, key, ResourceId.Contact(key), command.Contact.BirthDate) { HasEmail = typed };
    }

    /// <summary>Asked by every booking, and so past the query pipeline, which takes longer than the database.</summary>
    private static async Task<List<PatientId>> Cards(ClinicDb db, long key, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT \"Id\", \"MergedInto\" FROM \"Patients\" WHERE \"ContactKey\" = @key ORDER BY \"Id\"";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@key", key);
        command.Parameters.Add(parameter);
        var (cards, merged) = (new List<PatientId>(), false);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                var moved = !await reader.IsDBNullAsync(1, cancel);
                merged |= moved;
                cards.Add(new(reader.GetInt32(moved ? 1 : 0)));
            }
        }

        // Two cards that became one are one.
        for (var i = 0; merged && i < cards.Count; i++)
        {
            cards[i] = await KeptCards.IdOf(db, cards[i], cancel);
        }

        return merged ? [.. cards.Distinct()] : cards;
    }
}
