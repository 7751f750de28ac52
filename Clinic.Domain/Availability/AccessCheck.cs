using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>Who asks, through which channel, when.</summary>
/// <param name="Channel">Access rules name it; staff are not bound by lead time, horizon and online booking.</param>
/// <param name="Now">The present instant.</param>
/// <param name="Override">Staff who book over whatever is there, with a reason.</param>
public readonly record struct Asker(Channel Channel, DateTime Now, bool Override = false)
{
    public bool Staff => Channel.IsStaff;

    /// <summary>Where a booking that is to be moved stands: what it owns does not stand in its way.</summary>
    public Placement? Moving { get; init; }
}

/// <summary>An access rule that stands against a time.</summary>
/// <param name="Code">A code of <see cref="ProblemCodes"/>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Used">Quota: places taken.</param>
/// <param name="Of">Quota: places there are.</param>
/// <param name="OpensAt">Opens: the instant of the release.</param>
public sealed record AccessFault(string Code, AccessRule Rule, int? Used = null, int? Of = null, DateTime? OpensAt = null);

/// <summary>Applies the access rules of one shift to visits of one offer through one channel.</summary>
internal sealed class AccessCheck(Timetable timetable, Shift shift, Offer offer, Asker asker)
{
    private readonly TimeZoneInfo zone = timetable.Facts.Rosters.Zone(shift.SiteId);

    /// <summary>
    /// What a quota is counted under. The amount is not in it: what was booked counts on when the amount is changed. The unit is: a share counts
    /// cells, a number visits.
    /// </summary>
    /// <param name="doctor">Whose time it is of.</param>
    /// <param name="site">Where.</param>
    /// <param name="rule">The quota.</param>
    /// <param name="line">Which of the lines of the day that have such a quota: each has its own.</param>
    internal static ResourceId Key(DoctorId doctor, SiteId site, AccessRule rule, int line) => ResourceId.Places(
        $"quota:{doctor}:{site}:{string.Join(',', rule.Channels)}:{rule.Part}:{rule.Visits}{(rule.Count is null ? "" : ":visits")}{(line == 0 ? "" : $":{line}")}");

    /// <summary>The first rule against a visit of so many cells that starts at the instant; null when there is none.</summary>
    internal AccessFault? Against(DateTime start, int cells) => All(start, cells).FirstOrDefault();

    internal IEnumerable<AccessFault> All(DateTime start, int cells)
    {
        foreach (var rule in Speaking(start))
        {
            var names = rule.Names(asker.Channel);
            var fault = rule.Kind switch
            {
                AccessKind.Closed when names => new(ProblemCodes.ChannelClosed, rule),
                AccessKind.Only when !names => new(ProblemCodes.ChannelClosed, rule),
                AccessKind.Opens when names && OpensAt(rule) is var opens && asker.Now < opens => new(ProblemCodes.NotYetReleased, rule, OpensAt: opens),
                // A booking that moves has places of its own, which the storage alone can tell from those of others.
                AccessKind.Quota when names && asker.Moving is null => Exhausted(rule, cells),
                _ => null,
            };
            if (fault is not null)
            {
                yield return fault;
            }
        }
    }

    /// <summary>The places of quotas that a visit takes.</summary>
    internal IReadOnlyList<PlaceClaim> Claims(DateTime start, int cells) =>
        shift.Access.IsEmpty ? [] : [.. Speaking(start).Where(r => r.Kind == AccessKind.Quota && r.Names(asker.Channel)).Select(r => Claim(r, cells))];

    private static bool CountAlike(AccessRule a, AccessRule b) =>
        (a.Kind, b.Kind) == (AccessKind.Quota, AccessKind.Quota) && a.Part == b.Part && a.Visits == b.Visits && a.Count is null == b.Count is null && a.Channels.SequenceEqual(b.Channels);

    private IEnumerable<AccessRule> Speaking(DateTime start)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(start, zone));
        return shift.Access.Rules.Where(r =>
            (r.ReleaseHours is not { } hours || start - asker.Now > TimeSpan.FromHours(hours)) && r.Covers(local, offer.Type.Kind));
    }

    private AccessFault? Exhausted(AccessRule rule, int cells)
    {
        var claim = Claim(rule, cells);
        var taken = timetable.Taken(claim.Key, claim.Cell, asker.Now);
        return taken + claim.Count > claim.Capacity ? new(ProblemCodes.Quota, rule, taken, claim.Capacity) : null;
    }

    /// <summary>A share counts working time, so that visits of any length draw on it alike; a number counts visits.</summary>
    private PlaceClaim Claim(AccessRule rule, int cells)
    {
        var key = Key(shift.DoctorId, shift.SiteId, rule, Line(rule));
        var day = Cell.Of(shift.Date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        return rule.Percent is { } percent
            ? new(key, day, (int)((long)percent * WorkingCells(rule) / 100), cells)
            : new(key, day, rule.Count ?? 0, 1);
    }

    private int WorkingCells(AccessRule rule)
    {
        var cells = 0;
        foreach (var piece in OfTheDay().Where(s => s.IsOfOneLineWith(shift)))
        {
            var (from, to) = Cell.Span(piece.Range);
            cells += rule.Part is null ? to - from : Enumerable.Range(from, to - from)
                .Count(c => rule.Covers(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Cell.Start(c), zone)), rule.Visits));
        }

        return cells;
    }

    private int Line(AccessRule rule)
    {
        var earlier = new List<Shift>();
        foreach (var other in OfTheDay().TakeWhile(s => !s.IsOfOneLineWith(shift)))
        {
            if (other.Access.Rules.Any(r => CountAlike(r, rule)) && !earlier.Exists(other.IsOfOneLineWith))
            {
                earlier.Add(other);
            }
        }

        return earlier.Count;
    }

    private IEnumerable<Shift> OfTheDay() => timetable.Shifts(shift.DoctorId, shift.Date).Where(s => s.SiteId == shift.SiteId);

    private DateTime OpensAt(AccessRule rule) => WallClock.Instant(zone, shift.Date.AddDays(-(rule.DaysBefore ?? 0)), rule.At ?? TimeOnly.MinValue);
}
