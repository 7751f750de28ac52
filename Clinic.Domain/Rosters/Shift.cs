namespace Clinic.Domain.Rosters;

/// <summary>One computed working interval of a doctor on one local date.</summary>
public sealed record Shift(DoctorId DoctorId, SiteId SiteId, IdList<RoomId> Rooms, DateOnly Date, TimeRange Range, int? MinutesPerVisit)
{
    /// <summary>The visit types that can be booked; empty for all that the doctor offers.</summary>
    public IdList<VisitTypeId> VisitTypes { get; init; } = IdList<VisitTypeId>.None;

    public AccessRules Access { get; init; } = AccessRules.None;

    /// <summary>The roster line it comes from; null for a date that differs.</summary>
    public int? LineId { get; init; }

    /// <summary>The row of the date that differs; null for a line.</summary>
    public int? ExceptionId { get; init; }

    /// <summary>Whether one line or one date that differs says both: what that grants of the day it grants to both together.</summary>
    public bool IsOfOneLineWith(Shift other) => LineId == other.LineId && (LineId is not null || Access.Equals(other.Access));

    /// <summary>The room, the usual one of a pool; null for none.</summary>
    public RoomId? RoomId => Rooms.First;
}

/// <summary>Why a doctor has no shift on a date.</summary>
public enum NoShift
{
    OutsideRoster,
    ClosedDay,
    Absent,
}
