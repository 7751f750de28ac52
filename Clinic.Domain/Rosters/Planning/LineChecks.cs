using Clinic.Domain.Availability;
using Clinic.Domain.Problems;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>What rooms, visit types and sites there are, and what the doctor offers.</summary>
internal sealed record CheckGround(
    IReadOnlyDictionary<SiteId, Site> Sites,
    IReadOnlyDictionary<RoomId, Room> Rooms,
    IReadOnlyDictionary<VisitTypeId, VisitType> Types,
    IReadOnlyList<Offer> Offers);

/// <summary>Checks one line, or one piece of work on a date, without regard to the others.</summary>
internal sealed class LineChecks(CheckGround ground, FieldChecks checks)
{
    internal static readonly DateOnly FirstDate = new(2000, 1, 1);
    internal static readonly DateOnly LastDate = new(2199, 12, 31);
    private static readonly Bounds Minutes = new(Cell.Minutes, 720);

    // Any pattern repeats itself sooner; explicit dates may lie further apart.
    private const int DaysUntilKnown = 800;

    internal static bool Sane(DateOnly date) => date >= FirstDate && date <= LastDate;

    internal void Line(string at, LineDraft draft, DateOnly from)
    {
        foreach (var (field, date) in new[] { ("from", draft.From), ("to", draft.To) }.Where(d => d.Item2 is { } date && !Sane(date)))
        {
            checks.Add($"{at}/{field}", ProblemCodes.BadDate);
        }

        if (draft.Pattern.Kind is PatternKind.Rotation or PatternKind.AlternateWeeks && !Sane(draft.Pattern.Anchor))
        {
            checks.Add($"{at}/pattern", ProblemCodes.BadDate);
        }
        else if (draft.To < draft.Begins(from))
        {
            checks.Add($"{at}/to", ProblemCodes.EndsBeforeStart);
        }
        else if (!HasDate(draft, from))
        {
            checks.Add($"{at}/pattern", ProblemCodes.NoDates);
        }

        Site(at, draft.Site);
        Work(at, draft.Site, new() { Hours = draft.Hours, Rooms = draft.Rooms, VisitTypes = draft.VisitTypes, Access = draft.Access, MinutesPerVisit = draft.MinutesPerVisit });
    }

    internal void Site(string at, SiteId site)
    {
        if (!ground.Sites.ContainsKey(site))
        {
            checks.Add($"{at}/site", ProblemCodes.UnknownSite);
        }
    }

    internal void Work(string at, SiteId site, DayWork work)
    {
        Hours($"{at}/hours", work.Hours);
        Rooms($"{at}/rooms", site, work.Rooms);
        var known = VisitTypes($"{at}/visitTypes", work.VisitTypes);
        if (work.MinutesPerVisit is { } minutes && !Minutes.Contain(minutes))
        {
            checks.Add($"{at}/minutesPerVisit", ProblemCodes.OutOfRange);
        }
        else if (work.MinutesPerVisit % Cell.Minutes is > 0)
        {
            checks.Add($"{at}/minutesPerVisit", ProblemCodes.FiveMinutes);
        }
        else if (known)
        {
            Lengths(at, work);
        }

        if (work.Access is { } access)
        {
            AccessChecks.Check($"{at}/access", access, checks);
        }
    }

    private static bool HasDate(LineDraft draft, DateOnly from)
    {
        var first = draft.Begins(from);
        var last = draft.To ?? LastDate;
        for (var date = first; date <= last && date.DayNumber - first.DayNumber <= DaysUntilKnown; date = date.AddDays(1))
        {
            if (draft.Pattern.Covers(date))
            {
                return true;
            }
        }

        return last.DayNumber - first.DayNumber > DaysUntilKnown && Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Any(d => draft.Pattern.Covers(DateOnly.FromDayNumber(d)));
    }

