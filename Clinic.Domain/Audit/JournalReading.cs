using System.Globalization;
using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Makes a journal of entries, in a fixed number of queries for the names.</summary>
internal static class JournalReading
{
    internal static async Task<Journal> Journal(this ClinicDb db, IReadOnlyList<AuditEntry> entries, long? older, CancellationToken cancel)
    {
        var steps = entries.Select(Step).ToList();
        var batches = steps.Select(s => s.Batch).OfType<Guid>().Distinct().ToList();
        var sizes = batches.Count == 0 ? [] : await db.Audit.Where(a => a.BatchId != null && EF.Parameter(batches).Contains(a.BatchId.Value))
            .GroupBy(a => a.BatchId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return new([.. steps.Select(s => s.Batch is { } batch ? s with { BatchSize = sizes.GetValueOrDefault(batch) } : s)], await Names(db, steps, cancel), older);
    }

    private static JournalStep Step(AuditEntry entry)
    {
        var booking = entry.Entity == nameof(Booking);
        var (before, after) = booking ? (BookingState.Parse(entry.Before), BookingState.Parse(entry.After)) : (null, null);
        return new(entry.Id, entry.At, entry.Actor, entry.Channel, entry.Action, entry.Entity, entry.EntityId)
        {
            Before = before,
            After = after,
            Fields = booking ? KeptFacts.Differing(before?.Kept, after?.Kept) : Differing(entry.Before, entry.After),
            Batch = entry.BatchId,
            Sealed = entry.SealNo is not null,
        };
    }

    /// <summary>The fields of the one or the other that are not the same in both; of something new none, for all are.</summary>
    private static List<string> Differing(string? before, string? after)
    {
        var (old, now) = (Fields(before), Fields(after));
        return old.Count == 0 ? [] : [.. old.Keys.Union(now.Keys).Where(k => old.GetValueOrDefault(k) != now.GetValueOrDefault(k) && !string.Equals(k, "version", StringComparison.OrdinalIgnoreCase))];
    }

    private static Dictionary<string, string> Fields(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        // Of what is personal the audit keeps no values: the fields that changed are named.
        var all = document.RootElement.EnumerateObject().ToList();
        var named = all.Where(p => p.Name == "fields" && p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray()).Select(f => f.GetString()).OfType<string>();
        return all.Where(p => p.Name != "fields").Select(p => (p.Name, Text: p.Value.GetRawText())).Concat(named.Select(n => (n, Text: "changed"))).DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Text);
    }

    private static async Task<JournalNames> Names(ClinicDb db, List<JournalStep> steps, CancellationToken cancel)
    {
        var bookings = await Bookings(db, [.. steps.Where(s => s.Entity == nameof(Booking)).Select(s => s.EntityId).Distinct()], cancel);
        var cards = steps.SelectMany(s => new[] { s.Before?.Patient, s.After?.Patient }).OfType<int>()
            .Concat(Numbers(steps, nameof(Patient))).Distinct().Select(n => new PatientId(n)).ToList();
        var (actors, users) = (steps.Select(s => s.Actor).Distinct().ToList(), Numbers(steps, nameof(User)).ToList());
        var known = await db.Users.Where(u => EF.Parameter(actors).Contains(u.UserName!) || EF.Parameter(users).Contains(u.Id)).Select(u => new { u.Id, u.UserName, u.DisplayName }).ToListAsync(cancel);
        return new(
            await db.Doctors.ToDictionaryAsync(d => d.Id.Value, d => d.Name, cancel),
            await db.Rooms.ToDictionaryAsync(r => r.Id.Value, r => r.Name, cancel),
            await db.VisitTypes.ToDictionaryAsync(t => t.Id.Value, t => t.Name, cancel),
            await db.Sites.ToDictionaryAsync(s => s.Id.Value, cancel),
            await db.Patients.Where(p => EF.Parameter(cards).Contains(p.Id)).ToDictionaryAsync(p => p.Id.Value, p => p.Name, cancel),
            known.ToDictionary(u => u.UserName!, u => u.DisplayName.Length > 0 ? u.DisplayName : u.UserName!),
            known.ToDictionary(u => u.Id.ToString(CultureInfo.InvariantCulture), u => u.DisplayName.Length > 0 ? u.DisplayName : u.UserName!),
            bookings);
    }

    private static IEnumerable<int> Numbers(List<JournalStep> steps, string entity) =>
        steps.Where(s => s.Entity == entity).Select(s => int.TryParse(s.EntityId, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(n => n > 0).Distinct();

    private static async Task<Dictionary<string, JournalBooking>> Bookings(ClinicDb db, List<string> names, CancellationToken cancel)
    {
        var ids = names.Select(n => BookingId.TryParse(n, null, out var id) ? id : (BookingId?)null).OfType<BookingId>().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await (
            from booking in db.Bookings
            join card in db.Patients on booking.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            where EF.Parameter(ids).Contains(booking.Id)
            select new { booking.Id, booking.Code, booking.SiteId, booking.DoctorId, booking.Start, card, contact }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id.ToString(), r => new JournalBooking(r.Id, r.Code, r.SiteId, r.DoctorId, r.Start, r.card?.Name ?? r.contact?.Name));
    }
}
