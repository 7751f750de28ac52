using Clinic.Domain.Doctors;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Bookings;

/// <summary>One day of one site as the registrar's board shows it. All instants in UTC; the site's zone gives the wall clock.</summary>
/// <param name="Site">The site.</param>
/// <param name="Date">The date on the site's clock.</param>
/// <param name="Day">The instants of the date: 23 or 25 hours long when the clocks change.</param>
/// <param name="Shown">From the first full hour to the last at which anybody works or is booked; empty when nobody is.</param>
/// <param name="Closed">Whether the site is closed on the date.</param>
/// <param name="Currency">ISO 4217, of the prices.</param>
/// <param name="Columns">Doctors who work or are booked, by name.</param>
/// <param name="Sites">Every site there is, to choose from.</param>
public sealed record BoardDay(
    Site Site, DateOnly Date, TimeRange Day, TimeRange Shown, bool Closed, string Currency, IReadOnlyList<BoardColumn> Columns, IReadOnlyList<Site> Sites)
{
    /// <summary>When the first hold that is shown gives its time back; null without holds.</summary>
    public DateTime? NextRelease => Columns.SelectMany(c => c.Holds).Select(h => (DateTime?)h.ExpiresAt).Min();

    /// <summary>The same day, with the very columns of an earlier reading where nothing in them differs: what is the same object need not be drawn again.</summary>
    public BoardDay Keeping(BoardDay? before) => before is null || before.Date != Date || before.Shown != Shown || before.Site.Id != Site.Id
        ? this
        : this with { Columns = [.. Columns.Select(c => before.Columns.FirstOrDefault(b => b.IsSameAs(c)) ?? c)] };
}

/// <summary>A doctor's day on the board.</summary>
/// <param name="DoctorId">The doctor.</param>
/// <param name="Name">The doctor's name.</param>
/// <param name="Specialties">What the doctor practises.</param>
/// <param name="Shifts">When and where the doctor works, by start.</param>
/// <param name="Visits">Bookings that are not cancelled, by start.</param>
/// <param name="Holds">Time that somebody is just booking.</param>
/// <param name="Free">Starts that can be booked, by start.</param>
/// <param name="RoomTaken">Time of a shift in which another doctor's visit keeps the room.</param>
public sealed record BoardColumn(
    DoctorId DoctorId,
    PersonName Name,
    IReadOnlyList<Specialty> Specialties,
    IReadOnlyList<BoardShift> Shifts,
    IReadOnlyList<BoardVisit> Visits,
    IReadOnlyList<BoardHold> Holds,
    IReadOnlyList<BoardFree> Free,
    IReadOnlyList<TimeRange> RoomTaken)
{
    /// <summary>Share of the working time that is booked, in percent; null for a doctor without a shift.</summary>
    public int? Load
    {
        get
        {
            var work = Shifts.Sum(s => s.Range.Length.TotalMinutes);
            return work > 0 ? (int)Math.Min(100, Math.Round(100 * Visits.Sum(v => v.Range.Length.TotalMinutes) / work)) : null;
        }
    }

    internal bool IsSameAs(BoardColumn other) =>
        DoctorId == other.DoctorId && Name == other.Name
        && Specialties.Select(s => (s.Id, s.Name)).SequenceEqual(other.Specialties.Select(s => (s.Id, s.Name)))
        && Shifts.SequenceEqual(other.Shifts) && Visits.SequenceEqual(other.Visits) && Holds.SequenceEqual(other.Holds)
        && Free.SequenceEqual(other.Free) && RoomTaken.SequenceEqual(other.RoomTaken);
}

/// <summary>A stretch of work and the name of its room.</summary>
public sealed record BoardShift(TimeRange Range, string? Room);

/// <summary>A booking as a card of the board.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Range">The visit, without buffers.</param>
/// <param name="Kept">The visit with the buffers that the doctor and the room are kept for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Patient">Who comes: the card's name, else what was typed; null where neither is known.</param>
/// <param name="Phone">E.164.</param>
/// <param name="VisitType">What for.</param>
/// <param name="Identified">Whether the patient's card is known.</param>
/// <param name="Channel">How the booking came in.</param>
/// <param name="Comment">A note.</param>
public sealed record BoardVisit(
    BookingId Id, TimeRange Range, TimeRange Kept, BookingStatus Status, PersonName? Patient, string? Phone, LocalText VisitType, bool Identified, Channel Channel, string? Comment);

/// <summary>Time that somebody is just booking, and until when.</summary>
public sealed record BoardHold(HoldId Id, TimeRange Range, DateTime ExpiresAt, Channel Channel);

/// <summary>A start at which the visit type can be booked.</summary>
public sealed record BoardFree(TimeRange Range, VisitTypeId VisitTypeId);
