using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Gives entries from before the columns existed their <see cref="AuditEntry.From"/> and <see cref="AuditEntry.To"/>; part of the migration.</summary>
internal static class AuditSpans
{
    private const int Batch = 2000;

    /// <summary>
    /// From the newest entry to the oldest, a batch per transaction, so that the oldest one is filled last: where it has its span, all have, and a start
    /// of the server looks at one row. Seals do not cover the spans, which follow from what they cover.
    /// </summary>
    internal static async Task Fill(ClinicDb db, CancellationToken cancel)
    {
        var oldest = await db.Audit.Where(a => a.Entity == nameof(Booking)).OrderBy(a => a.Id).FirstOrDefaultAsync(cancel);
        if (oldest is null || oldest.From is not null || Span(oldest) is null)
        {
            return;
        }

        for (var below = long.MaxValue; ;)
        {
            var under = below;
            var entries = await db.Audit.AsTracking().Where(a => a.Id < under && a.Entity == nameof(Booking) && a.From == null)
                .OrderByDescending(a => a.Id).Take(Batch).ToListAsync(cancel);
            if (entries.Count == 0)
            {
                return;
            }

            foreach (var entry in entries)
            {
                var span = Span(entry);
                (entry.From, entry.To) = (span?.Start, span?.End);
            }

            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            below = entries[^1].Id;
        }
    }

    private static TimeRange? Span(AuditEntry entry) => BookingState.Span(BookingState.Parse(entry.Before), BookingState.Parse(entry.After));
}
