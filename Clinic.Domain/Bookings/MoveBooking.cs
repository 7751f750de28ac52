using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>A wish to move a booking.</summary>
/// <param name="Which">The booking.</param>
/// <param name="To">The slot wanted.</param>
/// <param name="Version">The version the asker saw; null where the asker saw none.</param>
public sealed record MoveCommand(BookingRef Which, SlotId To, int? Version = null)
{
    /// <summary>Staff: the reason to move over whatever is there and beyond quotas, limits and roster.</summary>
    public string? Override { get; init; }

    /// <summary>With an override: even where the patient has another visit at the time.</summary>
    public bool OverridePatient { get; init; }
}

/// <summary>Moves a booking to another slot in one transaction: a failure anywhere leaves it where it was.</summary>
public sealed class MoveBooking(
    IDbContextFactory<ClinicDb> factory, PlanVisit plan, BookingTerms terms, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    /// <param name="which">The booking.</param>
    /// <param name="to">The slot wanted.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<BookingReceipt>> Run(BookingRef which, SlotId to, int? version, Actor actor, CancellationToken cancel) => Run(new(which, to, version), actor, cancel);

    public async Task<Result<BookingReceipt>> Run(MoveCommand command, Actor actor, CancellationToken cancel)
    {
        var asker = new Asker(actor.Channel, clock.GetUtcNow().UtcDateTime, command.Override is not null) { Moving = await Standing(command.Which, cancel) };
        var result = await plan.Anywhere(command.To, asker, place => At(place, command, actor, cancel), cancel);
        return result.Ok ? result : await plan.Suggest(result.Problem, command.To, actor.Channel, cancel);
    }

    /// <summary>Where the booking stands: its own room is free for it.</summary>
    private async Task<Placement?> Standing(BookingRef which, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return (await db.Bookings.FirstOrDefaultAsync(which.Matches(), cancel))?.Placement();
    }

    /// <summary>The same to a place that is chosen already, or the refusal of one.</summary>
    internal async Task<Result<BookingReceipt>> At(Result<Placement> placed, MoveCommand command, Actor actor, CancellationToken cancel)
    {
        if (!command.Which.Allows(actor, Rights.BookForAnyone) || (command.Override is not null && !actor.Can(Rights.Override)))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var reason = CoverDetails.Reason(checks, command.Override);
        if (checks.Fault is { } fault)
        {
            return fault;
        }

        if (!placed.Ok)
        {
            return placed.Problem;
        }

        var move = new BookingMove(
            command with { Override = reason }, actor, placed.Value, await terms.Of(placed.Value.Slot, cancel), await keys.Get(InstallationKeys.Links, cancel), clock);
        var result = await factory.Contend(move.Commit, move.Blocker, cancel);
        if (result.Ok)
        {
            await cache.Apply(move.Changes);
        }

        return result;
    }
}

/// <summary>What of a visit's claims takes a place above where there is none: doctor, room and devices; the patient; quotas and limits.</summary>
internal readonly record struct Forcing(bool Place, bool Person, bool Counts);

/// <summary>The transaction of <see cref="MoveBooking"/>; may run several times, each in a fresh context.</summary>
internal sealed class BookingMove(MoveCommand command, Actor actor, Placement place, VisitTerms terms, byte[] linkKey, TimeProvider clock)
{
    private VisitClaims? wanted;
    private Guid? group;

    internal IReadOnlyList<Change> Changes { get; private set; } = [];

    internal async Task<Result<BookingReceipt>> Commit(ClinicDb db, int attempt, CancellationToken cancel)
    {
        // Before the booking is locked, for which a change of rosters may wait behind its gate.
        if (command.Override is null && await RosterGate.Pass(db, place, cancel) is { } changed)
        {
            return changed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var found = await BookingRules.Changeable(db, command.Which, command.Version, now, cancel);
        if (!found.Ok)
        {
            return found.Problem;
        }

        var booking = found.Value;
        if (command.Override is null && await MoveRules.Against(db, booking, terms, command.Which.ByToken, place.Slot.Range.Start, cancel) is { } rule)
        {
            return rule;
        }

        var forced = command.Override is not null;
        wanted = Wanted(booking, place, terms, now, new(Place: forced, Person: forced && command.OverridePatient, Counts: forced));
        group = booking.GroupId;
        var edit = new BookingEdit(db, booking, now, attempt);
        await edit.Free(cancel);
        var standing = await wanted.Take(db, edit.Cells, null, cancel);
        if (!standing.Ok)
        {
            return standing.Problem;
        }

        Put(booking, standing.Value, forced);
        edit.Log();
        await KeepReason(db, booking.Id, cancel);
        await edit.Save(actor, "move", cancel);
        await DisplacedBookings.Resolve(db, booking.Id, now, cancel);
        Changes = edit.Changes;
        return new BookingReceipt(booking.Id, booking.Code, BookingTokens.Token(linkKey, booking.Id), booking.Status, booking.Slot());
    }

    internal async Task<Result<BookingReceipt>?> Blocker(ClinicDb db, CancellationToken cancel) =>
        Refusal.Or<BookingReceipt>(wanted is null ? null : await wanted.Blocker(db, group, clock.GetUtcNow().UtcDateTime, cancel));

    /// <summary>What the booking claims at its new place.</summary>
    internal static VisitClaims Wanted(Booking booking, Placement place, VisitTerms terms, DateTime now, Forcing forcing)
    {
        var visit = place.Slot.Range;
        return new(
            place, booking.Id.Value,
            [
                .. Claims.OfPerson(booking.PatientResource, booking.ContactKey, visit).Select(c => c with { Forced = forcing.Person }),
                .. Claims.OfQuotas(place).Concat(PatientLimits.Of(terms, visit, booking.ContactKey, now)).Select(c => c with { Forced = forcing.Counts }),
            ],
            forcing.Place);
    }

    internal static void Put(Booking booking, Standing standing, bool forced)
    {
        var at = standing.Place;
        (booking.SiteId, booking.DoctorId, booking.RoomId, booking.VisitTypeId) = (at.Slot.SiteId, at.Slot.DoctorId, at.Slot.RoomId, at.Slot.VisitTypeId);
        // Who said they would come said so of another time.
        booking.Status = booking.Status == BookingStatus.Confirmed && booking.Start != at.Slot.Range.Start ? BookingStatus.Booked : booking.Status;
        (booking.Start, booking.End) = (at.Slot.Range.Start, at.Slot.Range.End);
        (booking.BufferBefore, booking.BufferAfter, booking.DoctorParts) = (at.BufferBefore, at.BufferAfter, at.DoctorParts);
        booking.Devices = IdList.Of(at.Devices.Select(d => d.Id));
        booking.GroupId = standing.GroupId;
        booking.Override = forced;
        booking.Price = at.Slot.Price;
    }

    private async Task KeepReason(ClinicDb db, BookingId id, CancellationToken cancel)
    {
        // Only staff override, so that the public host reads no cover.
        if (command.Override is { } reason)
        {
            (await BookingCover.Of(db, id, cancel)).OverrideReason = reason;
        }
    }
}