    private void Hours(string at, WorkHours hours)
    {
        if (hours.Stretches.Count == 0)
        {
            checks.Add(at, ProblemCodes.Required);
        }
        else if (hours.Stretches.Any(s => !Even(s.Start) || !Even(s.End)))
        {
            checks.Add(at, ProblemCodes.FiveMinutes);
        }
        else if (hours.ToString().Length > 200)
        {
            checks.Add(at, ProblemCodes.TooLong);
        }
        else if (OverlapThemselves(hours))
        {
            checks.Add(at, ProblemCodes.HoursOverlap);
        }

        static bool Even(TimeOnly time) => time.Ticks % (Cell.Minutes * TimeSpan.TicksPerMinute) == 0;
    }

    private static bool OverlapThemselves(WorkHours hours)
    {
        var ordered = hours.Stretches.OrderBy(s => s.Start).Select(s => (Start: s.Start.ToTimeSpan(), End: s.End.ToTimeSpan() + (s.Overnight ? TimeSpan.FromDays(1) : TimeSpan.Zero))).ToList();
        return ordered.Zip(ordered.Skip(1)).Any(p => p.Second.Start < p.First.End);
    }

    private void Rooms(string at, SiteId site, IReadOnlyList<RoomId> rooms)
    {
        foreach (var (id, index) in rooms.Select((id, index) => (id, index)))
        {
            var room = ground.Rooms.GetValueOrDefault(id);
            var fault = room is null ? ProblemCodes.UnknownRoom
                : !room.Active ? ProblemCodes.RetiredRoom
                : room.SiteId != site ? ProblemCodes.RoomOfOtherSite
                : room.Capacity < 1 ? ProblemCodes.OutOfRange
                : rooms.Take(index).Contains(id) ? ProblemCodes.RoomTwice
                : null;
            if (fault is not null)
            {
                checks.Add($"{at}/{index}", fault);
            }
        }

        if (string.Join(',', rooms).Length > 200)
        {
            checks.Add(at, ProblemCodes.TooLong);
        }
    }

    private bool VisitTypes(string at, IReadOnlyList<VisitTypeId> types)
    {
        var sound = true;
        foreach (var (id, index) in types.Select((id, index) => (id, index)))
        {
            var type = ground.Types.GetValueOrDefault(id);
            var fault = type is null ? ProblemCodes.UnknownVisitType
                : !type.Active ? ProblemCodes.RetiredVisitType
                : ground.Offers.All(o => o.Type.Id != id) ? ProblemCodes.TypeNotOffered
                : type.Capacity < 1 ? ProblemCodes.OutOfRange
                : null;
            if (fault is not null)
            {
                checks.Add($"{at}/{index}", fault);
                sound = false;
            }
        }

        return sound;
    }

    /// <summary>A named type has to fit into some stretch; of all types together, at least one.</summary>
    private void Lengths(string at, DayWork work)
    {
        if (work.Hours.Stretches.Count == 0)
        {
            return;
        }

        var longest = work.Hours.Stretches.Max(s => s.Overnight ? s.End - s.Start + (s.End == s.Start ? TimeSpan.FromDays(1) : TimeSpan.Zero) : s.End - s.Start);
        if (work.MinutesPerVisit is { } own && TimeSpan.FromMinutes(own) > longest)
        {
            checks.Add($"{at}/minutesPerVisit", ProblemCodes.VisitTooLong);
            return;
        }

        var like = new Shift(default, default, IdList<RoomId>.None, default, default, work.MinutesPerVisit);
        var offered = ground.Offers.Where(o => work.VisitTypes.Count == 0 || work.VisitTypes.Contains(o.Type.Id)).ToList();
        var tooLong = offered.Where(o => o.Length(like) > longest).Select(o => o.Type.Id).ToHashSet();
        if (work.VisitTypes.Count == 0 && offered.Count > 0 && tooLong.Count == offered.Count)
        {
            checks.Add($"{at}/hours", ProblemCodes.VisitTooLong);
        }

        foreach (var (id, index) in work.VisitTypes.Select((id, index) => (id, index)).Where(t => tooLong.Contains(t.id)))
        {
            checks.Add($"{at}/visitTypes/{index}", ProblemCodes.VisitTooLong);
        }
    }
}
