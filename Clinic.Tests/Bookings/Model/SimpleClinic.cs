using Clinic.Domain;

namespace Clinic.Tests.Bookings.Model;

/// <summary>Somebody's time in the small model: a hold without a person, or a booking with one.</summary>
internal sealed record Stay(Guid Id, int Doctor, int Type, int? Person, DateTime Start, DateTime End, TimeRange Kept)
{
    internal int? Room { get; init; }

    internal int? Device { get; init; }

    internal DateTime? HeldUntil { get; init; }

    internal bool Extended { get; init; }

    /// <summary>The desk took it over whatever was there; it counts for no quota.</summary>
    internal bool Over { get; init; }

    internal TimeRange Visit => new(Start, End);

    /// <summary>Of one group with the other, if their type comes in groups.</summary>
    internal bool With(Stay other) => (Doctor, Type, Start) == (other.Doctor, other.Type, other.Start);
}

/// <summary>What a doctor of the model does: hours of every day, days away, rooms of which any will do, first visits a day that strangers may book.</summary>
internal sealed record ModelDoctor(IReadOnlyList<(int From, int To)> Hours, IReadOnlySet<int> Away, IReadOnlyList<int> Rooms, int FirstVisits);

/// <summary>A visit type of the model, in minutes; how many come to it together, whether it needs a device, whether it is a first visit.</summary>
internal sealed record ModelType(int Minutes, int Before, int After, int Seats = 1, bool Device = false, bool First = false);

/// <summary>A clinic as one would explain it on a napkin: lists of stays, and everything decided by looking through them. Times are UTC; the clinic is in Moscow.</summary>
internal sealed class SimpleClinic(IReadOnlyList<ModelType> types, int devices, int lead)
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

    /// <summary>Everything that stands in the way of a stay, not counting the stay itself.</summary>
    internal IEnumerable<string> Blockers(Stay wish)
    {
        var others = Others(wish);
        if (types[wish.Type].First && Doctors[wish.Doctor].FirstVisits <= others.Count(s => s.Doctor == wish.Doctor && types[s.Type].First && !s.Over && Day(s) == Day(wish)))
        {
            yield return "quota";
        }

        var group = Group(wish);
        if (group.Count > 0)
        {
            var tooMany = group.Count + 1 - types[wish.Type].Seats;
            if (tooMany > 0)
            {
                yield return group.Count(s => s.HeldUntil is not null) >= tooMany ? "slot-held" : "slot-taken";
            }
        }
        else
        {
            if (others.FindAll(s => s.Doctor == wish.Doctor && s.Kept.Overlaps(wish.Kept)) is { Count: > 0 } rivals)
            {
                yield return rivals.TrueForAll(IsHeld) ? "slot-held" : "slot-taken";
            }

            if (Rooms(wish).Count == 0)
            {
                yield return "room-busy";
            }

            if (types[wish.Type].Device && Devices(wish).Count == 0)
            {
                yield return "device-busy";
            }
        }

        if (wish.Person is { } who && others.Exists(s => s.Person == who && s.Visit.Overlaps(wish.Visit)))
        {
            yield return "patient-overlap";
        }
    }

    /// <summary>The rooms the stay may be in: that of the group it joins, else any of the pool that is free.</summary>
    internal IReadOnlyList<int> Rooms(Stay wish) => Group(wish) is [{ Room: { } room }, ..]
        ? [room]
        : [.. Doctors[wish.Doctor].Rooms.Where(r => !Others(wish).Exists(s => s.Room == r && s.Kept.Overlaps(wish.Kept)))];

    internal IReadOnlyList<int> Devices(Stay wish) =>
        [.. Enumerable.Range(0, devices).Where(d => !Others(wish).Exists(s => s.Device == d && s.Kept.Overlaps(wish.Kept)))];

    internal Stay Stay(Guid id, int doctor, int type, DateTime start, int? person)
    {
        var (minutes, before, after) = (types[type].Minutes, types[type].Before, types[type].After);
        return new(id, doctor, type, person, start, start.AddMinutes(minutes), new(start.AddMinutes(-before), start.AddMinutes(minutes + after)));
    }

    private static DateTime Day(Stay stay) => (stay.Start + Zone).Date;

    private List<Stay> Others(Stay wish) => [.. Live.Where(s => s.Id != wish.Id)];

    /// <summary>Those whom the stay would join.</summary>
    private List<Stay> Group(Stay wish) => types[wish.Type].Seats > 1 ? Others(wish).FindAll(wish.With) : [];

    /// <summary>A group is taken as soon as one of it has booked.</summary>
    private bool IsHeld(Stay stay) => types[stay.Type].Seats > 1 ? Live.Where(stay.With).All(s => s.HeldUntil is not null) : stay.HeldUntil is not null;
}
