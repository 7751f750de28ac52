using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Whether booked visits stand by rosters and outages.</summary>
internal sealed class StandingVisits(RosterRows rows)
{
    private readonly RosterBook book = rows.Book();
    private readonly ILookup<ResourceId, Outage> outages = rows.Outages.ToLookup(o => o.ResourceId);

    internal RosterBook Book => book;

    /// <summary>The shift that holds the whole visit, with its type and its room, nothing of it out of order; null when there is none.</summary>
    internal Shift? Holds(Booking booking) => Holds(booking.Placement());

    /// <summary>The same for a place that is only held.</summary>
    internal Shift? Holds(Placement place) =>
        IsOut(place) ? null : Around(place.Slot).FirstOrDefault(s => s.Range.Contains(place.Slot.Range) && Allows(s, place.Slot.VisitTypeId) && HasRoom(s, place.Slot.RoomId));

    /// <summary>Why the visit, which stood in the shift, does not stand any more; null when it does.</summary>
    internal string? Against(Booking booking, Shift before) => Against(booking, before.Date);

    /// <summary>The same for a visit that stood in a shift of the date.</summary>
    internal string? Against(Booking booking, DateOnly date)
    {
        if (Holds(booking) is not null)
        {
            return null;
        }

        var shifts = Around(booking.Slot());
        return IsOut(booking.Placement()) ? ProblemCodes.OutOfOrder
            : shifts.Find(s => s.Range.Contains(booking.Range)) is { } shift ? (Allows(shift, booking) ? ProblemCodes.OtherRoom : ProblemCodes.TypeNotOffered)
            : shifts.Exists(s => s.Range.Start <= booking.Start && booking.Start < s.Range.End) ? ProblemCodes.TooShort
            : WhyNoShift(booking, date);
    }

    internal static bool Allows(Shift shift, Booking booking) => Allows(shift, booking.VisitTypeId);

    private static bool Allows(Shift shift, VisitTypeId type) => shift.VisitTypes.Count == 0 || shift.VisitTypes.Contains(type);

    private bool IsOut(ResourceId resource, TimeRange range) => outages[resource].Any(o => o.From < range.End && range.Start < o.To);

    private bool IsOut(Placement place) =>
        (place.Slot.RoomId is { } room && IsOut(ResourceId.Room(room), place.Kept)) || place.Devices.Any(d => IsOut(ResourceId.Device(d.Id), place.Kept));

    private static bool HasRoom(Shift shift, RoomId? chosen) => shift.Rooms.Count == 0 || (chosen is { } room && shift.Rooms.Contains(room));

    private string WhyNoShift(Booking booking, DateOnly date) => book.WhyNot(booking.DoctorId, date) switch
    {
        NoShift.Absent => ProblemCodes.Absent,
        NoShift.ClosedDay => ProblemCodes.ClosedDay,
        _ => book.IsClosed(booking.SiteId, date) ? ProblemCodes.ClosedDay : ProblemCodes.OutsideRoster,
    };

    private List<Shift> Around(Slot slot)
    {
        var date = rows.Sites[slot.SiteId].LocalDate(slot.Range.Start);
        return [.. book.Shifts(slot.DoctorId, date.AddDays(-1), date).Where(s => s.SiteId == slot.SiteId)];
    }
}
