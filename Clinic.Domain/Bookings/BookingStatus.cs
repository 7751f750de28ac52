namespace Clinic.Domain.Bookings;

/// <summary>Where a booking stands; the names are stored.</summary>
public enum BookingStatus
{
    /// <summary>Waits for the insurer's guarantee letter and keeps its time meanwhile.</summary>
    Pending,
    Booked,
    Confirmed,
    Arrived,
    InProgress,
    Done,
    NoShow,
    CancelledByPatient,
    CancelledByClinic,
}

/// <summary>The table of allowed transitions; everything else is refused with <c>wrong-status</c>.</summary>
public static class BookingStatuses
{
    private static readonly Dictionary<BookingStatus, BookingStatus[]> Next = new()
    {
        [BookingStatus.Pending] = [BookingStatus.Booked, BookingStatus.NoShow, BookingStatus.CancelledByPatient, BookingStatus.CancelledByClinic],
        [BookingStatus.Booked] = [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.NoShow, BookingStatus.CancelledByPatient, BookingStatus.CancelledByClinic],
        [BookingStatus.Confirmed] = [BookingStatus.Arrived, BookingStatus.NoShow, BookingStatus.CancelledByPatient, BookingStatus.CancelledByClinic],
        // Back to booked: a slip of the registrar's hand.
        [BookingStatus.Arrived] = [BookingStatus.InProgress, BookingStatus.Booked, BookingStatus.CancelledByPatient, BookingStatus.CancelledByClinic],
        [BookingStatus.InProgress] = [BookingStatus.Done, BookingStatus.Arrived],
        [BookingStatus.Done] = [BookingStatus.InProgress],
        // A patient who comes late after all.
        [BookingStatus.NoShow] = [BookingStatus.Arrived],
        [BookingStatus.CancelledByPatient] = [],
        [BookingStatus.CancelledByClinic] = [],
    };

    public static bool CanBecome(this BookingStatus from, BookingStatus to) => Next[from].Contains(to);

    /// <summary>
    /// The shortest way from one status to another along the table; empty where they are the same, null where there is none. What a slip of the finger did
    /// is taken back along it: from no-show to booked, a patient has come in between.
    /// </summary>
    public static IReadOnlyList<BookingStatus>? Way(BookingStatus from, BookingStatus to)
    {
        var ways = new Dictionary<BookingStatus, IReadOnlyList<BookingStatus>> { [from] = [] };
        for (var open = new Queue<BookingStatus>([from]); open.TryDequeue(out var at);)
        {
            foreach (var next in Next[at].Where(s => !s.IsCancelled() && ways.TryAdd(s, [.. ways[at], s])))
            {
                open.Enqueue(next);
            }
        }

        return ways.GetValueOrDefault(to);
    }

    public static bool IsCancelled(this BookingStatus status) => status is BookingStatus.CancelledByPatient or BookingStatus.CancelledByClinic;

    /// <summary>Still ahead: may be moved or cancelled.</summary>
    public static bool IsOpen(this BookingStatus status) => status is BookingStatus.Pending or BookingStatus.Booked or BookingStatus.Confirmed;

    /// <summary>The name on the wire: <c>booked</c>, <c>in-progress</c>, <c>no-show</c>, <c>cancelled</c>…</summary>
    public static string Wire(this BookingStatus status) => status switch
    {
        BookingStatus.Pending => "pending",
        BookingStatus.Booked => "booked",
        BookingStatus.Confirmed => "confirmed",
        BookingStatus.Arrived => "arrived",
        BookingStatus.InProgress => "in-progress",
        BookingStatus.Done => "done",
        BookingStatus.NoShow => "no-show",
        _ => "cancelled",
    };
}
