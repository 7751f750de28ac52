using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>A wish to book with everything that was looked up and checked for it.</summary>
internal sealed record BookingWish(BookCommand Command, Actor Actor, Placement Place, VisitTerms Terms, BookingPatient Patient)
{
    internal BookingCover? Cover { get; init; }

    /// <summary>The text that was agreed to, by strangers always; null where the desk has no signed paper to record.</summary>
    internal ConsentText? Consent { get; init; }

    /// <summary>The text about advertising that a stranger agreed to as well; null for most.</summary>
    internal ConsentText? Marketing { get; init; }

    /// <summary>Whoever has to agree answered the code that was sent to them.</summary>
    internal bool Proved { get; init; }

    internal Idempotency? Idempotency { get; init; }

    internal bool Forced => Command.Override is not null;
}

/// <summary>The transaction of <see cref="BookAppointment"/>; may run several times, each in a fresh context.</summary>
internal sealed class BookingWrite(BookingWish wish, byte[] linkKey, TimeProvider clock)
{
    private readonly BookCommand command = wish.Command;
    private readonly Actor actor = wish.Actor;

    /// <summary>What the last attempt wanted.</summary>
    internal VisitClaims Visit { get; private set; } = Wanted(wish, wish.Patient, default, clock.GetUtcNow().UtcDateTime);

    /// <summary>What the last attempt tells the change log.</summary>
    internal Change? Change { get; private set; }

    /// <summary>
    /// The ordinary booking: nothing but new rows, all known before the storage is asked, whose keys decide. They are written past the change tracker,
    /// on PostgreSQL in one batch that is a transaction by itself.
    /// </summary>
    internal bool IsRowsAlone => command.Hold is null && !OpensCard && !Visit.Looks;

    private bool OpensCard => actor.Channel.IsStaff && command.Contact is not null;

    internal async Task<Result<BookingReceipt>> Commit(ClinicDb db, int attempt, CancellationToken cancel)
    {
        // Where the one batch is the transaction, the gate is part of it.
        var oneBatch = db.Database.CurrentTransaction is null;
        // What staff override asks no roster, but waits for cards that are being merged.
        if (!oneBatch && await RosterGate.Pass(db, wish.Forced ? wish.Place with { RosterVersion = null } : wish.Place, cancel) is { } changed)
        {
            return changed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var id = new BookingId(Guid.CreateVersion7(now));
        var patient = await WithCard(db, now, cancel);
        if (!oneBatch && patient.Card is { } card && await KeptCards.IdOf(db, card, cancel) is var kept && kept != card)
        {
            patient = patient with { Card = kept, Resource = ResourceId.Patient(kept) };
        }

        Visit = Wanted(wish, patient, id, now);
        if (attempt == 1 && IsRowsAlone && RowInserts.Fit(db))
        {
            var (alone, receipt) = Alone(patient, id, now);
            try
            {
                await RowInserts.Write(db, oneBatch ? [.. RosterGate.PassInBatch(wish.Place), .. KeptCards.StandsInBatch(patient.Card)] : [], alone, cancel);
            }
            catch (Exception error) when (DatabaseErrors.IsOldRoster(error))
            {
                return RosterGate.Changed;
            }

            return receipt;
        }

        var cells = new CellLedger(db, now, attempt);
        var standing = command.Hold is { } hold ? await TakeOver(db, cells, hold, cancel) : await Visit.Take(db, cells, null, cancel);
        if (!standing.Ok)
        {
            return standing.Problem;
        }

        var rows = new BookingRows(wish, patient, standing.Value, linkKey, id, now);
        var all = rows.All(cells.Touched());
        Change = rows.Change;
        db.AddRange(all);
        await db.SaveChangesAsync(cancel);
        return rows.Receipt;
    }

    /// <summary>The rows of an ordinary booking whose card is known, for whoever writes many together behind the gate; see <see cref="IsRowsAlone"/>.</summary>
    internal IReadOnlyList<object> Rows(DateTime now)
    {
        var id = new BookingId(Guid.CreateVersion7(now));
        Visit = Wanted(wish, wish.Patient, id, now);
        return Alone(wish.Patient, id, now).Rows;
    }

    private (IReadOnlyList<object> Rows, BookingReceipt Receipt) Alone(BookingPatient patient, BookingId id, DateTime now)
    {
        var taken = OccupancyClaims.Rows(Visit.Everything, Visit.Owner, null).OrderBy(o => o.ResourceId.Value).ThenBy(o => o.Cell).ToList();
        var made = new BookingRows(wish, patient, new(wish.Place, null), linkKey, id, now);
        Change = made.Change;
        return ([.. taken, .. made.All(TouchedCells.Text(taken))], made.Receipt);
    }

    /// <summary>What staff typed becomes a card; what strangers typed stays a contact until staff identify it.</summary>
    private async Task<BookingPatient> WithCard(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        if (!OpensCard || wish.Patient.ContactKey is not { } key || command.Contact is not { } details)
        {
            return wish.Patient;
        }

        var card = await PatientCards.FindOrOpen(db, details, key, actor, now, cancel);
        return wish.Patient with { Card = card.Id, Resource = ResourceId.Patient(card.Id), HasEmail = card.Email is not null };
    }

    /// <summary>All that the hold owns becomes the booking's, while the hold lasts; the patient comes on top.</summary>
    private async Task<Result<Standing>> TakeOver(ClinicDb db, CellLedger cells, HoldId hold, CancellationToken cancel)
    {
        var group = await new TakenHold(db, cells).By(hold, Visit.Owner, cancel);
        if (!group.Ok)
        {
            return group.Problem;
        }

        return await cells.Take(Visit.Own, Visit.Owner, null, cancel) is { } refusal ? refusal : new Standing(wish.Place, group.Value.Group);
    }

    private static VisitClaims Wanted(BookingWish wish, BookingPatient patient, BookingId id, DateTime now)
    {
        var (visit, key) = (wish.Place.Slot.Range, patient.ContactKey);
        var quotas = wish.Command.Hold is null ? Claims.OfQuotas(wish.Place) : [];
        return new(
            wish.Place, id.Value,
            [
                .. Claims.OfPerson(patient.Resource, key, visit).Select(c => c with { Forced = wish.Forced && wish.Command.OverridePatient }),
                .. quotas.Concat(PatientLimits.Of(wish.Terms, visit, key, now)).Select(c => c with { Forced = wish.Forced }),
            ],
            wish.Forced);
    }
}
