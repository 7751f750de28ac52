using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Keeps the list of bookings without a place, inside a transaction at hand.</summary>
internal static class DisplacedBookings
{
    internal static async Task Add(
        ClinicDb db, IReadOnlyList<(BookingId Id, string Reason)> bookings, Actor actor, DateTime now, CancellationToken cancel)
    {
        if (bookings.Count == 0)
        {
            return;
        }

        var ids = bookings.Select(b => b.Id).ToList();
        var listed = await db.DisplacedBookings.AsTracking().Where(d => EF.Parameter(ids).Contains(d.BookingId)).ToDictionaryAsync(d => d.BookingId, cancel);
        foreach (var (id, reason) in bookings)
        {
            if (!listed.TryGetValue(id, out var row))
            {
                db.Add(row = new() { BookingId = id });
            }

            (row.Reason, row.At, row.By, row.ResolvedAt) = (reason, now, actor.Name, null);
        }
    }

    /// <summary>Somebody has dealt with the booking: it was moved or cancelled.</summary>
    internal static Task Resolve(ClinicDb db, BookingId booking, DateTime now, CancellationToken cancel) =>
        db.DisplacedBookings.Where(d => d.BookingId == booking && d.ResolvedAt == null).ExecuteUpdateAsync(s => s.SetProperty(d => d.ResolvedAt, now), cancel);

    internal static Task Resolve(ClinicDb db, List<BookingId> bookings, DateTime now, CancellationToken cancel) => bookings.Count == 0
        ? Task.CompletedTask
        : db.DisplacedBookings.Where(d => EF.Parameter(bookings).Contains(d.BookingId) && d.ResolvedAt == null).ExecuteUpdateAsync(s => s.SetProperty(d => d.ResolvedAt, now), cancel);

    /// <summary>The bookings have their shifts again; those that lost their place for another reason (a closure, a room) stay on the list.</summary>
    internal static Task GiveBack(ClinicDb db, List<BookingId> bookings, DateTime now, CancellationToken cancel) => bookings.Count == 0
        ? Task.CompletedTask
        : db.DisplacedBookings.Where(d => EF.Parameter(bookings).Contains(d.BookingId) && d.ResolvedAt == null && (d.Reason == ProblemCodes.OutsideRoster || d.Reason == ProblemCodes.Absent))
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.ResolvedAt, now), cancel);
}
