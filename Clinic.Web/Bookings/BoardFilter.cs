using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>What stands side by side.</summary>
public enum BoardView
{
    Doctors,
    Rooms,

    /// <summary>The days of one doctor's week.</summary>
    Week,
}

/// <summary>Which columns are wanted and what is free in them; null for all. Kept in the address, so that it outlives reloading and the change of language.</summary>
public sealed record BoardFilter(SpecialtyId? Specialty = null, DoctorId? Doctor = null, RoomId? Room = null, VisitTypeId? VisitType = null)
{
    public bool Shows(BoardColumn column, BoardView view) => view switch
    {
        BoardView.Week => true,
        BoardView.Rooms => (Room is null || column.Room?.Id == Room) && (VisitType is not { } type || column.Offers.Contains(type)),
        _ => (Specialty is null || column.Specialties.Any(s => s.Id == Specialty)) && (Doctor is null || column.DoctorId == Doctor)
            && (Room is null || column.Shifts.Any(s => s.RoomId == Room) || column.Visits.Any(v => v.RoomId == Room))
            && (VisitType is not { } type || column.Offers.Contains(type)),
    };

    /// <summary>The parameters of the address; null for those that say nothing.</summary>
    public IReadOnlyDictionary<string, object?> Query(BoardView view) => new Dictionary<string, object?>
    {
        ["view"] = view == BoardView.Doctors ? null : Name(view),
        ["specialty"] = Specialty?.ToString(),
        ["doctor"] = Doctor?.ToString(),
        ["room"] = Room?.ToString(),
        ["type"] = VisitType?.ToString(),
    };

    public static BoardFilter Read(string? specialty, string? doctor, string? room, string? type) => new(
        SpecialtyId.TryParse(specialty, null, out var s) ? s : null,
        DoctorId.TryParse(doctor, null, out var d) ? d : null,
        RoomId.TryParse(room, null, out var r) ? r : null,
        VisitTypeId.TryParse(type, null, out var t) ? t : null);

    public static BoardView ReadView(string? view) => view switch { "rooms" => BoardView.Rooms, "week" => BoardView.Week, _ => BoardView.Doctors };

    /// <summary>As in the address and in the texts.</summary>
    public static string Name(BoardView view) => view switch { BoardView.Rooms => "rooms", BoardView.Week => "week", _ => "doctors" };
}
