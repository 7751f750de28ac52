using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Bookings;

/// <summary>One day of one site as the registrar's board shows it, or one doctor's week. All instants in UTC; the site's zone gives the wall clock.</summary>
/// <param name="Site">The site.</param>
/// <param name="Date">The date on the site's clock; of a week its Monday.</param>
/// <param name="Day">The instants of the date: 23 or 25 hours long when the clocks change.</param>
/// <param name="Shown">From the first full hour to the last at which anybody works or is booked; empty when nobody is.</param>
/// <param name="Closed">Whether the site is closed on the date.</param>
/// <param name="Currency">ISO 4217, of the prices.</param>
/// <param name="Columns">Doctors who work or are booked, by name.</param>
/// <param name="Sites">Every site there is, to choose from.</param>
public sealed record BoardDay(
    Site Site, DateOnly Date, TimeRange Day, TimeRange Shown, bool Closed, string Currency, IReadOnlyList<BoardColumn> Columns, IReadOnlyList<Site> Sites)
{
    /// <summary>The rooms of the site that are in use, by name.</summary>
    public IReadOnlyList<Room> Rooms { get; init; } = [];

    /// <summary>What the doctors of the site offer, in the order of the clinic.</summary>
    public IReadOnlyList<VisitType> VisitTypes { get; init; } = [];

    /// <summary>Whoever has a roster at the site, by name.</summary>
    public IReadOnlyList<Doctor> Doctors { get; init; } = [];

    /// <summary>When the first hold that is shown gives its time back; null without holds.</summary>
    public DateTime? NextRelease => Columns.SelectMany(c => c.Holds).Select(h => (DateTime?)h.ExpiresAt).Min();

    /// <summary>The same day, with the very columns of an earlier reading where nothing in them differs: what is the same object need not be drawn again.</summary>
    public BoardDay Keeping(BoardDay? before) => before is null || ReferenceEquals(before, this) || before.Date != Date || before.Shown != Shown || before.Site.Id != Site.Id
        ? this
        : this with { Columns = [.. Columns.Select(c => before.Columns.FirstOrDefault(b => b.IsSameAs(c)) ?? c)] };
}

/// <summary>A doctor's day on the board; in the view by room the day of a room.</summary>
/// <param name="DoctorId">The doctor; of a room's column nobody.</param>
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
    /// <summary>Working time that is kept for others than who looks, by start.</summary>
    public IReadOnlyList<BoardReserved> Reserved { get; init; } = [];

    /// <summary>The hash of the doctor's photo; null without one.</summary>
    public string? Photo { get; init; }

    /// <summary>What the doctor offers.</summary>
    public IReadOnlyList<VisitTypeId> Offers { get; init; } = [];

    /// <summary>Minutes by which the doctor runs late; 0 for being on time.</summary>
    public int DelayMinutes { get; init; }

    /// <summary>The room whose day it is, in the view by room.</summary>
    public Room? Room { get; init; }

    /// <summary>The date, in a doctor's week.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The hours shown, where they are of another date than the board's.</summary>
    public TimeRange? Hours { get; init; }

    /// <summary>Share of the working time that is booked, in percent; null for a doctor without a shift.</summary>
    public int? Load
    {
        get
        {
            var work = Shifts.Sum(s => s.Range.Length.TotalMinutes);
            return work > 0 ? (int)Math.Min(100, Math.Round(100 * Visits.Sum(v => v.Range.Length.TotalMinutes) / work)) : null;
        }
    }

    internal bool IsSameAs(BoardColumn other) => ReferenceEquals(this, other) || (
        DoctorId == other.DoctorId && Date == other.Date && Room?.Id == other.Room?.Id && Room?.Name == other.Room?.Name
        && Name == other.Name && Photo == other.Photo && DelayMinutes == other.DelayMinutes && Hours == other.Hours
        && Specialties.Select(s => (s.Id, s.Name)).SequenceEqual(other.Specialties.Select(s => (s.Id, s.Name)))
        && Shifts.SequenceEqual(other.Shifts) && Visits.SequenceEqual(other.Visits) && Holds.SequenceEqual(other.Holds)
        && Free.SequenceEqual(other.Free) && RoomTaken.SequenceEqual(other.RoomTaken)
        && Reserved.SequenceEqual(other.Reserved) && Offers.SequenceEqual(other.Offers));
}

/// <summary>A stretch of work and the name of its room.</summary>
public sealed record BoardShift(TimeRange Range, string? Room)
{
    public RoomId? RoomId { get; init; }

    public DoctorId DoctorId { get; init; }

    /// <summary>Who works.</summary>
    public PersonName? Doctor { get; init; }
}

/// <summary>Time that somebody is just booking, and until when.</summary>
public sealed record BoardHold(HoldId Id, TimeRange Range, DateTime ExpiresAt, Channel Channel)
{
    public RoomId? RoomId { get; init; }

    public DoctorId DoctorId { get; init; }
}

/// <summary>A start at which the visit type can be booked.</summary>
public sealed record BoardFree(TimeRange Range, VisitTypeId VisitTypeId, DoctorId DoctorId, RoomId? RoomId = null);

/// <summary>Working time that an access rule keeps from who looks, whatever the visit.</summary>
/// <param name="Range">The starts that are meant.</param>
/// <param name="Fault">The rule, and for what it waits.</param>
/// <param name="DoctorId">Whose time.</param>
/// <param name="RoomId">In which room.</param>
public sealed record BoardReserved(TimeRange Range, Availability.AccessFault Fault, DoctorId DoctorId, RoomId? RoomId);
