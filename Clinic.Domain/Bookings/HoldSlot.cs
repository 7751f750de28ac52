using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reserves a slot for the few minutes in which the patient types.</summary>
public sealed class HoldSlot(IDbContextFactory<ClinicDb> factory, PlanVisit plan, BookingTerms terms, InstallationKeys keys, TimetableCache cache, TimeProvider clock)
{
    /// <summary>Answers the hold, or <c>slot-taken</c>, <c>slot-held</c>, <c>room-busy</c>, <c>device-busy</c>, <c>quota</c> or the rule against the slot.</summary>
    public Task<Result<Hold>> Run(SlotId slot, Actor actor, CancellationToken cancel) => Run(slot, actor, null, cancel);

    /// <summary>
    /// The same for a visitor of the public host, whose former hold is given back together with it: a refusal leaves both as they were. Also
    /// <c>rate-limited</c> where the address holds as many times as it may.
    /// </summary>
    public async Task<Result<Hold>> Run(SlotId slot, Actor actor, Visitor? visitor, CancellationToken cancel)
    {
        var result = await plan.Anywhere<Hold>(
            slot, new(actor.Channel, clock.GetUtcNow().UtcDateTime), async place => place.Ok ? await At(place.Value, actor, visitor, cancel) : place.Problem, cancel);
        return result.Ok ? result : await plan.Suggest(result.Problem, slot, actor.Channel, cancel);
    }

    /// <summary>The same at a place that is chosen already.</summary>
    internal async Task<Result<Hold>> At(Placement place, Actor actor, Visitor? visitor, CancellationToken cancel)
    {
        var limits = new VisitorHolds(visitor, await keys.Get(InstallationKeys.Visitors, cancel));
        var seconds = (await terms.Profile(cancel)).HoldSeconds;
        var id = new HoldId(Guid.NewGuid());
        var wanted = new VisitClaims(place, id.Value, [.. Claims.OfQuotas(place)], Forced: false);
        var (change, released) = (default(Change), (IReadOnlyList<Change>)[]);
        var result = await factory.Contend<Hold>(
            async (db, attempt, token) =>
            {
                if (await RosterGate.Pass(db, place, token) is { } changed)
                {
                    return changed;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var (until, cells) = (now.AddSeconds(seconds), new CellLedger(db, now, attempt));
                released = await limits.Release(db, cells, token);

                // Not among what is explained: whoever meets another hold of the same visitor tries anew and gives that one back.
                var standing = await (wanted with { Own = [.. wanted.Own, .. limits.Claims] }).Take(db, cells, until, token);
                if (!standing.Ok)
                {
                    return standing.Problem;
                }

                var hold = Hold(id, standing.Value, until, actor.Channel);
                change = Touched(ChangeKind.Hold, standing.Value.Place, now);
                change.Touched = cells.Touched();
                db.AddRange(hold, change);
                await db.SaveChangesAsync(token);
                return hold;
            },
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return Refusal.Or<Hold>(await wanted.Blocker(db, null, now, token) ?? await limits.Blocker(db, now, token));
            },
            cancel);
        if (result.Ok)
        {
            if (released.Count > 0)
            {
                await cache.Apply(released);
            }

            await cache.Added(change!, result.Value.ExpiresAt);
        }

        return result;
    }

    internal static Change Touched(ChangeKind kind, Placement placement, DateTime now, BookingId? booking = null) => new()
    {
        At = now,
        Kind = kind,
        BookingId = booking,
        DoctorId = placement.Slot.DoctorId,
        From = placement.Kept.Start,
        To = placement.Kept.End,
    };

    private static Hold Hold(HoldId id, Standing standing, DateTime until, Channel channel) => new()
    {
        Id = id,
        SiteId = standing.Place.Slot.SiteId,
        DoctorId = standing.Place.Slot.DoctorId,
        RoomId = standing.Place.Slot.RoomId,
        VisitTypeId = standing.Place.Slot.VisitTypeId,
        Start = standing.Place.Slot.Range.Start,
        End = standing.Place.Slot.Range.End,
        BufferBefore = standing.Place.BufferBefore,
        BufferAfter = standing.Place.BufferAfter,
        DoctorParts = standing.Place.DoctorParts,
        Devices = IdList.Of(standing.Place.Devices.Select(d => d.Id)),
        GroupId = standing.GroupId,
        ExpiresAt = until,
        Channel = channel,
    };
}
