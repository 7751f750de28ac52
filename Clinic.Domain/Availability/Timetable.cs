using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>A visit type as one doctor offers it.</summary>
public sealed record Offer(DoctorId DoctorId, VisitType Type, int? OwnMinutes, decimal? Price, bool Online)
{
    private const int DefaultMinutes = 30;

    /// <summary>Length of a visit: the doctor's own, else the type's, else the roster's, else half an hour.</summary>
    public TimeSpan Length(Shift shift) => TimeSpan.FromMinutes(OwnMinutes ?? Type.Minutes ?? shift.MinutesPerVisit ?? DefaultMinutes);
}

/// <summary>Where a booking would stand: the slot and what is kept around it.</summary>
public sealed record Placement(Slot Slot, int BufferBefore, int BufferAfter)
{
    /// <summary>When the doctor is needed.</summary>
    public VisitParts DoctorParts { get; init; } = VisitParts.Whole;

    /// <summary>How many visits the room takes at once.</summary>
    public int RoomCapacity { get; init; } = 1;

    /// <summary>The devices chosen, each with how many visits it takes at once.</summary>
    public IReadOnlyList<(DeviceId Id, int Capacity)> Devices { get; init; } = [];

    /// <summary>How many patients share the visit; 1 for all but group visits.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>Places of quotas that the booking takes.</summary>
    public IReadOnlyList<PlaceClaim> Quotas { get; init; } = [];

    /// <summary>What the doctor and the room are busy for.</summary>
    public TimeRange Kept => Slot.Range.Widen(TimeSpan.FromMinutes(BufferBefore), TimeSpan.FromMinutes(BufferAfter));
}

/// <summary>So many of the numbered places of a quota on one date.</summary>
/// <param name="Key">The quota, of kind <see cref="ResourceKind.Places"/>.</param>
/// <param name="Date">The local date, as its day number.</param>
/// <param name="Capacity">How many places there are.</param>
/// <param name="Count">How many of them are taken.</param>
public sealed record PlaceClaim(ResourceId Key, int Date, int Capacity, int Count);

/// <summary>Everything free time follows from, for some doctors and a stretch of time, read in a fixed number of queries.</summary>
public sealed class Timetable
{
    private readonly Dictionary<ResourceId, CellSet> busy;
    private readonly ILookup<DoctorId, Offer> offers;

    private Timetable(
        ClinicProfile profile, RosterBook rosters, IReadOnlyDictionary<DoctorId, Doctor> doctors,
        ILookup<DoctorId, Offer> offers, Dictionary<ResourceId, CellSet> busy, TimeRange window)
    {
        Profile = profile;
        Rosters = rosters;
        Doctors = doctors;
        Window = window;
        this.offers = offers;
        this.busy = busy;
    }

    public ClinicProfile Profile { get; }

    public RosterBook Rosters { get; }

    public IReadOnlyDictionary<DoctorId, Doctor> Doctors { get; }

    public TimeRange Window { get; }

    /// <param name="db">A context; nothing is tracked.</param>
    /// <param name="doctors">The doctors wanted; inactive ones are left out.</param>
    /// <param name="window">The instants wanted.</param>
    /// <param name="now">Holds that expired by then count for nothing.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Timetable> Load(ClinicDb db, IQueryable<Doctor> doctors, TimeRange window, DateTime now, CancellationToken cancel)
    {
        var profile = await db.Profile.SingleAsync(cancel);
        var sites = await db.Sites.ToDictionaryAsync(s => s.Id, cancel);
        var wanted = await doctors.Where(d => d.Active).ToDictionaryAsync(d => d.Id, cancel);
        var ids = wanted.Keys.ToList();
        var offered = await (
            from own in db.DoctorVisitTypes
            join type in db.VisitTypes on own.VisitTypeId equals type.Id
            where ids.Contains(own.DoctorId)
            orderby type.SortOrder, type.Id
            select new { own, type }).ToListAsync(cancel);
        var offers = offered.ToLookup(
            o => o.own.DoctorId,
            o => new Offer(o.own.DoctorId, o.type, o.own.Minutes, o.own.Price ?? o.type.Price, wanted[o.own.DoctorId].BookableOnline && o.type.BookableOnline));

        // A day more on both sides: local dates reach over the ends, and a night shift begins the day before.
        var from = DateOnly.FromDateTime(window.Start).AddDays(-2);
        var to = DateOnly.FromDateTime(window.End).AddDays(1);
        var rosters = new RosterBook(
            sites,
            await db.RosterLines.Where(l => ids.Contains(l.DoctorId) && l.ValidFrom <= to && (l.ValidTo == null || l.ValidTo >= from)).ToListAsync(cancel),
            await db.RosterExceptions.Where(e => ids.Contains(e.DoctorId) && e.Date >= from && e.Date <= to).ToListAsync(cancel),
            await db.Absences.Where(a => ids.Contains(a.DoctorId) && a.From <= to && a.To >= from).ToListAsync(cancel),
            await db.Closures.Where(c => c.From <= to && c.To >= from).ToListAsync(cancel));

        return new(profile, rosters, wanted, offers, await LoadBusy(db, ids, window, now, cancel), window);
    }

