using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>What slots are looked for; null means any. Without a visit type each doctor's first one counts.</summary>
public sealed record SlotQuery
{
    public VisitTypeId? VisitType { get; init; }

    public DoctorId? Doctor { get; init; }

    public SpecialtyId? Specialty { get; init; }

    public SiteId? Site { get; init; }

    /// <summary>The instants wanted; cut to what the asker may book. Where dates are given, it has them whole, whatever the zone.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>The first date, by the clock of the site where the visit is; null for whatever the window has.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last date, by the same clock.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Whose view: staff see slots beyond lead time and horizon and doctors not offered online; access rules name channels.</summary>
    public Channel Channel { get; init; } = Channel.Widget;

    /// <summary>The same without what the clinic no longer has: an old link must not close the door.</summary>
    public SlotQuery Known(ClinicFacts facts) => this with
    {
        Site = Site is { } site && facts.Sites.ContainsKey(site) ? site : null,
        Specialty = Specialty is { } specialty && facts.SpecialtyNames.ContainsKey(specialty) ? specialty : null,
        VisitType = VisitType is { } type && facts.Offers.Any(offers => offers.Any(o => o.Type.Id == type)) ? type : null,
    };

    /// <summary>The instants wanted at a site.</summary>
    public TimeRange WindowAt(TimeZoneInfo zone)
    {
        var start = FirstDay is { } first ? Max(Window.Start, WallClock.FirstInstant(zone, first)) : Window.Start;
        var end = LastDay is { } last ? Min(Window.End, WallClock.FirstInstant(zone, last.AddDays(1))) : Window.End;
        return new(start, Max(start, end));
    }

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;
}

/// <summary>Finds free slots, ordered by start and doctor.</summary>
public sealed class FindSlots(TimetableCache timetables, TimeProvider clock)
{
    public ValueTask<FoundSlots> Run(SlotQuery query, CancellationToken cancel) => Find(query, static slots => slots, cancel);

    /// <summary>The first free slots of each doctor, one unless more are wanted, ordered by start and doctor.</summary>
    public ValueTask<FoundSlots> Nearest(SlotQuery query, CancellationToken cancel, int each = 1) => Find(query, slots => slots.Take(each), cancel);

    /// <param name="query">What is looked for.</param>
    /// <param name="wanted">Which of one doctor's slots of one visit type, by start, are taken; the rest are never computed.</param>
    /// <param name="cancel">Cancels.</param>
    private async ValueTask<FoundSlots> Find(SlotQuery query, Func<IEnumerable<Slot>, IEnumerable<Slot>> wanted, CancellationToken cancel)
    {
        var asker = new Asker(query.Channel, clock.GetUtcNow().UtcDateTime);
        var timetable = await timetables.For(await Cut(query.Window, asker, cancel), cancel);
        var rosters = timetable.Facts.Rosters;
        var windows = timetable.Facts.Sites.Keys.ToDictionary(s => s, s => query.WindowAt(rosters.Zone(s)));
        var bounds = windows.Count == 0 ? default : Bounds(timetable, new(windows.Values.Min(w => w.Start), windows.Values.Max(w => w.End)), asker);
        var slots = new List<Slot>();
        if (bounds.Length > TimeSpan.Zero)
        {
            foreach (var doctor in Doctors(timetable.Facts, query))
            {
                if (Wanted(timetable.Facts.Offers[doctor], query, asker) is { } offer)
                {
                    slots.AddRange(wanted(timetable.Slots(offer, bounds, asker)
                        .Where(s => (query.Site is null || s.SiteId == query.Site) && windows[s.SiteId] is var window && window.Start <= s.Range.Start && s.Range.Start < window.End)));
                }
            }
        }

        if (query.Doctor is null)
        {
            slots.Sort((a, b) => a.Range.Start != b.Range.Start ? a.Range.Start.CompareTo(b.Range.Start) : a.DoctorId.Value.CompareTo(b.DoctorId.Value));
        }

        return new(slots, timetable.Facts);
    }

    /// <summary>What a stranger asks for beyond the horizon need not be read.</summary>
    private async ValueTask<TimeRange> Cut(TimeRange window, Asker asker, CancellationToken cancel) =>
        asker.Staff ? window : Intersect(window, (await timetables.Current(cancel)).Facts.OpenToStrangers(asker.Now));

    private static TimeRange Bounds(Timetable timetable, TimeRange window, Asker asker) =>
        Intersect(window, asker.Staff ? new(asker.Now, DateTime.MaxValue.ToUniversalTime()) : timetable.Facts.OpenToStrangers(asker.Now));

    private static IEnumerable<DoctorId> Doctors(ClinicFacts facts, SlotQuery query)
    {
        var doctors = query.Doctor is { } doctor ? facts.Doctors.ContainsKey(doctor) ? [doctor] : [] : facts.Doctors.Keys;
        return query.Specialty is { } specialty ? doctors.Where(d => facts.Specialties[d].Contains(specialty)) : doctors;
    }

    /// <summary>The visit type asked for; else the doctor's first of the specialty, else the first.</summary>
    private static Offer? Wanted(IEnumerable<Offer> offers, SlotQuery query, Asker asker)
    {
        var allowed = offers.Where(o => asker.Staff || o.Online);
        return query.VisitType is { } type ? allowed.FirstOrDefault(o => o.Type.Id == type)
            : query.Specialty is { } specialty ? allowed.OrderByDescending(o => o.Type.SpecialtyId == specialty).FirstOrDefault()
            : allowed.FirstOrDefault();
    }

    private static TimeRange Intersect(TimeRange a, TimeRange b)
    {
        var start = a.Start > b.Start ? a.Start : b.Start;
        var end = a.End < b.End ? a.End : b.End;
        return start < end ? new(start, end) : new(start, start);
    }
}

/// <summary>Slots and what they were found by: sites, currency.</summary>
public sealed record FoundSlots(IReadOnlyList<Slot> Slots, ClinicFacts Facts);
