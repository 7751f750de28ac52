using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>The transaction of <see cref="UndoBatch"/>; made anew for each attempt.</summary>
internal sealed class BatchUndo(Actor actor, DateTime now, int attempt)
{
    internal const string Undo = "undo";
    private static readonly HashSet<string> Known = ["book", "move", "cancel", "status", Undo];

    // Records that an action on a booking makes on its way, and that may stay.
    private static readonly HashSet<string> Byproducts = ["Patient", "PatientPolicy", "PatientNote", "Consent", "WaitingEntry"];
    private readonly List<(BookingId Id, Tail Tail)> tails = [];
    private MoveTogether? together;
    private RosterUndo? roster;

    /// <summary>The one place that is wanted back; null where there are none or several.</summary>
    internal SlotId? Wanted { get; private set; }

    internal async Task<Result<int>> Run(ClinicDb db, Guid batch, CancellationToken cancel)
    {
        var entries = await db.Audit.Where(a => a.BatchId == batch).OrderBy(a => a.Id).ToListAsync(cancel);
        if (entries.Count == 0)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (Steps(entries) is not { } steps)
        {
            return new Problem(ProblemCodes.CannotUndo);
        }

        if (roster is null)
        {
            await RosterGate.Pass(db, steps.Select(s => s.Target?.Kept is { } kept ? new SiteId(kept.Site) : (SiteId?)null).OfType<SiteId>(), cancel);
        }
        else
        {
            await RosterGate.Close(db, cancel);
        }

        var ids = steps.ConvertAll(s => s.Id);
        await db.Bookings.Where(b => EF.Parameter(ids).Contains(b.Id)).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancel);
        return await Refused(db, steps, cancel) is { } refusal ? refusal
            : await Restore(db, steps, cancel) is { } gone ? gone
            : steps.Count;
    }

    /// <summary>What can be told against it before it is tried: whoever asks may not, or somebody has done or changed something since. Locks nothing.</summary>
    /// <param name="db">A context.</param>
    /// <param name="entries">The whole batch, oldest first.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<Problem?> Look(ClinicDb db, IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        if (Steps(entries) is not { } steps)
        {
            return new(ProblemCodes.CannotUndo);
        }

        return await Refused(db, steps, cancel) is { } refusal ? refusal
            : roster is null ? null
            : await roster.Look(db, now, cancel);
    }

    /// <summary>What is in the way, seen from a context of its own; null when nothing is.</summary>
    internal async Task<Problem?> Blocker(ClinicDb db, CancellationToken cancel)
    {
        foreach (var (id, tail) in tails)
        {
            if (await OccupancyClaims.Blocker(db, tail.Claims, [id.Value], now, cancel) is { } taken)
            {
                return Of(id, taken.Code);
            }
        }

        return together is null ? null : await together.Blocker(db, cancel);
    }

    /// <summary>What the batch did to each booking; null where it is of a kind that cannot be taken back.</summary>
    private List<UndoStep>? Steps(IReadOnlyList<AuditEntry> entries)
    {
        roster = RosterUndo.Of(entries);
        List<UndoStep> steps = [.. entries.Where(e => e.Entity == nameof(Booking) && e.Action != RosterTraces.Keep).GroupBy(e => e.EntityId).Select(b => UndoStep.Of([.. b]))];
        return entries.All(Knows) && steps.TrueForAll(s => s.IsKnown) && (roster is not null || steps.Count > 0) ? steps : null;

        bool Knows(AuditEntry entry) => roster?.Is(entry) == true
            || (entry.Entity == nameof(Booking) ? Known.Contains(entry.Action) || (roster is not null && entry.Action == RosterTraces.Keep) : Byproducts.Contains(entry.Entity));
    }

    private async Task<Problem?> Refused(ClinicDb db, List<UndoStep> steps, CancellationToken cancel)
    {
        var ids = steps.ConvertAll(s => s.Id);
        var bookings = await db.Bookings.Where(b => EF.Parameter(ids).Contains(b.Id)).ToDictionaryAsync(b => b.Id, cancel);
        steps.ForEach(s => s.Booking = bookings[s.Id]);
        if ((roster is not null && !actor.Can(Rights.ManageRosters)) || steps.Exists(s => !s.MayUndo(actor)))
        {
            return new(ProblemCodes.Forbidden);
        }

        if (roster is not null && await roster.IsUndone(db, cancel))
        {
            return new(ProblemCodes.AlreadyUndone);
        }

        var names = ids.ConvertAll(i => i.ToString());
        var story = (await db.Audit.Where(a => a.Entity == nameof(Booking) && EF.Parameter(names).Contains(a.EntityId)).OrderBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.EntityId);
        var since = steps.ConvertAll(s => (Step: s, Left: s.Since([.. story[s.Id.ToString()]])));
        var stale = since.FindAll(s => s.Left != LaterChanges.None);
        return stale.Count > 0
            ? new(stale.TrueForAll(s => s.Left == LaterChanges.Undone) ? ProblemCodes.AlreadyUndone : ProblemCodes.VersionMismatch)
            {
                Errors = [.. stale.Select(s => new FieldError($"/visits/{s.Step.Id}", ProblemCodes.VersionMismatch))],
            }
            : steps.Exists(s => s.TakesPlace && s.Target!.Kept!.ReleasedAt is not null) ? new(ProblemCodes.CannotUndo) : null;
    }

    private async Task<Problem?> Restore(ClinicDb db, List<UndoStep> steps, CancellationToken cancel)
    {
        var taking = steps.FindAll(s => s.TakesPlace);
        if (roster is not null && await roster.Run(db, steps.Where(s => s.TakesPlace || s.GivesPlace).Select(s => s.Id).ToHashSet(), actor, now, cancel) is { } changed)
        {
            return changed;
        }

        Wanted = taking.Count == 1 ? taking[0].Slot : null;
        var old = await OldPlaces.Load(db, steps, now, cancel);
        var moves = new List<PlannedMove>();
        var errors = new List<FieldError>();
        foreach (var step in steps.Where(s => s.TakesPlace || s.GivesPlace))
        {
            var place = step.GivesPlace ? step.Leave() : old.Of(step);
            if (place.Ok)
            {
                moves.Add(place.Value);
            }
            else
            {
                errors.Add(new($"/visits/{step.Id}", place.Problem.Code));
            }
        }

        if (errors.Count > 0)
        {
            return new(errors[0].Code) { Errors = errors };
        }

        foreach (var step in steps.Where(s => !s.TakesPlace && !s.GivesPlace))
        {
            if (await Status(db, step, old, cancel) is { } gone)
            {
                return gone;
            }
        }

        together = new(moves, actor, now, attempt, Undo);
        if (await together.Run(db, cancel) is { } taken)
        {
            return taken;
        }

        await db.SaveChangesAsync(cancel);
        await old.Relist(db, steps, cancel);
        await (roster?.Relist(db, now, cancel) ?? Task.CompletedTask);
        return null;
    }

    /// <summary>The booking stays where it is: its status and stamps go back, and what of its time and places hangs on them.</summary>
    private async Task<Problem?> Status(ClinicDb db, UndoStep step, OldPlaces old, CancellationToken cancel)
    {
        var (booking, target) = (step.Booking, step.Target!);
        db.Attach(booking);
        var edit = new BookingEdit(db, booking, now, attempt);
        if (booking.ReleasedAt is not null && target.Kept!.ReleasedAt is null)
        {
            var tail = await Tail.Of(db, booking, cancel);
            tails.Add((booking.Id, tail));
            if (await tail.TakeBack(booking, edit, cancel) is { } taken)
            {
                return Of(booking.Id, taken.Code);
            }
        }
        else if (booking.ReleasedAt is null && target.Kept!.ReleasedAt is { } released)
        {
            await edit.Cells.FreeFrom(booking, Cell.AtOrAfter(released), cancel);
            booking.ReleasedAt = released;
        }

        if (UndoStep.Counting(target.Status) != UndoStep.Counting(booking.Status))
        {
            await PatientLimits.Free(db, booking.Id, all: true, cancel);
            await edit.Cells.Take([.. old.Limits(step).Select(c => c with { Forced = true })], booking.Id.Value, null, cancel);
        }

        booking.Status = target.Status;
        target.Kept!.Stamp(booking);
        edit.Log();
        edit.Record(actor, Undo);
        return null;
    }

    private static Problem Of(BookingId id, string code) => new(code) { Errors = [new($"/visits/{id}", code)] };
}
