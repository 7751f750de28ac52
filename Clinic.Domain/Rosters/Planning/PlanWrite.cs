using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Writes a plan into the transaction at hand: the rows, the moves, the list of those without a place.</summary>
internal sealed class PlanWrite(ClinicDb db, WhatIf whatIf, RosterOrder order, IReadOnlyList<PlannedMove> moves, MoveTogether together, Actor actor, DateTime now)
{
    internal async Task<Result<CommittedPlan>> Run(CancellationToken cancel, IProgress<int>? progress = null)
    {
        if (!whatIf.Edit.IsEmpty)
        {
            await Rows(db, whatIf, actor, now, cancel);
        }

        if (await together.Run(db, cancel, progress) is { } gone)
        {
            return gone;
        }

        var kept = order.Choices.Where(c => c.Fate == VisitFate.Keep).Select(c => c.Booking).ToHashSet();
        foreach (var hit in whatIf.Hits.Where(h => kept.Contains(h.Booking.Id)))
        {
            db.Record(actor, now, RosterTraces.Keep, nameof(Booking), hit.Booking.Id.ToString(), hit.Booking.Facts(), hit.Booking.Facts());
        }

        var listed = order.Choices.Where(c => c.Fate == VisitFate.Displace).Select(c => c.Booking).ToHashSet();
        await DisplacedBookings.Add(db, [.. whatIf.Hits.Where(h => listed.Contains(h.Booking.Id)).Select(h => (h.Booking.Id, h.Reason))], actor, now, cancel);
        await db.SaveChangesAsync(cancel);

        // Whoever moved has a place now, and those for whom the change made room again.
        await DisplacedBookings.Resolve(db, [.. moves.Select(m => m.Booking.Id), .. whatIf.Standing.Select(b => b.Id)], now, cancel);
        return whatIf.Edit.IsEmpty
            ? new CommittedPlan(moves.Count, kept.Count, listed.Count, whatIf.Version, null)
            : new CommittedPlan(moves.Count, kept.Count, listed.Count, whatIf.Version + 1, actor.Batch);
    }

    /// <summary>The rows alone, with their traces, for all to see.</summary>
    internal static async Task Rows(ClinicDb db, WhatIf whatIf, Actor actor, DateTime now, CancellationToken cancel)
    {
        whatIf.Edit.Write(db);
        await db.SaveChangesAsync(cancel);
        RosterTraces.Leave(db, whatIf, actor, now);
        await RosterGate.Raise(db, cancel);
        if (whatIf.Change.Whose is { } doctor)
        {
            await db.Doctors.Where(d => d.Id == doctor).ExecuteUpdateAsync(s => s.SetProperty(d => d.RosterVersion, d => d.RosterVersion + 1), cancel);
        }

        await LostHolds.Release(db, now, cancel);
    }
}
