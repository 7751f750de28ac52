using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The one way to book. Cells, booking, contact, consent, audit entry, change and idempotency key commit together or not at all.</summary>
public sealed class BookAppointment(IDbContextFactory<ClinicDb> factory, PlanVisit plan, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>
    /// Answers the receipt, or <c>slot-taken</c>, <c>slot-held</c>, <c>hold-expired</c>, <c>room-busy</c>, <c>patient-overlap</c>,
    /// <c>consent-missing</c>, <c>idempotency-mismatch</c>, <c>forbidden</c> or the rule against the slot.
    /// </summary>
    public async Task<Result<BookingReceipt>> Run(BookCommand command, Actor actor, CancellationToken cancel)
    {
        var staff = actor.Channel.IsStaff;
        if (staff && !actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var idempotency = Idempotency.Of(command, actor);
        if (idempotency is not null && await Repeated(idempotency, cancel) is { } before)
        {
            return before;
        }

        var placed = command.Hold is { } hold ? await PlaceOfHold(hold, cancel) : await plan.Run(command.Slot!.Value, actor.Channel, false, cancel);
        if (!placed.Ok)
        {
            return command.Hold is not null && idempotency is not null && await Repeated(idempotency, cancel) is { } twin ? twin : placed.Problem;
        }

        var patient = await Identify(command, staff, cancel);
        if (!patient.Ok)
        {
            return patient.Problem;
        }

        var write = new BookingWrite(command, actor, placed.Value, patient.Value, idempotency, await keys.Get(InstallationKeys.Links, cancel), clock);
        Task<Problem?> Blocker(ClinicDb db, ResourceId person, CancellationToken token) =>
            OccupancyClaims.Blocker(db, placed.Value, person, command.Hold?.Value ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, token);

        var result = await factory.Transact(
            write.Commit,
            async (db, token) =>
                idempotency is not null && await Repeated(idempotency, token) is { } twin ? twin
                : Refusal.Or<BookingReceipt>(
                    await Blocker(db, patient.Value.Resource, token) ?? await Blocker(db, write.Patient.Resource, token)),
            cancel);
        if (result.Ok)
        {
            return result;
        }

        return result.Problem.Code == ProblemCodes.HoldExpired && idempotency is not null && await Repeated(idempotency, cancel) is { } repeated
            ? repeated
            : await plan.Suggest(result.Problem, placed.Value.Slot.Id, actor.Channel, cancel);
    }

    private async Task<Result<BookingReceipt>?> Repeated(Idempotency idempotency, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var done = await db.IdempotencyKeys.FirstOrDefaultAsync(k => k.Key == idempotency.Key, cancel);
        return done is null ? null
            : done.RequestHash != idempotency.RequestHash ? new Problem(ProblemCodes.IdempotencyMismatch)
            : Idempotency.Answer(done, await keys.Get(InstallationKeys.Links, cancel));
    }

    private async Task<Result<Placement>> PlaceOfHold(HoldId id, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var hold = await db.Holds.FirstOrDefaultAsync(h => h.Id == id, cancel);
        if (hold is null)
        {
            return new Problem(ProblemCodes.HoldExpired);
        }

        var price = await db.DoctorVisitTypes.Where(v => v.DoctorId == hold.DoctorId && v.VisitTypeId == hold.VisitTypeId)
            .Join(db.VisitTypes, v => v.VisitTypeId, t => t.Id, (v, t) => v.Price ?? t.Price).FirstOrDefaultAsync(cancel);
        var placement = hold.Placement();
        return placement with { Slot = placement.Slot with { Price = price } };
    }

    private async Task<Result<BookingPatient>> Identify(BookCommand command, bool staff, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (command.Patient is { } card)
        {
            return await db.Patients.AnyAsync(p => p.Id == card, cancel)
                ? new BookingPatient(card, null, ResourceId.Patient(card))
                : new Problem(ProblemCodes.NotFound);
        }

        // The card is recognised by its hash alone, and only where exactly one has it. Where none has it, staff open one in the transaction.
        var key = command.Contact!.Key(await keys.Get(InstallationKeys.Contacts, cancel));
        var cards = await db.Patients.Where(p => p.ContactKey == key).OrderBy(p => p.Id).Select(p => p.Id).Take(2).ToListAsync(cancel);
        return cards.Count == 1 || (staff && cards.Count > 0)
            ? new BookingPatient(cards[0], key, ResourceId.Patient(cards[0]))
            : new BookingPatient(null, key, ResourceId.Contact(key));
    }
}

/// <summary>Whom a booking is for: the card if known, the hash of what was typed, and the side of the occupancy that follows.</summary>
internal sealed record BookingPatient(PatientId? Card, long? ContactKey, ResourceId Resource);
