using System.Globalization;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>
/// Which visits of a table the clinic has already: by their keys, which an import leaves with what it books, and those that somebody booked by hand.
/// What the clinic has cancelled may be imported again (an import that was taken back, say), what the patient has cancelled stays so.
/// </summary>
internal sealed class ImportedVisits
{
    private readonly Dictionary<string, (BookingStatus? Status, int Number)> keys = [];
    private readonly HashSet<(SlotId Slot, ResourceId Patient)> booked = [];

    /// <summary>One key for all the ways to write the same visit of the same person.</summary>
    internal static string Key(long contact, SlotId slot) => string.Create(CultureInfo.InvariantCulture, $"{contact}/{slot}");

    internal static async Task<ImportedVisits> Load(ClinicDb db, IReadOnlyCollection<(long Contact, PatientId? Card, SlotId Slot)> visits, CancellationToken cancel)
    {
        var known = new ImportedVisits();
        for (var (left, number) = (visits.Select(v => Key(v.Contact, v.Slot)).Distinct().ToList(), 0); left.Count > 0; number++)
        {
            var again = new List<string>();
            var hashes = left.ToDictionary(k => Hash(k, number));
            var wanted = hashes.Keys.ToList();
            var found = await db.IdempotencyKeys.Where(k => EF.Parameter(wanted).Contains(k.Key))
                .Select(k => new { k.Key, Status = db.Bookings.Where(b => b.Id == k.BookingId).Select(b => (BookingStatus?)b.Status).FirstOrDefault() }).ToListAsync(cancel);
            foreach (var one in found)
            {
                var key = hashes[one.Key];
                var open = one.Status is null or BookingStatus.CancelledByClinic;
                known.keys[key] = (open ? null : one.Status, number + 1);
                if (open)
                {
                    again.Add(key);
                }
            }

            left = again;
        }

        var cards = visits.Where(v => v.Card is not null).Select(v => v.Card!.Value).Distinct().ToList();
        if (cards.Count > 0)
        {
            var (first, last) = (visits.Min(v => v.Slot.Start), visits.Max(v => v.Slot.Start));
            var there = await db.Bookings.Where(b => b.PatientId != null && EF.Parameter(cards).Contains(b.PatientId.Value) && b.Start >= first && b.Start <= last
                    && b.Status != BookingStatus.CancelledByClinic && b.Status != BookingStatus.CancelledByPatient)
                .Select(b => new { b.DoctorId, b.VisitTypeId, b.Start, b.PatientResource }).ToListAsync(cancel);
            known.booked.UnionWith(there.Select(b => (SlotId.Of(b.DoctorId, b.VisitTypeId, b.Start), b.PatientResource)));
        }

        return known;
    }

    /// <summary>Where the visit stands; null for one that may be booked.</summary>
    internal BookingStatus? Status(long contact, PatientId? card, SlotId slot) =>
        keys.GetValueOrDefault(Key(contact, slot)).Status ?? (card is { } id && booked.Contains((slot, ResourceId.Patient(id))) ? BookingStatus.Booked : null);

    /// <summary>The key to book under: one of its own for each time that the clinic took it back.</summary>
    internal string NewKey(long contact, SlotId slot) => Numbered(Key(contact, slot), keys.GetValueOrDefault(Key(contact, slot)).Number);

    private static string Numbered(string key, int number) => string.Create(CultureInfo.InvariantCulture, $"row/{key}/{number}");

    private static string Hash(string key, int number) => Idempotency.KeyHash(Channel.Import, Numbered(key, number));
}
