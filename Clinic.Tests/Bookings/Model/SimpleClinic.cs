using System.Collections.Immutable;
using Clinic.Domain;

namespace Clinic.Tests.Bookings.Model;

/// <summary>Somebody's time in the small model: a hold without a person, or a booking with one.</summary>
internal sealed record Stay(Guid Id, int Doctor, int Type, int? Person, DateTime Start, DateTime End, TimeRange Kept)
{
    internal int? Room { get; init; }

    internal int? Device { get; init; }

    internal DateTime? HeldUntil { get; init; }

    internal bool Extended { get; init; }

    /// <summary>The clinic put it there itself, over whatever was there or by a change of rosters; it counts for no quota.</summary>
    internal bool Over { get; init; }

    internal TimeRange Visit => new(Start, End);

    /// <summary>Of one group with the other, if their type comes in groups.</summary>
    internal bool With(Stay other) => (Doctor, Type, Start) == (other.Doctor, other.Type, other.Start);
}

/// <summary>Work from minute to minute of a day.</summary>
internal readonly record struct Work(int From, int To);

/// <summary>A line of the model: the hours of every so many days from a date on.</summary>
internal sealed record ModelLine(DateOnly From, IReadOnlyList<Work> Hours, int Every = 1, int Rest = 0);

/// <summary>
/// What a doctor of the model does: lines, of which the last that has begun counts; dates that differ; dates away; rooms of which any will do; first
/// visits a day that strangers may book.
/// </summary>
internal sealed record ModelDoctor(ImmutableList<ModelLine> Lines, IReadOnlyList<int> Rooms, int FirstVisits)
{
    internal ImmutableDictionary<DateOnly, IReadOnlyList<Work>> Differing { get; init; } = ImmutableDictionary<DateOnly, IReadOnlyList<Work>>.Empty;

    internal ImmutableHashSet<DateOnly> Away { get; init; } = [];

    internal IReadOnlyList<Work> Hours(DateOnly date) => Differing.TryGetValue(date, out var other) ? other
        : Lines.Last(l => l.From <= date) is var line && date.Day % line.Every == line.Rest ? line.Hours
        : [];
}

/// <summary>A visit type of the model, in minutes; how many come to it together, whether it needs a device, whether it is a first visit.</summary>
internal sealed record ModelType(int Minutes, int Before, int After, int Seats = 1, bool Device = false, bool First = false);

/// <summary>A clinic as one would explain it on a napkin: lists of stays, and everything decided by looking through them. Times are UTC; the clinic is in Moscow.</summary>
internal sealed class SimpleClinic(IReadOnlyList<ModelType> types, int devices, int lead)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(3);

    internal List<ModelDoctor> Doctors { get; private init; } = [];

    internal Dictionary<Guid, Stay> Stays { get; private init; } = [];

    /// <summary>Visits that a change of rosters left without a place.</summary>
    internal HashSet<Guid> Displaced { get; private init; } = [];

    internal DateTime Now { get; set; }

    internal IReadOnlyList<ModelType> Types => types;

    internal IEnumerable<Stay> Live => Stays.Values.Where(s => s.HeldUntil is null || s.HeldUntil > Now);

    internal SimpleClinic Copy() => new(types, devices, lead) { Doctors = [.. Doctors], Stays = new(Stays), Displaced = [.. Displaced], Now = Now };

    /// <summary>Why a stranger's visit cannot begin at the time by the rules alone.</summary>
    internal string? Rule(int doctor, int type, DateTime start) =>
        start <= Now ? "past"
        : start < Now.AddMinutes(lead) ? "lead-time"
        : Roster(Doctors[doctor], type, start);

    /// <summary>Why a visit cannot be at the time by the doctor's roster.</summary>
    internal string? Roster(ModelDoctor doctor, int type, DateTime start)
    {
        var (date, minute) = (Day(start), (int)(start + Zone).TimeOfDay.TotalMinutes);
        var hours = doctor.Hours(date).Where(h => h.From <= minute && minute < h.To).ToList();
        return doctor.Away.Contains(date) ? "absent"
            : hours.Count == 0 ? "outside-roster"
            : minute + types[type].Minutes > hours[0].To ? "too-short"
            : null;
    }

    /// <summary>The visits still ahead that stand in the doctor's roster and will not once it is another.</summary>
    internal IEnumerable<Stay> Hits(int doctor, ModelDoctor other) => Stays.Values
        .Where(s => s.Doctor == doctor && s.Person is not null && s.End > Now && Stands(s, Doctors[doctor]) && !Stands(s, other));

    /// <summary>The roster is another: what is held where it has no place is given back, and who stands again is on no list.</summary>
    internal void Change(int doctor, ModelDoctor other)
    {
        Doctors[doctor] = other;
        foreach (var stay in Stays.Values.Where(s => s.Doctor == doctor && s.End > Now).ToList())
        {
            if (!Stands(stay, other) && stay.HeldUntil > Now)
            {
                Stays[stay.Id] = stay with { HeldUntil = Now };
            }
            else if (Stands(stay, other))
            {
                Displaced.Remove(stay.Id);
            }
        }
    }

    /// <summary>Why the clinic itself cannot move a visit into the room; no quota and no lead time binds it.</summary>
    internal string? Against(Stay wish, int room)
    {
        var inTheWay = Blockers(wish).Where(b => b != "quota").ToList();
        return Day(wish.Start) < Day(Now) ? "past"
            : Roster(Doctors[wish.Doctor], wish.Type, wish.Start) is { } rule ? rule
            : inTheWay.Exists(b => b != "patient-overlap") || (Group(wish).Count == 0 && !Rooms(wish).Contains(room)) ? "slot-taken"
            : inTheWay.FirstOrDefault();
    }

    /// <summary>Everything that stands in the way of a stay, not counting the stay itself.</summary>
    internal IEnumerable<string> Blockers(Stay wish)
    {
        var others = Others(wish);
        if (types[wish.Type].First && Doctors[wish.Doctor].FirstVisits <= others.Count(s => s.Doctor == wish.Doctor && types[s.Type].First && !s.Over && Day(s.Start) == Day(wish.Start)))
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

    internal static DateOnly Day(DateTime instant) => DateOnly.FromDateTime(instant + Zone);

    private bool Stands(Stay stay, ModelDoctor doctor) => Roster(doctor, stay.Type, stay.Start) is null && doctor.Rooms.Contains(stay.Room!.Value);

    private List<Stay> Others(Stay wish) => [.. Live.Where(s => s.Id != wish.Id)];

    /// <summary>Those whom the stay would join.</summary>
    private List<Stay> Group(Stay wish) => types[wish.Type].Seats > 1 ? Others(wish).FindAll(wish.With) : [];

    /// <summary>A group is taken as soon as one of it has booked.</summary>
    private bool IsHeld(Stay stay) => types[stay.Type].Seats > 1 ? Live.Where(stay.With).All(s => s.HeldUntil is not null) : stay.HeldUntil is not null;
}
