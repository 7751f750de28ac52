using Clinic.Domain.Availability;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The one way to book. Cells, booking, contact, consent, cover, audit entry, change and idempotency key commit together or not at all.</summary>
public sealed class BookAppointment(
    IDbContextFactory<ClinicDb> factory, PlanVisit plan, BookingTerms terms, RecognisePatient recognise, OwnPatients own, CheckCode codes, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    /// <summary>
    /// Answers the receipt, or <c>slot-taken</c>, <c>slot-held</c>, <c>hold-expired</c>, <c>room-busy</c>, <c>device-busy</c>, <c>patient-overlap</c>,
    /// <c>code-required</c>, <c>code-wrong</c>, <c>code-expired</c>, <c>quota</c>, <c>patient-limit</c>, <c>age</c>, <c>referral-required</c>, <c>consent-missing</c>, <c>consent-changed</c>, <c>idempotency-mismatch</c>, <c>forbidden</c>,
    /// <c>invalid</c> with the fields at fault, or the rule against the slot.
    /// </summary>
    public async Task<Result<BookingReceipt>> Run(BookCommand command, Actor actor, CancellationToken cancel)
    {
        if (command.Hold is { } id)
        {
            var held = await PlaceOfHold(id, cancel);
            var booked = await At(held, command, actor, cancel);
            return booked.Ok || !held.Ok ? booked : await plan.Suggest(booked.Problem, held.Value.Slot.Id, actor.Channel, cancel);
        }

        var slot = command.Slot!.Value;
        var result = await plan.Anywhere(slot, new(actor.Channel, clock.GetUtcNow().UtcDateTime, command.Override is not null), place => At(place, command, actor, cancel), cancel);
        return result.Ok ? result : await plan.Suggest(result.Problem, slot, actor.Channel, cancel);
    }

    /// <summary>The same at a place that is chosen already, or the refusal of one.</summary>
    internal async Task<Result<BookingReceipt>> At(Result<Placement> placed, BookCommand command, Actor actor, CancellationToken cancel)
    {
        if (!MayAsk(command, actor) && !await own.MayBook(command, placed, actor, cancel))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var idempotency = Idempotency.Of(command, actor);
        var result = placed.Ok ? await Book(command, actor, placed.Value, idempotency, cancel) : placed.Problem;
        if (result.Ok)
        {
            return result;
        }

        // Whatever is against the wish by now, a repeat of one that was granted is answered as it was.
        return idempotency is not null && await Repeated(idempotency, cancel) is { } before ? before : result.Problem;
    }

    private static bool MayAsk(BookCommand command, Actor actor) =>
        (actor.Channel.IsStaff ? actor.Can(Rights.BookForAnyone) : command.Patient is null) && (command.Override is null || actor.Can(Rights.Override));

    private async Task<Result<BookingReceipt>> Book(BookCommand command, Actor actor, Placement place, Idempotency? idempotency, CancellationToken cancel)
    {
        var wish = await Wish(command, actor, place, cancel);
        if (!wish.Ok)
        {
            return wish.Problem;
        }

        var write = new BookingWrite(wish.Value with { Idempotency = idempotency }, await keys.Get(InstallationKeys.Links, cancel), clock);
        var result = await factory.Contend(
            write.Commit,
            async (db, token) =>
                idempotency is not null && await Repeated(idempotency, token) is { } twin ? twin
                : Refusal.Or<BookingReceipt>(await write.Visit.Blocker(db, command.Hold?.Value, clock.GetUtcNow().UtcDateTime, token)),
            cancel,
            write.IsRowsAlone);
        if (result.Ok && write.Change is { } change)
        {
            await cache.Added(change, null);
        }

        return result;
    }

    /// <summary>Looks up and checks everything that needs no transaction.</summary>
    private async Task<Result<BookingWish>> Wish(BookCommand command, Actor actor, Placement place, CancellationToken cancel)
    {
        var cover = CoverDetails.Check(command);
        if (!cover.Ok)
        {
            return cover.Problem;
        }

        var visit = await terms.Of(place.Slot, cancel);
        var patient = await recognise.Run(command, actor, cancel);
        if (!patient.Ok)
        {
            return patient.Problem;
        }

        if (PatientRules.Against(command, visit, patient.Value.Born, cover.Value.Cover, place.Slot.Range.Start) is { } rule)
        {
            return rule;
        }

        var agreed = !actor.Channel.IsStaff || command.ConsentOnPaper;
        var consent = agreed ? await terms.Consent(actor.Channel.IsStaff ? visit.Profile.ConsentVersion : command.ConsentVersion, command.ConsentLanguage, cancel) : null;
        if (consent is null && agreed)
        {
            return new Problem(ProblemCodes.ConsentMissing) { Errors = [new("/consent/version", ProblemCodes.ConsentMissing)] };
        }

        // Whoever agreed to a text that is no longer in force is asked again: nothing is taken for agreed, and nothing silently left out.
        var marketing = command.MarketingVersion is { } ads && !actor.Channel.IsStaff ? await terms.Marketing(ads, command.ConsentLanguage, cancel) : null;
        if (command.MarketingVersion is not null && marketing is null)
        {
            return new Problem(ProblemCodes.ConsentChanged) { Errors = [new("/marketing/version", ProblemCodes.ConsentChanged)] };
        }

        // Last, when nothing else is at fault: a code is sent to nobody in vain.
        var (address, missing) = actor.Channel.IsStaff ? default : CheckCode.Wanted(command, visit.Profile, visit.Site.LocalDate(clock.GetUtcNow().UtcDateTime));
        return missing is not null ? missing
            : address is not null && await codes.Against(command.ContactCode, address, cancel) is { } unproved ? unproved
            : new BookingWish(command, actor, place with { Slot = place.Slot with { Price = visit.Price } }, visit, patient.Value)
            {
                Cover = cover.Value.Cover,
                Consent = consent,
                Marketing = marketing,
                Proved = CheckCode.IsTheirs(address, command),
            };
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
        return hold is null ? new Problem(ProblemCodes.HoldExpired) : hold.Placement();
    }
}
