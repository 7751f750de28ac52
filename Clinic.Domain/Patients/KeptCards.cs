using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Clinic.Domain.Patients;

/// <summary>Follows merges: from a card that was a duplicate to the one that stands for it.</summary>
internal static class KeptCards
{
    /// <summary>For each card the one to show.</summary>
    internal static async Task<Dictionary<PatientId, Patient>> Of(ClinicDb db, IReadOnlyList<Patient> cards, CancellationToken cancel)
    {
        var kept = cards.DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        while (kept.Values.Where(c => c.MergedInto is not null).Select(c => c.MergedInto!.Value).Distinct().ToList() is { Count: > 0 } next)
        {
            var further = await db.Patients.Where(p => EF.Parameter(next).Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
            foreach (var (id, card) in kept.Where(k => k.Value.MergedInto is not null).ToList())
            {
                kept[id] = further[card.MergedInto!.Value];
            }
        }

        return kept;
    }

    /// <summary>The card that stands for this one: itself unless it was merged; null for a card that is not there.</summary>
    internal static async Task<Patient?> Of(ClinicDb db, PatientId id, CancellationToken cancel)
    {
        var card = await db.Patients.FirstOrDefaultAsync(p => p.Id == id, cancel);
        while (card?.MergedInto is { } next)
        {
            card = await db.Patients.FirstOrDefaultAsync(p => p.Id == next, cancel);
        }

        return card;
    }

    /// <summary>As part of a batch on PostgreSQL behind the gate: fails, as <see cref="DatabaseErrors.IsOldRoster"/> tells, where the card was merged meanwhile.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> StandsInBatch(PatientId? card) => card is { } id
        ? [new("""SELECT 1 / count(*) FROM "Patients" WHERE "Id" = $1 AND "MergedInto" IS NULL""") { Parameters = { new NpgsqlParameter<int> { TypedValue = id.Value } } }]
        : [];

    /// <summary>The same of what the public host may read: ids and hashes.</summary>
    internal static async Task<PatientId> IdOf(ClinicDb db, PatientId id, CancellationToken cancel)
    {
        while (await db.Patients.Where(p => p.Id == id).Select(p => p.MergedInto).FirstOrDefaultAsync(cancel) is { } next)
        {
            id = next;
        }

        return id;
    }
}