    public IEnumerable<Offer> Offers(DoctorId doctor) => offers[doctor];

    /// <summary>The doctor's shifts that touch the window, ordered by start.</summary>
    public IEnumerable<Shift> Shifts(DoctorId doctor) =>
        Rosters.Shifts(doctor, DateOnly.FromDateTime(Window.Start).AddDays(-2), DateOnly.FromDateTime(Window.End).AddDays(1))
            .Where(s => s.Range.Overlaps(Window));

    /// <summary>The earliest and latest instants strangers may book.</summary>
    public TimeRange OpenToStrangers(DateTime now) => new(now.AddMinutes(Profile.LeadMinutes), now.AddDays(Profile.HorizonDays));

    /// <summary>Free slots of the offer that lie within the bounds, ordered by start.</summary>
    public IEnumerable<Slot> Slots(Offer offer, TimeRange bounds)
    {
        var doctorBusy = Busy(ResourceId.Doctor(offer.DoctorId));
        foreach (var shift in Shifts(offer.DoctorId))
        {
            var length = (int)offer.Length(shift).TotalMinutes / Cell.Minutes;
            foreach (var cell in Starts(offer, shift, length, doctorBusy, bounds))
            {
                var range = new TimeRange(Cell.Start(cell), Cell.Start(cell + length));
                yield return new(offer.DoctorId, offer.Type.Id, shift.SiteId, shift.RoomId, range, offer.Price);
            }
        }
    }

    /// <summary>Where a visit that begins at the slot's start would stand by roster and rules, regardless of who else is there.</summary>
    /// <param name="id">Doctor, visit type and start.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="staff">Staff are not bound by lead time, horizon and online booking.</param>
    public Result<Placement> Place(SlotId id, DateTime now, bool staff)
    {
        if (!Doctors.ContainsKey(id.DoctorId))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        if (offers[id.DoctorId].FirstOrDefault(o => o.Type.Id == id.VisitTypeId) is not { } offer)
        {
            return new Problem(ProblemCodes.TypeNotOffered);
        }

        if (RuleAgainst(offer, id.Start, now, staff) is { } rule)
        {
            return new Problem(rule);
        }

        var shift = Shifts(id.DoctorId).FirstOrDefault(s => s.Range.Start <= id.Start && id.Start < s.Range.End);
        if (shift is null)
        {
            return new Problem(WhyNoShift(id));
        }

        var range = new TimeRange(id.Start, id.Start + offer.Length(shift));
        return range.End > shift.Range.End
            ? new Problem(ProblemCodes.TooShort)
            : new Placement(new(id.DoctorId, id.VisitTypeId, shift.SiteId, shift.RoomId, range, offer.Price), offer.Type.BufferBefore, offer.Type.BufferAfter);
    }

    /// <summary>Whether nobody keeps the doctor or the room at the time.</summary>
    public bool IsFree(Placement placement)
    {
        var (from, to) = Cell.Span(placement.Kept);
        return !Busy(ResourceId.Doctor(placement.Slot.DoctorId)).Any(from, to)
            && !(placement.Slot.RoomId is { } room && Busy(ResourceId.Room(room)).Any(from, to));
    }

    /// <summary>The same people and occupancy under other rosters: what would be if they were changed.</summary>
    public Timetable With(RosterBook rosters) => new(Profile, rosters, Doctors, offers, busy.ToDictionary(b => b.Key, b => b.Value.Copy()), Window);

    /// <summary>Counts the place as taken, as if somebody had booked it.</summary>
    public void Occupy(Placement placement) => Mark(placement, (cells, from, to) => cells.Add(from, to));

    /// <summary>Counts the place as free, as if its booking had been cancelled.</summary>
    public void Release(Placement placement) => Mark(placement, (cells, from, to) => cells.Remove(from, to));

