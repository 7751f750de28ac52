using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reserves a slot for the few minutes in which the patient types.</summary>
public sealed class HoldSlot(IDbContextFactory<ClinicDb> factory, PlanVisit plan, TimeProvider clock)
{
    /// <summary>Answers the hold, or <c>slot-taken</c>, <c>slot-held</c>, <c>room-busy</c> or the rule against the slot.</summary>
    public async Task<Result<Hold>> Run(SlotId slot, Actor actor, CancellationToken cancel)
    {
        var planned = await plan.Run(slot, actor.Channel, false, cancel);
        if (!planned.Ok)
        {
            return planned.Problem;
        }

        var placement = planned.Value;
        var id = new HoldId(Guid.NewGuid());
        var result = await factory.Transact<Hold>(
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var seconds = await db.Profile.Select(p => p.HoldSeconds).SingleAsync(token);
                var hold = new Hold
                {
                    Id = id,
                    SiteId = placement.Slot.SiteId,
                    DoctorId = slot.DoctorId,
                    RoomId = placement.Slot.RoomId,
                    VisitTypeId = slot.VisitTypeId,
                    Start = placement.Slot.Range.Start,
                    End = placement.Slot.Range.End,
                    BufferBefore = placement.BufferBefore,
                    BufferAfter = placement.BufferAfter,
                    ExpiresAt = now.AddSeconds(seconds),
                    Channel = actor.Channel,
                };
                await OccupancyClaims.Claim(db, placement, id.Value, null, hold.ExpiresAt, now, token);
                db.Add(hold);
                db.Add(Touched(ChangeKind.Hold, placement, now));
                await db.SaveChangesAsync(token);
                return hold;
            },
            async (db, token) => Refusal.Or<Hold>(await OccupancyClaims.Blocker(db, placement, null, id.Value, clock.GetUtcNow().UtcDateTime, token)),
            cancel);
        return result.Ok ? result : await plan.Suggest(result.Problem, slot, actor.Channel, cancel);
    }

    internal static Change Touched(ChangeKind kind, Placement placement, DateTime now, BookingId? booking = null) => new()
    {
        At = now,
        Kind = kind,
        BookingId = booking,
        DoctorId = placement.Slot.DoctorId,
        From = placement.Kept.Start,
        To = placement.Kept.End,
        Touched = string.Join(' ', OccupancyClaims.Stretches(placement)),
    };
}
