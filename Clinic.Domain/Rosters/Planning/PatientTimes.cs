using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>When the patients of some bookings are busy with visits, these and others.</summary>
internal sealed class PatientTimes
{
    private readonly Dictionary<(ResourceId Patient, int Cell), List<Guid>> owners = [];

    internal static async Task<PatientTimes> Load(ClinicDb db, IReadOnlyCollection<Booking> bookings, TimeRange window, CancellationToken cancel)
    {
        var times = new PatientTimes();
        var patients = bookings.SelectMany(Of).Distinct().ToList();
        var (from, to) = Cell.Span(window);
        var rows = await db.Occupancy
            .Where(o => o.Cell >= from && o.Cell < to && o.HeldUntil == null && EF.Parameter(patients).Contains(o.ResourceId))
            .Select(o => new { o.ResourceId, o.Cell, o.OwnerId }).ToListAsync(cancel);
        foreach (var row in rows)
        {
            times.Owners(row.ResourceId, row.Cell).Add(row.OwnerId);
        }

        return times;
    }

    /// <summary>Whether the patient has no other visit at the time.</summary>
    internal bool IsFree(Booking booking, TimeRange visit) => Cells(visit).All(cell => Of(booking).All(patient =>
        !owners.TryGetValue((patient, cell), out var there) || there.All(owner => owner == booking.Id.Value)));

    internal void Move(Booking booking, TimeRange from, TimeRange to)
    {
        Leave(booking, from);
        Take(booking, to);
    }

    internal void Leave(Booking booking, TimeRange visit) => Each(booking, visit, there => there.Remove(booking.Id.Value));

    internal void Take(Booking booking, TimeRange visit) => Each(booking, visit, there => there.Add(booking.Id.Value));

    private static IEnumerable<ResourceId> Of(Booking booking) =>
        booking.ContactKey is { } key ? new[] { booking.PatientResource, ResourceId.Contact(key) }.Distinct() : [booking.PatientResource];

    private void Each(Booking booking, TimeRange visit, Action<List<Guid>> change)
    {
        foreach (var cell in Cells(visit))
        {
            foreach (var patient in Of(booking))
            {
                change(Owners(patient, cell));
            }
        }
    }

    private List<Guid> Owners(ResourceId patient, int cell)
    {
        if (!owners.TryGetValue((patient, cell), out var there))
        {
            owners[(patient, cell)] = there = [];
        }

        return there;
    }

    private static IEnumerable<int> Cells(TimeRange visit)
    {
        var (from, to) = Cell.Span(visit);
        return Enumerable.Range(from, to - from);
    }
}