    private void Mark(Placement placement, Action<CellSet, int, int> mark)
    {
        var (from, to) = Cell.Span(placement.Kept);
        ResourceId[] resources = placement.Slot.RoomId is { } room
            ? [ResourceId.Doctor(placement.Slot.DoctorId), ResourceId.Room(room)]
            : [ResourceId.Doctor(placement.Slot.DoctorId)];
        foreach (var resource in resources)
        {
            if (!busy.TryGetValue(resource, out var cells))
            {
                busy[resource] = cells = new(Cell.Of(Window.Start) - (60 / Cell.Minutes), Cell.AtOrAfter(Window.End) + (60 / Cell.Minutes));
            }

            mark(cells, from, to);
        }
    }

    private static async Task<Dictionary<ResourceId, CellSet>> LoadBusy(ClinicDb db, List<DoctorId> doctors, TimeRange window, DateTime now, CancellationToken cancel)
    {
        // An hour more on both sides for the buffers of neighbours.
        var from = Cell.Of(window.Start) - (60 / Cell.Minutes);
        var to = Cell.AtOrAfter(window.End) + (60 / Cell.Minutes);
        var resources = doctors.ConvertAll(ResourceId.Doctor);
        resources.AddRange((await db.Rooms.Select(r => r.Id).ToListAsync(cancel)).Select(ResourceId.Room));
        var rows = await db.Occupancy
            .Where(o => resources.Contains(o.ResourceId) && o.Cell >= from && o.Cell < to && (o.HeldUntil == null || o.HeldUntil > now))
            .Select(o => new { o.ResourceId, o.Cell }).ToListAsync(cancel);
        var busy = new Dictionary<ResourceId, CellSet>();
        foreach (var row in rows)
        {
            if (!busy.TryGetValue(row.ResourceId, out var cells))
            {
                busy[row.ResourceId] = cells = new(from, to);
            }

            cells.Add(row.Cell, row.Cell + 1);
        }

        return busy;
    }

    private IEnumerable<int> Starts(Offer offer, Shift shift, int length, CellSet doctorBusy, TimeRange bounds)
    {
        var (first, end) = (Math.Max(Cell.AtOrAfter(shift.Range.Start), Cell.AtOrAfter(bounds.Start)), Cell.Of(shift.Range.End));
        if (first >= end)
        {
            return [];
        }

        var roomBusy = shift.RoomId is { } room ? Busy(ResourceId.Room(room)) : null;
        var (before, after) = (Cells(offer.Type.BufferBefore), Cells(offer.Type.BufferAfter));
        bool Clear(int a, int b) => !doctorBusy.Any(a, b) && roomBusy?.Any(a, b) != true;

        var free = new CellSet(first, end);
        free.Add(first, end);
        Subtract(free, doctorBusy);
        if (roomBusy is not null)
        {
            Subtract(free, roomBusy);
        }

        var offset = (int)(Rosters.Sites[shift.SiteId].Zone.GetUtcOffset(shift.Range.Start).TotalMinutes / Cell.Minutes);
        var latest = Cell.Of(bounds.End);
        return free.Runs().SelectMany(run =>
        {
            var (low, high) = run;
            while (low + length <= high && !Clear(low - before, low))
            {
                low++;
            }

            while (low + length <= high && !Clear(high, high + after))
            {
                high--;
            }

            return SlotPacking.Starts(low, high, length, length + before + after, offset);
        }).Where(start => start <= latest);
    }

    private CellSet Busy(ResourceId resource) => busy.TryGetValue(resource, out var cells) ? cells : new(0, 0);

    private string? RuleAgainst(Offer offer, DateTime start, DateTime now, bool staff) =>
        staff ? (Rosters.Sites.Values.All(s => s.LocalDate(start) < s.LocalDate(now)) ? ProblemCodes.Past : null)
        : !offer.Online ? ProblemCodes.NotBookableOnline
        : start <= now ? ProblemCodes.Past
        : start < OpenToStrangers(now).Start ? ProblemCodes.LeadTime
        : start > OpenToStrangers(now).End ? ProblemCodes.Horizon
        : null;

    /// <summary>The date is asked for by the clock of each site; a reason beats "outside the roster".</summary>
    private string WhyNoShift(SlotId id) => Rosters.Sites.Values
        .Select(site => Rosters.WhyNot(id.DoctorId, site.LocalDate(id.Start)))
        .FirstOrDefault(why => why != NoShift.OutsideRoster) switch
    {
        NoShift.Absent => ProblemCodes.Absent,
        NoShift.ClosedDay => ProblemCodes.ClosedDay,
        _ => ProblemCodes.OutsideRoster,
    };

    private static void Subtract(CellSet free, CellSet busy)
    {
        foreach (var (first, end) in busy.Runs())
        {
            free.Remove(first, end);
        }
    }

    private static int Cells(int minutes) => (minutes + Cell.Minutes - 1) / Cell.Minutes;
}
