using Clinic.Domain.Doctors;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Bookings;

/// <summary>Whose day is to be printed.</summary>
/// <param name="Date">Local date; null for today.</param>
/// <param name="Site">Null for the site at which the doctor works on the date, else the first there is.</param>
/// <param name="Doctor">One doctor's list.</param>
/// <param name="Room">One room's list; without either, a list for each doctor of the site.</param>
public sealed record DayListWish(DateOnly? Date, SiteId? Site, DoctorId? Doctor, RoomId? Room);

/// <summary>The lists of a day, each for a sheet of its own.</summary>
public sealed record DayLists(LocalText Clinic, Site Site, DateOnly Date, IReadOnlyList<DayList> Lists);

/// <summary>Who comes to a doctor or into a room on a day.</summary>
/// <param name="Doctor">Null on the list of a room.</param>
/// <param name="Specialties">The doctor's.</param>
/// <param name="Room">The room; null on the list of a doctor.</param>
/// <param name="Shifts">When the doctor works, or anybody in the room, by start.</param>
/// <param name="Lines">Visits that are not cancelled, by start.</param>
public sealed record DayList(PersonName? Doctor, IReadOnlyList<LocalText> Specialties, string? Room, IReadOnlyList<BoardShift> Shifts, IReadOnlyList<DayLine> Lines);

/// <summary>A visit on a list.</summary>
public sealed record DayLine
{
    public required TimeRange Range { get; init; }

    public required BookingStatus Status { get; init; }

    public required PersonName Doctor { get; init; }

    public required LocalText VisitType { get; init; }

    /// <summary>The card's name, else what was typed.</summary>
    public PersonName? Patient { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>E.164; for the reception alone.</summary>
    public string? Phone { get; init; }

    public string? Room { get; init; }

    public PaymentKind Payment { get; init; }

    public string? Insurer { get; init; }

    public string? Comment { get; init; }
}
