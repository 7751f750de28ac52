using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>The part of <see cref="BatchUndo"/> that takes a change of rosters back, behind the closed gate.</summary>
internal sealed class RosterUndo
{
    private readonly AuditEntry entry;
    private readonly RosterChange.PutBack change;
    private readonly List<BookingId> relisted = [];
    private IReadOnlyList<Booking> standing = [];

    private RosterUndo(AuditEntry entry, RosterChange.PutBack change)
    {
        this.entry = entry;
        this.change = change;
    }

    /// <summary>The change of rosters in a batch; null where there is none, or more than a plan makes.</summary>
    internal static RosterUndo? Of(IReadOnlyList<AuditEntry> entries) =>
        entries.Select(e => (Entry: e, Change: RosterTraces.PutBack(e))).Where(e => e.Change is not null).ToList() is [var only]
            ? new(only.Entry, only.Change!)
            : null;

    internal bool Is(AuditEntry other) => other == entry;

    /// <summary>The asker holds the gate closed.</summary>
    internal async Task<bool> IsUndone(ClinicDb db, CancellationToken cancel)
    {
        var later = await db.Audit.Where(a => a.Entity == entry.Entity && a.EntityId == entry.EntityId && a.Id > entry.Id && a.Action == BatchUndo.Undo).ToListAsync(cancel);
        return later.Exists(a => RosterFacts.Read(a.After)?.Undoes == change.Batch);
    }

    /// <summary>Whether somebody has changed the rows since, or days have gone by under them; null when not.</summary>
    internal async Task<Problem?> Look(ClinicDb db, DateTime now, CancellationToken cancel) => (await DrawnChange.Draw(db, change, now, cancel)).Problem;

    /// <summary>
    /// Brings the rows back as they were, unless somebody has changed them since or visits that the batch knows nothing of would lose their place;
    /// these are named (<c>/visits/ID</c>).
    /// </summary>
    /// <param name="db">The transaction.</param>
    /// <param name="returning">Visits that the batch takes to their old places.</param>
    /// <param name="actor">Who undoes.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<Problem?> Run(ClinicDb db, IReadOnlySet<BookingId> returning, Actor actor, DateTime now, CancellationToken cancel)
    {
        var computed = await WhatIf.Compute(db, change, seen: null, [], now, cancel);
        if (!computed.Ok)
        {
            return computed.Problem;
        }

        var whatIf = computed.Value;
        var hits = whatIf.Hits.Where(h => !returning.Contains(h.Booking.Id)).ToList();
        var ids = hits.ConvertAll(h => h.Booking.Id);
        var listed = await db.DisplacedBookings.Where(d => EF.Parameter(ids).Contains(d.BookingId) && d.ResolvedAt != null).ToListAsync(cancel);

        // Whom the change took off the list of those without a place is on it again; who was kept where it is stands so again.
        relisted.AddRange(listed.Where(d => d.ResolvedAt == entry.At).Select(d => d.BookingId));
        var names = ids.ConvertAll(i => i.ToString());
        var kept = (await db.Audit.Where(a => a.Entity == nameof(Booking) && a.Action == RosterTraces.Keep && EF.Parameter(names).Contains(a.EntityId)).ToListAsync(cancel)).ToLookup(a => a.EntityId);
        hits.RemoveAll(h => relisted.Contains(h.Booking.Id) || kept[h.Booking.Id.ToString()].Any(k => BookingSnapshot.Read(k.After)?.IsElsewhere(h.Booking) == false));
        if (hits.Count > 0)
        {
            return new(hits[0].Reason) { Errors = [.. hits.Select(h => new FieldError($"/visits/{h.Booking.Id}", h.Reason))] };
        }

        await PlanWrite.Rows(db, whatIf, actor, now, cancel);
        standing = whatIf.Standing;
        return null;
    }

    /// <summary>Once the visits are back: who has a place again is off the list of those without one, and who has none any more is on it.</summary>
    internal async Task Relist(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        await DisplacedBookings.Resolve(db, [.. standing.Select(b => b.Id)], now, cancel);
        if (relisted.Count > 0)
        {
            await db.DisplacedBookings.Where(d => EF.Parameter(relisted).Contains(d.BookingId)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ResolvedAt, (DateTime?)null), cancel);
        }
    }
}
