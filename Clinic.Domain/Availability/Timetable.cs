using System.Collections.Concurrent;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>Free time of some doctors over a stretch of time: shifts − occupancy − rules. Asking touches no database.</summary>
public sealed class Timetable
{
    /// <summary>Cells of a day of 24 hours.</summary>
    internal const int DayCells = 24 * 60 / Cell.Minutes;

    // For the buffers of neighbours, and because a quota's cell is the midnight of its date.
    private const int Margin = DayCells;
    private readonly OccupancyMap map;
    private readonly Dictionary<DoctorId, Shift[]?[]> shifts;
    private readonly DateOnly firstDate;
    private readonly ConcurrentDictionary<DoctorId, GroupVisit[]> groups;

    private Timetable(ClinicFacts facts, OccupancyMap map, TimeRange window, ConcurrentDictionary<DoctorId, GroupVisit[]> groups)
    {
        Facts = facts;
        this.map = map;
        Window = window;
        this.groups = groups;
        (firstDate, var last) = Dates(window);
        shifts = facts.Doctors.Keys.ToDictionary(d => d, _ => new Shift[]?[last.DayNumber - firstDate.DayNumber + 1]);
    }

    public ClinicFacts Facts { get; }

    public TimeRange Window { get; }

    /// <param name="db">A context; nothing is tracked.</param>
    /// <param name="doctors">The doctors wanted; inactive ones are left out.</param>
    /// <param name="window">The instants wanted.</param>
    /// <param name="now">Holds that expired by then count for nothing.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Timetable> Load(ClinicDb db, IQueryable<Doctor> doctors, TimeRange window, DateTime now, CancellationToken cancel)
    {
        var (from, to) = Cells(window);
        var timetable = new Timetable(await ClinicFacts.Load(db, doctors, window, cancel), new(from, to), window, new());
        await timetable.map.Read(db, timetable.Prepare(), now, cancel);
        await timetable.ReadCounts(db, now, cancel);
        return timetable;
    }

    /// <summary>Everybody's, the bookings beside the facts, over several connections.</summary>
    internal static async Task<Timetable> Load(IDbContextFactory<ClinicDb> factory, ClinicDb db, TimeRange window, DateTime now, CancellationToken cancel)
    {
        var (from, to) = Cells(window);
        var standing = Task.Run(() => StandingCells.Read(factory, from, to, cancel), cancel);
        var facts = ClinicFacts.Load(factory, db, window, cancel);
        await Task.WhenAll(standing, facts);
        var timetable = new Timetable(await facts, new(from, to), window, new());
        timetable.Prepare();
        timetable.map.Fill(await standing, now);
        await timetable.ReadCounts(db, now, cancel);
        return timetable;
    }

    /// <summary>The local dates whose shifts may touch the window: dates reach over its ends, and a night shift begins the day before.</summary>
    public static (DateOnly From, DateOnly To) Dates(TimeRange window) =>
        (DateOnly.FromDateTime(window.Start).AddDays(-2), DateOnly.FromDateTime(window.End).AddDays(1));

