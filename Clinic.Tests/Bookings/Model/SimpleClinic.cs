using Clinic.Domain;

namespace Clinic.Tests.Bookings.Model;

/// <summary>Somebody's time in the small model: a hold without a person, or a booking with one.</summary>
internal sealed record Stay(Guid Id, int Doctor, int? Room, int? Person, DateTime Start, DateTime End, TimeRange Kept)
{
    internal DateTime? HeldUntil { get; init; }

    internal bool Extended { get; init; }

    /// <summary>The patient did not come: from here on the time is free.</summary>
    internal DateTime? ReleasedAt { get; init; }

    internal bool Over { get; init; }

    internal TimeRange Visit => Cut(new(Start, End));

    internal TimeRange Busy => Cut(Kept);

    private TimeRange Cut(TimeRange range) => ReleasedAt is { } at && at < range.End ? new(range.Start, at > range.Start ? at : range.Start) : range;
}

/// <summary>What a doctor of the model does: hours of every day, days away, rooms of which any will do.</summary>
internal sealed record ModelDoctor(IReadOnlyList<(int From, int To)> Hours, IReadOnlySet<int> Away, IReadOnlyList<int> Rooms);

/// <summary>A visit type of the model, in minutes.</summary>
internal sealed record ModelType(int Minutes, int Before, int After);

/// <summary>A clinic as one would explain it on a napkin: lists of stays, and everything decided by looking through them. Times are UTC; the clinic is in Moscow.</summary>
internal sealed class SimpleClinic(IReadOnlyList<ModelType> types, int lead)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(3);

    internal List<ModelDoctor> Doctors { get; } = [];

    internal Dictionary<Guid, Stay> Stays { get; } = [];

    internal DateTime Now { get; set; }

    internal IReadOnlyList<ModelType> Types => types;

    internal IEnumerable<Stay> Live => Stays.Values.Where(s => s.HeldUntil is null || s.HeldUntil > Now);

    /// <summary>Why a stranger's visit cannot begin at the time by the rules alone.</summary>
    internal string? Rule(int doctor, int type, DateTime start)
    {
        var (local, length) = (start + Zone, types[type].Minutes);
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var hours = Doctors[doctor].Hours.Where(h => h.From <= minute && minute < h.To).ToList();
        return start <= Now ? "past"
            : start < Now.AddMinutes(lead) ? "lead-time"
            : Doctors[doctor].Away.Contains(local.Day) ? "absent"
            : hours.Count == 0 ? "outside-roster"
            : minute + length > hours[0].To ? "too-short"
            : null;
    }

    /// <summary>Everything that stands in the way of the time, not counting one stay.</summary>
    internal IReadOnlyList<string> Blockers(int doctor, int type, DateTime start, int? person, Guid except = default)
    {
        var kept = Kept(type, start);
        var visit = new TimeRange(start, start.AddMinutes(types[type].Minutes));
        var others = Live.Where(s => s.Id != except).ToList();
        var found = new List<string>();
        if (others.Where(s => s.Doctor == doctor && s.Busy.Overlaps(kept)).ToList() is { Count: > 0 } rivals)
        {
            found.Add(rivals.TrueForAll(r => r.HeldUntil is not null) ? "slot-held" : "slot-taken");
        }

        if (FreeRooms(doctor, kept, except).Count == 0)
        {
            found.Add("room-busy");
        }

        if (person is { } who && others.Exists(s => s.Person == who && s.Visit.Overlaps(visit)))
        {
            found.Add("patient-overlap");
        }

        return found;
    }

    internal string? Blocker(int doctor, int type, DateTime start, int? person, Guid except = default) =>
        Blockers(doctor, type, start, person, except) is [var first, ..] ? first : null;

    internal IReadOnlyList<int> FreeRooms(int doctor, TimeRange kept, Guid except = default) =>
        [.. Doctors[doctor].Rooms.Where(r => !Live.Any(s => s.Id != except && s.Room == r && s.Busy.Overlaps(kept)))];

    internal TimeRange Kept(int type, DateTime start) =>
        new(start.AddMinutes(-types[type].Before), start.AddMinutes(types[type].Minutes + types[type].After));

    internal Stay Stay(Guid id, int doctor, int type, DateTime start, int? room, int? person) =>
        new(id, doctor, room, person, start, start.AddMinutes(types[type].Minutes), Kept(type, start));
}
