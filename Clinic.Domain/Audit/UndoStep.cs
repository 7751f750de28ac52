using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Users;

namespace Clinic.Domain.Audit;

/// <summary>What has become of a booking since a batch left it.</summary>
internal enum LaterChanges
{
    /// <summary>Nothing, or nothing that was not taken back.</summary>
    None,

    /// <summary>The batch itself was taken back.</summary>
    Undone,

    /// <summary>Somebody has changed it.</summary>
    Changed,
}

/// <summary>What a batch did to one booking, and what taking it back means.</summary>
internal sealed class UndoStep
{
    private readonly IReadOnlyList<AuditEntry> entries;

    private UndoStep(IReadOnlyList<AuditEntry> entries)
    {
        this.entries = entries;
        Id = BookingId.TryParse(entries[0].EntityId, null, out var id) ? id : default;
        Target = BookingSnapshot.Read(entries[0].Before);
        After = BookingSnapshot.Read(entries[^1].After)!;
    }

    internal BookingId Id { get; }

    /// <summary>As it was; null where the batch made it.</summary>
    internal BookingSnapshot? Target { get; }

    /// <summary>As the batch left it.</summary>
    internal BookingSnapshot After { get; }

    /// <summary>The booking now, locked.</summary>
    internal Booking Booking { get; set; } = null!;

    internal DateTime At => entries[0].At;

    /// <summary>Whether the audit keeps enough of it.</summary>
    internal bool IsKnown => After.Kept is not null && (Target is null || Target.Kept is not null);

    /// <summary>It has no place afterwards.</summary>
    internal bool GivesPlace => Target?.Occupies != true;

    /// <summary>It has another place afterwards, or one again.</summary>
    internal bool TakesPlace => Target is { Occupies: true } && (!Booking.Occupies || Target.IsElsewhere(Booking));

    internal SlotId Slot => SlotId.Of(new(Target!.Doctor), new(Target.VisitType), Target.Start.UtcDateTime);

    internal static UndoStep Of(IReadOnlyList<AuditEntry> entries) => new(entries);

    internal bool MayUndo(Actor actor)
    {
        // What was imported by the thousand is taken back by those who may import.
        if (entries.Any(e => e.Channel == Channel.Import.Name) && !actor.Can(Rights.Administer))
        {
            return false;
        }

        var own = actor.Can(Rights.RunOwnVisits) && actor.DoctorId == Booking.DoctorId && (Target is null || actor.DoctorId == new DoctorId(Target.Doctor));
        return !TakesPlace && !GivesPlace
            ? actor.Can(Rights.ReceivePatients) || own
            : ((actor.Channel.IsStaff && actor.Can(Rights.BookForAnyone)) || (own && entries.All(e => e.Actor == actor.Name)))
                && (Target?.Overridden != true || !TakesPlace || actor.Can(Rights.Override));
    }

    /// <summary>What the story of the booking tells of the time since: a change and the undo of it are no change.</summary>
    internal LaterChanges Since(IReadOnlyList<AuditEntry> story)
    {
        var open = new List<(BookingSnapshot? Before, bool Undo)>();
        var version = After.Version;
        foreach (var entry in story.Where(e => e.Id > entries[^1].Id))
        {
            var (before, after) = (BookingSnapshot.Read(entry.Before), BookingSnapshot.Read(entry.After));
            if (before == after)
            {
                continue;
            }

            version = after?.Version ?? version;
            var undone = entry.Action == BatchUndo.Undo ? open.FindLastIndex(o => o.Before?.State == after?.State) : -1;
            if (undone >= 0)
            {
                open.RemoveRange(undone, open.Count - undone);
            }
            else
            {
                open.Add((before, entry.Action == BatchUndo.Undo));
            }
        }

        return version != Booking.Version ? LaterChanges.Changed
            : open.Count == 0 ? LaterChanges.None
            : open[0] is { Undo: true, Before: var left } && left?.State == After.State ? LaterChanges.Undone
            : LaterChanges.Changed;
    }

    /// <summary>What of the patient's limits the booking counts under in a status: all, the minutes alone, nothing.</summary>
    internal static int Counting(BookingStatus status) => status switch { BookingStatus.NoShow => 0, BookingStatus.Done => 1, _ => 2 };

    /// <summary>Gives up its place. A booking that the batch made is cancelled by the clinic.</summary>
    internal Result<PlannedMove> Leave() => new PlannedMove(Booking, Booking.Placement(), null!)
    {
        Leaves = true,

        // Nobody was told of an imported visit; when the import is taken back there is nothing to tell either.
        Quiet = Target is null && Booking.Channel == Channel.Import,
        Then = () =>
        {
            Booking.Status = Target?.Status ?? BookingStatus.CancelledByClinic;
            Target?.Kept!.Stamp(Booking);
        },
    };

    /// <summary>Takes the old place again.</summary>
    internal PlannedMove Return(Placement place, VisitTerms terms) => new(Booking, place, terms)
    {
        Forcing = new(Target!.Overridden, Target.Overridden, Target.Overridden),
        Then = () =>
        {
            Booking.Status = Target.Status;
            Target.Kept!.Stamp(Booking);
        },
    };
}
