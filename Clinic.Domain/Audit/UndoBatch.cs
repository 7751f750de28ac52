using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>
/// Takes back all that one press of a button did to bookings, in one transaction and through the same claims as the actions themselves: a move goes
/// back to the old place, a cancelled visit stands again, a status is the former one with its stamps, a new booking is cancelled by the clinic.
/// A change of rosters that was saved with the visits it hit goes back with them: the rows are as they were. What else belongs to the batch (a card
/// that was opened) stays.
/// </summary>
public sealed class UndoBatch(IDbContextFactory<ClinicDb> factory, PlanVisit plan, TimetableCache cache, TimeProvider clock)
{
    /// <summary>
    /// Answers how many bookings are as they were, or <c>not-found</c>, <c>forbidden</c>, <c>cannot-undo</c>, <c>already-undone</c>, <c>version-mismatch</c>
    /// with the bookings that somebody has changed since, and where the old place is gone <c>slot-taken</c>, <c>room-busy</c>, <c>quota</c>, <c>absent</c>
    /// and the like; those at fault are named (<c>/visits/ID</c>). Of a change of rosters also <c>version-mismatch</c> with the kinds of rows that somebody
    /// has changed since (<c>/lines</c>, <c>/days</c>, <c>/absences</c>, <c>/closures</c>, <c>/outages</c>), <c>past</c> where days have gone by under it, and
    /// why a visit booked since could not stay where it is.
    /// </summary>
    /// <param name="batch">The batch of the audit.</param>
    /// <param name="actor">Who asks; needs the rights that the actions needed, those of rosters too. A doctor takes back own doings on own visits.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<int>> Run(Guid batch, Actor actor, CancellationToken cancel)
    {
        IReadOnlyList<Change> changes = [];
        BatchUndo? undo = null;
        var result = await factory.Contend<int>(
            async (db, attempt, token) =>
            {
                undo = new(actor, clock.GetUtcNow().UtcDateTime, attempt);
                var undone = await undo.Run(db, batch, token);
                changes = [.. db.ChangeTracker.Entries<Change>().Select(e => e.Entity)];
                return undone;
            },
            async (db, token) => Refusal.Or<int>(undo is null ? null : await undo.Blocker(db, token)),
            cancel);
        if (result.Ok)
        {
            await cache.Apply(changes);
            return result;
        }

        return undo?.Wanted is { } missed ? await plan.Suggest(result.Problem, missed, actor.Channel, cancel) : result;
    }
}
