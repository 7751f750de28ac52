using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>When patients were there last, or will be.</summary>
internal static class LastVisits
{
    /// <summary>The start of the latest visit of each that was not cancelled; who had none is left out.</summary>
    internal static async Task<Dictionary<PatientId, DateTime>> Of(ClinicDb db, IEnumerable<PatientId> cards, CancellationToken cancel)
    {
        var ids = cards.Select(c => (PatientId?)c).ToList();
        return ids.Count == 0 ? [] : await db.Bookings
            .Where(b => EF.Parameter(ids).Contains(b.PatientId) && b.Status != BookingStatus.CancelledByPatient && b.Status != BookingStatus.CancelledByClinic)
            .GroupBy(b => b.PatientId).Select(v => new { Card = v.Key, Start = v.Max(b => b.Start) })
            .ToDictionaryAsync(v => v.Card!.Value, v => v.Start, cancel);
    }
}
