using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>A change of one booking inside the transaction at hand: its cells, its audit entry, its lines in the change log and the message to the patient.</summary>
/// <param name="db">The context that tracks the booking.</param>
/// <param name="booking">The booking, locked.</param>
/// <param name="now">The instant of the change.</param>
/// <param name="attempt">See <see cref="CellLedger"/>.</param>
internal sealed class BookingEdit(ClinicDb db, Booking booking, DateTime now, int attempt = 1)
{
    private readonly object before = booking.Facts();
    private readonly BookingNews known = BookingNews.Of(booking);
    private readonly List<Change> changes = [];

    internal CellLedger Cells { get; } = new(db, now, attempt);

    internal IReadOnlyList<Change> Changes => changes;

    /// <summary>Gives back all that the booking owns, its seat in a group too.</summary>
    internal async Task Free(CancellationToken cancel)
    {
        await Cells.Free(booking.Id.Value, cancel);
        await Leave(cancel);
    }

    /// <summary>The same for what has been freed already, and is told by <see cref="CellLedger.Touch"/>.</summary>
    internal async Task Leave(CancellationToken cancel)
    {
        if (booking.GroupId is { } group)
        {
            booking.GroupId = null;
            await db.SaveChangesAsync(cancel);
            await new GroupVisits(db, now).Leave(Cells, group, cancel);
        }

        Log();
    }

    /// <summary>A line of the change log about where the booking stands now and the cells touched since the last line.</summary>
    internal void Log()
    {
        var change = HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), now, booking.Id);
        change.Touched = Cells.Touched();
        changes.Add(change);
        db.Add(change);
    }

    /// <summary>Raises the version, writes the audit entry and what the patient is told, and saves.</summary>
    internal async Task Save(Actor actor, string action, CancellationToken cancel)
    {
        Record(actor, action);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The same without saving.</summary>
    internal void Record(Actor actor, string action, bool quiet = false)
    {
        booking.Version++;
        db.Record(actor, now, action, nameof(Booking), booking.Id.ToString(), before, booking.Facts());
        if (!quiet && known.Since(booking, actor, now) is { } message)
        {
            db.Add(message);
        }
    }
}