    /// <summary>The doctor's shifts that touch the window, ordered by start.</summary>
    public IEnumerable<Shift> Shifts(DoctorId doctor, TimeRange window)
    {
        var (from, to) = Dates(window);
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            foreach (var shift in Shifts(doctor, date))
            {
                if (shift.Range.Overlaps(window))
                {
                    yield return shift;
                }
            }
        }
    }

    /// <summary>Free slots of the offer that lie within the bounds, ordered by start.</summary>
    public IEnumerable<Slot> Slots(Offer offer, TimeRange bounds, Asker asker)
    {
        foreach (var shift in Shifts(offer.DoctorId, bounds))
        {
            var length = offer.Cells(shift);
            var starts = StartFinder.Starts(this, offer, shift, bounds, asker);
            if (offer.Type.Capacity > 1 && Joinable(offer, shift, bounds, asker.Now) is { Count: > 0 } open)
            {
                starts = [.. starts.Concat(open).Distinct().Order()];
            }

            foreach (var cell in starts)
            {
                yield return new(offer.DoctorId, offer.Type.Id, shift.SiteId, shift.RoomId, new(Cell.Start(cell), Cell.Start(cell + length)), offer.Price);
            }
        }
    }

    /// <summary>Whether nobody keeps the doctor, the room or a device at the time.</summary>
    public bool IsFree(Placement placement, DateTime now) =>
        placement.GroupSize > 1 && Taken(GroupVisit.Seats(placement.Slot.DoctorId, placement.Slot.VisitTypeId, placement.Slot.Id.Cell), placement.Slot.Id.Cell, now) is > 0 and var seated
            ? seated < placement.GroupSize
            : !Stretches(placement).Any(r => map.Find(r.Resource)?.Any(r.From, r.To, now) == true);

    /// <summary>The same people and occupancy under other rosters: what would be if they were changed.</summary>
    public Timetable With(RosterBook rosters, IEnumerable<Outage>? outages = null) => new(Facts.With(rosters, outages), map.Copy(), Window, new(groups));

    /// <summary>Counts the place as taken, as if somebody had booked it.</summary>
    public void Occupy(Placement placement) => Each(placement, (cells, from, to) => cells.Add(from, to));

    /// <summary>Counts the place as free, as if its booking had been cancelled.</summary>
    public void Release(Placement placement) => Each(placement, (cells, from, to) => cells.Remove(from, to));

    /// <summary>The rooms of the shift's pool that are in use, the usual one first.</summary>
    internal IEnumerable<Room> Rooms(Shift shift) => shift.Rooms.Ids.Select(Facts.Rooms.GetValueOrDefault).OfType<Room>().Where(r => r.Active);

    /// <summary>How many of the numbered places are taken.</summary>
    internal int Taken(ResourceId key, int cell, DateTime now) => map.Taken(key, cell, now);

    internal bool IsBusy(ResourceId resource, int from, int to, DateTime now) => from < to && map.Find(resource)?.Any(from, to, now) == true || (from < to && Outage(resource, from, to) is not null);

    internal ResourceCells? Cells(ResourceId resource) => map.Find(resource);

    internal Outage? Outage(ResourceId resource, int from, int to) => Facts.Outages[resource].FirstOrDefault(o => o.From < Cell.Start(to) && o.To > Cell.Start(from));

    /// <summary>Writes where the resource is free; the first word begins at the cell 64 × <paramref name="word"/>.</summary>
    internal void Free(ResourceId resource, Span<ulong> bits, int word, DateTime now)
    {
        bits.Clear();
        map.Find(resource)?.OrInto(bits, word, now);
        foreach (var outage in Facts.Outages[resource])
        {
            CellWords.Fill(bits, word << 6, Cell.Of(outage.From), Cell.AtOrAfter(outage.To), true);
        }

        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = ~bits[i];
        }
    }

    /// <summary>Cells by which the clock of the shift's site is ahead of UTC.</summary>
    internal int ClockCells(Shift shift) => (int)(Facts.Rosters.Zone(shift.SiteId).GetUtcOffset(shift.Range.Start).TotalMinutes / Cell.Minutes);

    internal IReadOnlyList<Shift> Shifts(DoctorId doctor, DateOnly date)
    {
        var index = date.DayNumber - firstDate.DayNumber;
        return !shifts.TryGetValue(doctor, out var days) ? []
            : (uint)index >= (uint)days.Length ? Facts.Rosters.Shifts(doctor, date, date)
            : days[index] ??= Facts.Rosters.Shifts(doctor, date, date) is { Count: > 0 } found ? [.. found] : [];
    }

    /// <summary>The same occupancy with rosters, people and rules read anew.</summary>
    internal async Task<Timetable> Renew(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        var renewed = new Timetable(await ClinicFacts.Load(db, db.Doctors, Window, cancel), map, Window, groups);
        await map.Read(db, renewed.Prepare(), now, cancel);
        await map.ReadPlaces(db, renewed.PlaceKeys(), now, cancel);
        return renewed;
    }

    /// <summary>Makes the stretches what the storage says they are now.</summary>
    internal async Task Refresh(ClinicDb db, IReadOnlyCollection<CellRange> ranges, IReadOnlyCollection<DoctorId> doctors, DateTime now, CancellationToken cancel)
    {
        await map.Refresh(db, ranges, now, cancel);
        if (ranges.Any(r => r.Resource.Kind == ResourceKind.Places))
        {
            await ReadGroups(db, doctors, cancel);
        }
    }

    /// <summary>Counts cells that this process has just written, without reading them again; of resources that take one visit at a time.</summary>
    internal void Take(CellRange range, DateTime? until)
    {
        if (until is { } expiry)
        {
            map.Of(range.Resource).Hold(range.From, range.To, expiry);
        }
        else
        {
            map.Of(range.Resource).Add(range.From, range.To);
        }
    }

    private static (int From, int To) Cells(TimeRange window) => (Cell.Of(window.Start) - Margin, Cell.AtOrAfter(window.End) + Margin);

    /// <summary>Groups, and how many places of them and of quotas are taken.</summary>
    private async Task ReadCounts(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        await ReadGroups(db, null, cancel);
        await map.ReadPlaces(db, PlaceKeys(), now, cancel);
    }

    private async Task ReadGroups(ClinicDb db, IReadOnlyCollection<DoctorId>? of, CancellationToken cancel)
    {
        var rows = db.GroupVisits.Where(g => g.Start >= Window.Start.AddDays(-1) && g.Start < Window.End);
        var found = (await (of is null ? rows : rows.Where(g => of.Contains(g.DoctorId))).ToListAsync(cancel)).ToLookup(g => g.DoctorId);
        foreach (var doctor in of ?? [.. found.Select(g => g.Key)])
        {
            groups[doctor] = [.. found[doctor]];
        }
    }

    /// <summary>The quotas of all rosters and the seats of all groups.</summary>
    private IEnumerable<ResourceId> PlaceKeys() => Facts.Rosters.Access()
        .SelectMany(a => a.Access.Rules.Where(r => r.Kind == AccessKind.Quota).Select(r => (a.Doctor, a.Site, Rule: r)))
        .GroupBy(q => AccessCheck.Key(q.Doctor, q.Site, q.Rule, 0))
        .SelectMany(same => same.Select((q, line) => AccessCheck.Key(q.Doctor, q.Site, q.Rule, line)))
        .Concat(groups.Values.SelectMany(g => g).Select(g => GroupVisit.Seats(g.DoctorId, g.VisitTypeId, Cell.Of(g.Start))))
        .Distinct();

    /// <summary>Gives every doctor, room and device a bitmap; answers those whose bitmap is empty yet.</summary>
    private List<ResourceId> Prepare()
    {
        var fresh = Facts.Doctors.Keys.Select(ResourceId.Doctor).Where(d => map.Prepare(d, 1)).ToList();
        fresh.AddRange(Facts.Rooms.Values.Where(r => map.Prepare(ResourceId.Room(r.Id), r.Capacity)).Select(r => ResourceId.Room(r.Id)));
        fresh.AddRange(Facts.Devices.SelectMany(d => d).Where(d => map.Prepare(ResourceId.Device(d.Id), d.Capacity)).Select(d => ResourceId.Device(d.Id)));
        return fresh;
    }

    /// <summary>Starts of group visits that have begun to fill and have a seat left.</summary>
    private List<int> Joinable(Offer offer, Shift shift, TimeRange bounds, DateTime now) =>
        [.. (groups.GetValueOrDefault(offer.DoctorId) ?? [])
            .Where(g => g.VisitTypeId == offer.Type.Id && g.Start >= bounds.Start && g.Start <= bounds.End && shift.Range.Contains(new(g.Start, g.End)))
            .Select(g => Cell.Of(g.Start))
            .Where(c => Taken(GroupVisit.Seats(offer.DoctorId, offer.Type.Id, c), c, now) is > 0 and var taken && taken < offer.Type.Capacity)];

    private void Each(Placement placement, Action<ResourceCells, int, int> mark)
    {
        foreach (var range in Stretches(placement))
        {
            mark(map.Of(range.Resource), range.From, range.To);
        }
    }

    /// <summary>The cells of doctor, room and devices that a visit at the place keeps.</summary>
    internal static IEnumerable<CellRange> Stretches(Placement placement) => Claims.OfPlace(placement).Select(c => new CellRange(c.Resource, c.From, c.To));
}
