using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>A booking as it is now, and where it goes.</summary>
internal sealed record PlannedMove(Booking Booking, Placement To, VisitTerms Terms)
{
    /// <summary>Unless told otherwise the clinic moves the patient of its own accord: its limits and quotas do not stand against it.</summary>
    internal Forcing Forcing { get; init; } = new(Place: false, Person: false, Counts: true);

    /// <summary>The booking gives up its place and takes no other.</summary>
    internal bool Leaves { get; init; }

    /// <summary>The patient is not told.</summary>
    internal bool Quiet { get; init; }

    /// <summary>What else becomes of the booking, before it is recorded.</summary>
    internal Action Then { get; init; } = () => { };
}

/// <summary>Moves bookings inside a transaction at hand, also in a ring: all give up their cells before anyone takes new ones.</summary>
/// <param name="moves">The bookings are locked in the transaction.</param>
/// <param name="actor">Who moves them.</param>
/// <param name="now">The present instant.</param>
/// <param name="attempt">See <see cref="CellLedger"/>.</param>
/// <param name="action">What the audit calls it.</param>
internal sealed class MoveTogether(IReadOnlyList<PlannedMove> moves, Actor actor, DateTime now, int attempt, string action = "move")
{
    private readonly List<Guid> mine = [.. moves.SelectMany(m => new[] { m.Booking.Id.Value, m.Booking.GroupId ?? m.Booking.Id.Value }).Distinct()];

    /// <summary>Answers why not where a look shows that a place is gone; where only the key tells, that is thrown.</summary>
    internal async Task<Problem?> Run(ClinicDb db, CancellationToken cancel, IProgress<int>? progress = null)
    {
        if (moves.Count == 0)
        {
            return null;
        }

        var freed = await new CellLedger(db, now, attempt).Free([.. moves.Select(m => m.Booking.Id.Value)], cancel);
        var edits = new List<(PlannedMove Move, BookingEdit Edit)>();
        foreach (var move in moves)
        {
            db.Attach(move.Booking);
            var edit = new BookingEdit(db, move.Booking, now, attempt);
            edit.Cells.Touch(freed[move.Booking.Id.Value]);
            await edit.Leave(cancel);
            edits.Add((move, edit));
        }

        await db.SaveChangesAsync(cancel);
        foreach (var (index, (move, edit)) in edits.Index())
        {
            progress?.Report(index);
            if (move.Leaves)
            {
                move.Then();
                edit.Record(actor, action, move.Quiet);
                continue;
            }

            var wanted = Wanted(move);
            if (wanted.Looks)
            {
                // Where places are looked for, those taken a moment ago have to be there to see.
                await db.SaveChangesAsync(cancel);
            }

            var standing = await wanted.Take(db, edit.Cells, null, cancel);
            if (!standing.Ok)
            {
                return Of(move, standing.Problem);
            }

            BookingMove.Put(move.Booking, standing.Value, move.Forcing.Place);
            move.Then();
            edit.Log();
            edit.Record(actor, action, move.Quiet);
        }

        await db.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>Which of the moves somebody else's cells are in the way of, seen from a context of its own; null when none is.</summary>
    internal async Task<Problem?> Blocker(ClinicDb db, CancellationToken cancel)
    {
        foreach (var move in moves.Where(m => !m.Leaves))
        {
            if (await Wanted(move).BlockerOf(db, mine, now, cancel) is { } problem)
            {
                return Of(move, problem);
            }
        }

        return null;
    }

    private VisitClaims Wanted(PlannedMove move) => BookingMove.Wanted(move.Booking, move.To, move.Terms, now, move.Forcing);

    private static Problem Of(PlannedMove move, Problem problem) => problem with { Errors = [new($"/visits/{move.Booking.Id}", problem.Code)] };
}
