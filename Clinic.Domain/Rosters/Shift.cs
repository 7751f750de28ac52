namespace Clinic.Domain.Rosters;

/// <summary>One computed working interval of a doctor on one local date.</summary>
public sealed record Shift(DoctorId DoctorId, SiteId SiteId, RoomId? RoomId, DateOnly Date, TimeRange Range, int? MinutesPerVisit);

/// <summary>Why a doctor has no shift on a date.</summary>
public enum NoShift
{
    OutsideRoster,
    ClosedDay,
    Absent,
}
