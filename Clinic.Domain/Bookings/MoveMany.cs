using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>One of the bookings to be moved.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Version">The version the asker saw.</param>
/// <param name="To">Where it goes; the visit stays what it is.</param>
/// <param name="Room">The room, where one was chosen.</param>
public sealed record WantedMove(BookingId Booking, int Version, SlotId To, RoomId? Room = null);

/// <summary>Several bookings to be moved at once.</summary>
/// <param name="Moves">Each booking once.</param>
/// <param name="Partly">Those that can be moved are, without the others; else all or none.</param>
public sealed record MoveManyCommand(IReadOnlyList<WantedMove> Moves, bool Partly);

/// <summary>What became of one of them.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="To">Where it stands now; null where it stayed.</param>
/// <param name="Reason">Why it stayed, a code of <see cref="ProblemCodes"/>.</param>
public sealed record MoveOutcome(BookingId Booking, Slot? To, string? Reason);

/// <summary>What became of all of them, and the batch they can be taken back by.</summary>
public sealed record MovedMany(Guid Batch, IReadOnlyList<MoveOutcome> Outcomes)
{
    public int Moved => Outcomes.Count(o => o.To is not null);
}

/// <summary>
/// Moves several bookings in one transaction. All leave before anyone arrives, so that they may take each other's places; the clinic moves them of
/// its own accord, so that quotas and limits do not stand against it.
/// </summary>
public sealed class MoveMany(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <summary>As many as are moved at once at most.</summary>
    public const int Most = 500;

    /// <summary>
    /// Answers what became of each, or <c>forbidden</c>, <c>invalid</c>; where all were to be moved, the reason of the first that cannot be, with each
    /// at fault (<c>/visits/ID</c>).
    /// </summary>
    /// <param name="command">What is to be moved where.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit: then nothing has moved.</param>
    /// <param name="progress">Told how many have a new place.</param>
    public async Task<Result<MovedMany>> Run(MoveManyCommand command, Actor actor, CancellationToken cancel, IProgress<int>? progress = null)
    {
        if (!actor.Channel.IsStaff || !actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        if (command.Moves.Count is 0 or > Most || command.Moves.DistinctBy(m => m.Booking).Count() != command.Moves.Count)
        {
            return Problem.Field("/visits", ProblemCodes.OutOfRange);
        }

        actor = actor with { Batch = actor.Batch ?? Guid.NewGuid() };
        var staying = new Dictionary<BookingId, string>();
        while (true)
        {
            var moves = command.Moves.Where(m => !staying.ContainsKey(m.Booking)).ToList();
            var moved = moves.Count == 0 ? Result.Of<IReadOnlyList<PlannedMove>>([]) : await Together(moves, actor, progress, cancel);
            if (moved.Ok)
            {
                var places = moved.Value.ToDictionary(m => m.Booking.Id, m => m.Booking.Slot());
                return new MovedMany(actor.Batch.Value, [.. command.Moves.Select(m => new MoveOutcome(m.Booking, places.GetValueOrDefault(m.Booking), staying.GetValueOrDefault(m.Booking)))]);
            }

            // The others are moved without those that cannot be, and may take what these would have left.
            var faults = moves.Select(m => (m.Booking, moved.Problem.Errors.FirstOrDefault(e => e.Pointer == $"/visits/{m.Booking}")?.Code)).Where(f => f.Code is not null).ToList();
            if (!command.Partly || faults.Count == 0)
            {
                return moved.Problem;
            }

            faults.ForEach(f => staying[f.Booking] = f.Code!);
        }
    }

    private async Task<Result<IReadOnlyList<PlannedMove>>> Together(List<WantedMove> moves, Actor actor, IProgress<int>? progress, CancellationToken cancel)
    {
        IReadOnlyList<Change> changes = [];
        MoveTogether? together = null;
        var result = await factory.Contend<IReadOnlyList<PlannedMove>>(
            async (db, attempt, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                await RosterGate.Pass(db, await db.Sites.Select(s => s.Id).ToListAsync(token), token);
                var planned = await Choose(db, moves, actor, now, token);
                if (!planned.Ok)
                {
                    return planned.Problem;
                }

                together = new(planned.Value, actor, now, attempt);
                if (await together.Run(db, token, progress) is { } gone)
                {
                    return gone;
                }

                await DisplacedBookings.Resolve(db, [.. moves.Select(m => m.Booking)], now, token);
                changes = [.. db.ChangeTracker.Entries<Change>().Select(e => e.Entity)];
                return planned;
            },
            async (db, token) => Refusal.Or<IReadOnlyList<PlannedMove>>(together is null ? null : await together.Blocker(db, token)),
            cancel);
        if (result.Ok)
        {
            await timetables.Apply(changes);
        }

        return result;
    }

    /// <summary>Locks the bookings and finds each its place; the refusal names all that have none.</summary>
    private static async Task<Result<IReadOnlyList<PlannedMove>>> Choose(ClinicDb db, List<WantedMove> moves, Actor actor, DateTime now, CancellationToken cancel)
    {
        var ids = moves.ConvertAll(m => m.Booking);
        await db.Bookings.Where(b => EF.Parameter(ids).Contains(b.Id)).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancel);
        var bookings = await db.Bookings.Where(b => EF.Parameter(ids).Contains(b.Id)).ToDictionaryAsync(b => b.Id, cancel);
        var errors = moves.Select(m => (m.Booking, Why: Against(bookings.GetValueOrDefault(m.Booking), m.Version))).Where(m => m.Why is not null)
            .Select(m => new FieldError($"/visits/{m.Booking}", m.Why!)).ToList();
        if (errors.Count > 0)
        {
            return new Problem(errors[0].Code) { Errors = errors };
        }

        var places = await MassPlaces.Load(db, [.. bookings.Values], [.. moves.Select(m => m.To)], actor, now, cancel);
        var chosen = new ChosenPlaces([.. bookings.Values], places.Timetable.Facts, places.Times, places.Patients);
        if (chosen.Take([.. moves.Select(m => new VisitChoice(m.Booking, m.Version, VisitFate.Move, m.To, m.Room))]) is { } refused)
        {
            return refused;
        }

        foreach (var move in chosen.Moves)
        {
            if (await MoveRules.Against(db, move.Booking, move.Terms, byLink: false, move.To.Slot.Range.Start, cancel) is { } rule)
            {
                errors.Add(new($"/visits/{move.Booking.Id}", rule.Code));
            }
        }

        return errors.Count > 0 ? new Problem(errors[0].Code) { Errors = errors } : Result.Of<IReadOnlyList<PlannedMove>>(chosen.Moves);
    }

    private static string? Against(Booking? booking, int version) =>
        booking is null ? ProblemCodes.NotFound
        : booking.Status.IsCancelled() ? ProblemCodes.AlreadyCancelled
        : !booking.Status.IsOpen() ? ProblemCodes.WrongStatus
        : booking.Version != version ? ProblemCodes.VersionMismatch
        : null;
}
