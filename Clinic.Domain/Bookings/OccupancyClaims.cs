using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Takes cells for bookings and holds. Who comes second fails on the primary key.</summary>
internal static class OccupancyClaims
{
    /// <summary>The cells a placement needs: doctor and room with buffers, the patient for the visit alone.</summary>
    internal static List<Occupancy> Rows(Placement placement, Guid owner, ResourceId? patient, DateTime? heldUntil) =>
        [.. Claims(placement, patient).SelectMany(c => Enumerable.Range(c.From, c.To - c.From).Select(cell => new Occupancy
        {
            ResourceId = c.Resource,
            Cell = cell,
            OwnerId = owner,
            HeldUntil = heldUntil,
        }))];

    /// <summary>Removes holds that expired on exactly these cells, then adds the rows to the context.</summary>
    internal static async Task Claim(ClinicDb db, Placement placement, Guid owner, ResourceId? patient, DateTime? heldUntil, DateTime now, CancellationToken cancel)
    {
        foreach (var (resource, from, to) in Claims(placement, null))
        {
            await db.Occupancy
                .Where(o => o.HeldUntil != null && db.Occupancy.Any(e => e.OwnerId == o.OwnerId && e.ResourceId == resource && e.Cell >= from && e.Cell < to && e.HeldUntil <= now))
                .ExecuteDeleteAsync(cancel);
        }

        db.AddRange(Rows(placement, owner, patient, heldUntil));
    }

    /// <summary>What is in the way of a placement, seen from a context of its own; null when nothing is.</summary>
    internal static async Task<Problem?> Blocker(ClinicDb db, Placement placement, ResourceId? patient, Guid self, DateTime now, CancellationToken cancel)
    {
        Problem? found = null;
        foreach (var (resource, from, to) in Claims(placement, patient))
        {
            var rows = await db.Occupancy
                .Where(o => o.ResourceId == resource && o.Cell >= from && o.Cell < to && o.OwnerId != self && (o.HeldUntil == null || o.HeldUntil > now))
                .Select(o => o.HeldUntil).ToListAsync(cancel);
            if (rows.Count == 0)
            {
                continue;
            }

            var problem = resource.Kind switch
            {
                ResourceKind.Patient or ResourceKind.Contact => new Problem(ProblemCodes.PatientOverlap),
                ResourceKind.Room => new Problem(ProblemCodes.RoomBusy),
                _ when rows.All(until => until is not null) => new Problem(ProblemCodes.SlotHeld) { SecondsUntilRelease = (int)Math.Ceiling((rows.Max()!.Value - now).TotalSeconds) },
                _ => new Problem(ProblemCodes.SlotTaken),
            };

            // The doctor comes first in the claims: that reason is the one to tell.
            found ??= problem;
        }

        return found;
    }

    internal static IEnumerable<CellRange> Stretches(Placement placement) => Claims(placement, null).Select(c => new CellRange(c.Resource, c.From, c.To));

    private static IEnumerable<(ResourceId Resource, int From, int To)> Claims(Placement placement, ResourceId? patient)
    {
        var (from, to) = Cell.Span(placement.Kept);
        yield return (ResourceId.Doctor(placement.Slot.DoctorId), from, to);
        if (placement.Slot.RoomId is { } room)
        {
            yield return (ResourceId.Room(room), from, to);
        }

        if (patient is { } person)
        {
            var (first, end) = Cell.Span(placement.Slot.Range);
            yield return (person, first, end);
        }
    }
}
