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

    internal static bool Sane(DateOnly date) => date >= FirstDate && date <= LastDate;

    internal void Line(string at, LineDraft draft, DateOnly from)
    {
        Rule(at, new() { Pattern = draft.Pattern, Hours = draft.Hours, From = draft.Begins(from), To = draft.To, MinutesPerVisit = draft.MinutesPerVisit, Access = draft.Access });
        Site(at, draft.Site);
        Means(at, draft.Site, new() { Hours = draft.Hours, Rooms = draft.Rooms, VisitTypes = draft.VisitTypes, MinutesPerVisit = draft.MinutesPerVisit });
    }

    internal void Work(string at, SiteId site, DateOnly date, DayWork work)
    {
        Rule(at, new() { Pattern = RosterPattern.OnWeekdays("1234567"), Hours = work.Hours, From = date, To = date, MinutesPerVisit = work.MinutesPerVisit, Access = work.Access ?? AccessRules.None });
        Means(at, site, work);
    }

    internal void Site(string at, SiteId site)
    {
        if (!ground.Sites.ContainsKey(site))
        {
            checks.Add($"{at}/site", ProblemCodes.UnknownSite);
        }
    }

    /// <summary>What can be told without knowing the clinic.</summary>
    private void Rule(string at, RosterRule rule)
    {
        foreach (var fault in rule.Faults)
        {
            checks.Add($"{at}{fault.Pointer}", fault.Code);
        }

        if (rule.Hours.Stretches.Any(s => !Even(s.Start) || !Even(s.End)))
        {
            checks.Add($"{at}/hours", ProblemCodes.FiveMinutes);
        }

        static bool Even(TimeOnly time) => time.Ticks % (Cell.Minutes * TimeSpan.TicksPerMinute) == 0;
    }

    private void Means(string at, SiteId site, DayWork work)
    {
        Rooms($"{at}/rooms", site, work.Rooms);
        if (VisitTypes($"{at}/visitTypes", work.VisitTypes))
        {
            Lengths(at, work);
        }
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

        var longest = TimeSpan.FromMinutes(work.Hours.Stretches.Max(s => s.To - s.From));
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
