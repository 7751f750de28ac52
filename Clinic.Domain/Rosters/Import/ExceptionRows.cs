namespace Clinic.Domain.Rosters.Import;

/// <summary>A day of the plan as rows: one for each room and length of visit, or one that says why there is no work.</summary>
internal static class ExceptionRows
{
    // What the column of hours holds.
    private const int StretchesPerRow = 16;

    public static IEnumerable<RosterException> Of(DayChange change, DoctorId doctor, SiteId site, Func<PlannedRoom, RoomId?> room)
    {
        if (change.AsLinesSay)
        {
            return [];
        }

        if (change.After.Work.Count == 0)
        {
            return [new() { DoctorId = doctor, SiteId = site, Date = change.Date, Reason = change.After.Reason ?? DayReason.DayOff }];
        }

        return change.After.Work.GroupBy(w => (w.Room, w.Minutes)).SelectMany(g => g.Chunk(StretchesPerRow).Select(some => new RosterException
        {
            DoctorId = doctor,
            SiteId = site,
            Date = change.Date,
            Hours = new([.. some.Select(w => w.Hours)]),
            Rooms = g.Key.Room is { } named && room(named) is { } id ? IdList.Of(id) : IdList<RoomId>.None,
            MinutesPerVisit = g.Key.Minutes,
        }));
    }
}
