using Clinic.Domain.Rooms;

namespace Clinic.Domain.Bookings;

/// <summary>The same day seen from its rooms.</summary>
public static class BoardRooms
{
    /// <summary>One column for each room of the site in which anybody works or is seen: who works there, whose visits, what is free.</summary>
    /// <param name="day">The day by doctors.</param>
    /// <param name="before">The former picture, whose columns are kept where nothing in them differs.</param>
    public static BoardDay ByRoom(this BoardDay day, BoardDay? before = null)
    {
        var columns = day.Rooms.Select(r => Column(day, r)).Where(c => c.Shifts.Count + c.Visits.Count + c.Holds.Count > 0).ToList();
        return (day with { Columns = columns }).Keeping(before);
    }

    private static BoardColumn Column(BoardDay day, Room room)
    {
        var doctors = day.Columns;
        return new(
            default,
            new(room.Name, ""),
            [],
            [.. doctors.SelectMany(c => c.Shifts).Where(s => s.RoomId == room.Id).OrderBy(s => s.Range.Start)],
            [.. doctors.SelectMany(c => c.Visits).Where(v => v.RoomId == room.Id).OrderBy(v => v.Range.Start)],
            [.. doctors.SelectMany(c => c.Holds).Where(h => h.RoomId == room.Id).OrderBy(h => h.Range.Start)],
            Apart(doctors.SelectMany(c => c.Free).Where(f => f.RoomId == room.Id).OrderBy(f => f.Range.Start).ThenBy(f => f.DoctorId.Value)),
            [])
        {
            Reserved = [.. doctors.SelectMany(c => c.Reserved).Where(r => r.RoomId == room.Id).OrderBy(r => r.Range.Start)],
            Offers = [.. doctors.Where(c => c.Shifts.Any(s => s.RoomId == room.Id)).SelectMany(c => c.Offers).Distinct()],
            Room = room,
        };
    }

    /// <summary>Where several who share the room are free at once, the first of them.</summary>
    private static List<BoardFree> Apart(IEnumerable<BoardFree> all)
    {
        var free = new List<BoardFree>();
        foreach (var one in all)
        {
            if (free.Count == 0 || free[^1].Range.End <= one.Range.Start)
            {
                free.Add(one);
            }
        }

        return free;
    }
}
