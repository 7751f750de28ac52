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
    internal Shift? Holds(Booking booking) =>
        IsOut(booking) ? null : Around(booking).FirstOrDefault(s => s.Range.Contains(booking.Range) && Allows(s, booking) && HasRoom(s, booking));

    /// <summary>Why the visit, which stood in the shift, does not stand any more; null when it does.</summary>
    internal string? Against(Booking booking, Shift before)
    {
        if (Holds(booking) is not null)
        {
            return null;
        }

        var shifts = Around(booking);
        return IsOut(booking) ? ProblemCodes.OutOfOrder
            : shifts.Find(s => s.Range.Contains(booking.Range)) is { } shift ? (Allows(shift, booking) ? ProblemCodes.OtherRoom : ProblemCodes.TypeNotOffered)
            : shifts.Exists(s => s.Range.Start <= booking.Start && booking.Start < s.Range.End) ? ProblemCodes.TooShort
            : WhyNoShift(booking, before.Date);
    }

    internal static bool Allows(Shift shift, Booking booking) => shift.VisitTypes.Count == 0 || shift.VisitTypes.Contains(booking.VisitTypeId);

    private bool IsOut(ResourceId resource, TimeRange range) => outages[resource].Any(o => o.From < range.End && range.Start < o.To);

    private bool IsOut(Booking booking)
    {
        var kept = booking.Placement().Kept;
        return (booking.RoomId is { } room && IsOut(ResourceId.Room(room), kept)) || booking.Devices.Ids.Any(d => IsOut(ResourceId.Device(d), kept));
    }

    private static bool HasRoom(Shift shift, Booking booking) => shift.Rooms.Count == 0 || (booking.RoomId is { } room && shift.Rooms.Contains(room));

    private string WhyNoShift(Booking booking, DateOnly date) => book.WhyNot(booking.DoctorId, date) switch
    {
        NoShift.Absent => ProblemCodes.Absent,
        NoShift.ClosedDay => ProblemCodes.ClosedDay,
        _ => book.IsClosed(booking.SiteId, date) ? ProblemCodes.ClosedDay : ProblemCodes.OutsideRoster,
    };

    private List<Shift> Around(Booking booking)
    {
        var date = rows.Sites[booking.SiteId].LocalDate(booking.Start);
        return [.. book.Shifts(booking.DoctorId, date.AddDays(-1), date).Where(s => s.SiteId == booking.SiteId)];
    }
}
