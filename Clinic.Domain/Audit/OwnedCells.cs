using Clinic.Domain.Bookings;

namespace Clinic.Domain.Audit;

/// <summary>Compares the cells an owner has with those it must have. Lanes are counters and are not compared.</summary>
internal static class OwnedCells
{
    internal static IEnumerable<string> Faults(Booking booking, IReadOnlyList<Occupancy> owned)
    {
        var name = $"booking {booking.Id}";
        foreach (var fault in Compare(name, booking.Occupies ? Rows(Claims.Of(booking), null) : [], owned.Where(InTime)))
        {
            yield return fault;
        }

        // Which quotas and limits there were at the time is known by nobody; that they belong to a booking that stands is.
        var (places, limits) = (Count(owned, ResourceKind.Places), Count(owned, ResourceKind.Limit));
        if (!booking.Occupies && (places > 0 || booking.GroupId is not null))
        {
            yield return $"{name}: is cancelled and still has places";
        }

        if (limits > 0 && (!booking.Occupies || booking.Status == BookingStatus.NoShow))
        {
            yield return $"{name}: counts among the patient's and should not";
        }

        if (owned.Any(o => o.ResourceId.Kind == ResourceKind.Limit != o.HeldUntil is not null))
        {
            yield return $"{name}: has cells that end like those of a hold";
        }

        if (booking.GroupId is not null && owned.Count(o => o.ResourceId == Seats(booking.DoctorId, booking.VisitTypeId, booking.Start)) != 1)
        {
            yield return $"{name}: has not one seat in its group";
        }
    }

    internal static IEnumerable<string> Faults(Hold hold, IReadOnlyList<Occupancy> owned) =>
        Compare($"hold {hold.Id}", Rows(Claims.Of(hold), hold.ExpiresAt), owned.Where(InTime))
            .Concat(hold.GroupId is not null && owned.Count(o => o.ResourceId == Seats(hold.DoctorId, hold.VisitTypeId, hold.Start)) != 1 ? [$"hold {hold.Id}: has not one seat in its group"] : []);

    /// <param name="group">The group.</param>
    /// <param name="booked">Somebody is booked into it.</param>
    /// <param name="held">When the last of its live holds expires.</param>
    /// <param name="owned">Its live cells.</param>
    internal static IEnumerable<string> Faults(GroupVisit group, bool booked, DateTime? held, IReadOnlyList<Occupancy> owned) =>
        Compare($"group {group.Id}", booked ? Rows(Claims.Of(group), null) : held is null ? [] : Rows(Claims.Of(group), held), owned);

    private static IEnumerable<string> Compare(string owner, IEnumerable<Occupancy> expected, IEnumerable<Occupancy> actual)
    {
        var (should, does) = (expected.Select(Key).ToHashSet(), actual.Select(Key).ToHashSet());
        if (!should.SetEquals(does))
        {
            yield return $"{owner}: {should.Except(does).Count()} cells missing, {does.Except(should).Count()} too many";
        }

        static (ResourceId, int, DateTime?) Key(Occupancy o) => (o.ResourceId, o.Cell, o.HeldUntil);
    }

    private static List<Occupancy> Rows(IEnumerable<Claim> claims, DateTime? until) => OccupancyClaims.Rows(claims, Guid.Empty, until);

    private static bool InTime(Occupancy row) => row.ResourceId.Kind is not (ResourceKind.Places or ResourceKind.Limit);

    private static int Count(IEnumerable<Occupancy> rows, ResourceKind kind) => rows.Count(o => o.ResourceId.Kind == kind);

    private static ResourceId Seats(DoctorId doctor, VisitTypeId type, DateTime start) => GroupVisit.Seats(doctor, type, Cell.Of(start));
}
