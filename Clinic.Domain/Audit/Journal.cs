using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Audit;

/// <summary>One entry of the audit, to be told in words.</summary>
/// <param name="Id">Its number; the later, the greater.</param>
/// <param name="At">When.</param>
/// <param name="Actor">The user's name for signing in, <c>patient</c> or <c>system</c>.</param>
/// <param name="Channel">Through which door.</param>
/// <param name="Action">book, move, status, identify, guarantee, cancel, create, edit, roster…</param>
/// <param name="Entity">What kind of record.</param>
/// <param name="EntityId">Which one.</param>
public sealed record JournalStep(long Id, DateTime At, string Actor, string Channel, string Action, string Entity, string EntityId)
{
    /// <summary>Of a booking: as it was; null for the first step and for other records.</summary>
    public BookingState? Before { get; init; }

    /// <summary>Of a booking: as it stood afterwards.</summary>
    public BookingState? After { get; init; }

    /// <summary>Which fields differ, by their names in the audit; of a booking those that are not in its states.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What one press of a button did belongs together.</summary>
    public Guid? Batch { get; init; }

    /// <summary>How many entries belong to the batch.</summary>
    public int BatchSize { get; init; }

    public bool Sealed { get; init; }
}

/// <summary>Steps, newest first, and the names of everything they speak of.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Names">Today's names.</param>
/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record Journal(IReadOnlyList<JournalStep> Steps, JournalNames Names, long? Older = null)
{
    /// <summary>Of what was done together: why it cannot be taken back, a refusal of <see cref="UndoBatch"/>; null where that can be tried.</summary>
    public Problem? Standing { get; init; }
}

/// <summary>A booking that entries are about.</summary>
public sealed record JournalBooking(BookingId Id, string Code, SiteId Site, DoctorId Doctor, DateTime Start, PersonName? Patient);

/// <summary>Today's names of what the audit knows by number.</summary>
public sealed record JournalNames(
    IReadOnlyDictionary<int, PersonName> Doctors,
    IReadOnlyDictionary<int, string> Rooms,
    IReadOnlyDictionary<int, LocalText> VisitTypes,
    IReadOnlyDictionary<int, Site> Sites,
    IReadOnlyDictionary<int, PersonName> Patients,
    IReadOnlyDictionary<string, string> Users,
    IReadOnlyDictionary<string, string> UsersByNumber,
    IReadOnlyDictionary<string, JournalBooking> Bookings)
{
    /// <summary>Whose clock tells when something happened: the booking's site, else the first.</summary>
    public Site? SiteOf(JournalStep step) =>
        (step.After ?? step.Before)?.Site is { } known && Sites.TryGetValue(known, out var site) ? site
        : Bookings.TryGetValue(step.EntityId, out var booking) ? Sites.GetValueOrDefault(booking.Site.Value)
        : Sites.Count > 0 ? Sites[Sites.Keys.Min()] : null;

    /// <summary>These and those.</summary>
    public JournalNames With(JournalNames others) => this with
    {
        Patients = Both(Patients, others.Patients),
        Users = Both(Users, others.Users),
        UsersByNumber = Both(UsersByNumber, others.UsersByNumber),
        Bookings = Both(Bookings, others.Bookings),
    };

    private static Dictionary<TKey, TValue> Both<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> ours, IReadOnlyDictionary<TKey, TValue> theirs)
        where TKey : notnull => ours.Concat(theirs).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Value);
}
