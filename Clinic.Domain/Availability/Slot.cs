using System.Globalization;

namespace Clinic.Domain.Availability;

/// <summary>A computed, bookable time; never stored.</summary>
public sealed record Slot(DoctorId DoctorId, VisitTypeId VisitTypeId, SiteId SiteId, RoomId? RoomId, TimeRange Range, decimal? Price)
{
    public SlotId Id => new(DoctorId, VisitTypeId, Cell.Of(Range.Start));
}

/// <summary>What a slot is known by at the doors: doctor, visit type and first cell; the rest follows from the roster.</summary>
public readonly record struct SlotId(DoctorId DoctorId, VisitTypeId VisitTypeId, int Cell)
{
    public DateTime Start => Domain.Cell.Start(Cell);

    public static SlotId Of(DoctorId doctor, VisitTypeId visitType, DateTime start) => new(doctor, visitType, Domain.Cell.Of(start));

    public static bool TryParse(string? text, out SlotId id)
    {
        id = default;
        var parts = text?.Split('-');
        if (parts is not { Length: 3 } || !DoctorId.TryParse(parts[0], null, out var doctor) || !VisitTypeId.TryParse(parts[1], null, out var type)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell > MaxCell)
        {
            return false;
        }

        id = new(doctor, type, cell);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DoctorId}-{VisitTypeId}-{Cell}");

    // The year 2200: far beyond any horizon, far below where arithmetic on instants could overflow.
    private const int MaxCell = 24_192_000;
}
