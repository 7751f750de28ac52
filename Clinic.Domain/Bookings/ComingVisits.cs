using Clinic.Domain.Availability;

namespace Clinic.Domain.Bookings;

/// <summary>
/// The rooms and devices that visits on their way into the storage have chosen: of a pool the next asker takes another and need not be refused first.
/// A courtesy among the requests of one process; who owns a cell the storage alone decides.
/// </summary>
internal sealed class ComingVisits
{
    private readonly Lock gate = new();
    private readonly List<CellRange> chosen = [];

    /// <summary>Chooses a place while nobody else does; it counts as coming until disposed.</summary>
    internal Coming Choose(Func<Result<Placement>> choose)
    {
        lock (gate)
        {
            var place = choose();
            CellRange[] ranges = place.Ok ? [.. Timetable.Stretches(place.Value).Where(r => r.Resource.Kind is ResourceKind.Room or ResourceKind.Device)] : [];
            chosen.AddRange(ranges);
            return new(this, place, ranges);
        }
    }

    /// <summary>Whether somebody has chosen it; to be asked while choosing.</summary>
    internal bool Any(ResourceId resource, int from, int to) => chosen.Exists(r => r.Resource == resource && r.From < to && from < r.To);

    private void Forget(CellRange[] ranges)
    {
        lock (gate)
        {
            foreach (var range in ranges)
            {
                chosen.Remove(range);
            }
        }
    }

    internal readonly struct Coming(ComingVisits all, Result<Placement> place, CellRange[] ranges) : IDisposable
    {
        internal Result<Placement> Place => place;

        public void Dispose() => all.Forget(ranges);
    }
}
