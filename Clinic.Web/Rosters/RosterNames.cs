using Clinic.Domain;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;

namespace Clinic.Web.Rosters;

/// <summary>Puts names in place of ids, so that a roster can be written in words, and ids in place of names, so that it can be saved.</summary>
public sealed class RosterNames(IReadOnlyList<SiteRoom> rooms, IReadOnlyList<OfferedType> offers)
{
    private readonly Dictionary<RoomId, string> doors = rooms.ToDictionary(r => r.Id, r => r.Name);
    private readonly Dictionary<VisitTypeId, string> types = offers.ToDictionary(o => o.Id, o => o.Name.ToString());

    public IReadOnlyDictionary<RoomId, string> Doors => doors;

    /// <summary>The line as a rule; a first date that has passed goes without saying.</summary>
    public RosterRule Rule(LineDraft line, DateOnly today) => new()
    {
        Pattern = line.Pattern,
        Hours = line.Hours,
        From = line.From > today ? line.From : null,
        To = line.To,
        MinutesPerVisit = line.MinutesPerVisit,
        Rooms = [.. line.Rooms.Select(r => doors.GetValueOrDefault(r) ?? r.ToString())],
        VisitTypes = [.. line.VisitTypes.Select(t => types.GetValueOrDefault(t) ?? t.ToString())],
        Access = line.Access,
    };

    /// <summary>The rule as a line of the site; a name that nothing bears comes back as the fault.</summary>
    public (LineDraft? Line, UnknownName? Fault) Line(RosterRule rule, SiteId site)
    {
        var found = new List<RoomId>();
        foreach (var name in rule.Rooms)
        {
            var room = rooms.Where(r => r.Site == site && Same(r.Name, name)).OrderByDescending(r => r.Active).FirstOrDefault();
            if (room is null)
            {
                return (null, new(ProblemCodes.UnknownRoom, name));
            }

            found.Add(room.Id);
        }

        var offered = new List<VisitTypeId>();
        foreach (var name in rule.VisitTypes)
        {
            var type = offers.FirstOrDefault(o => new[] { o.Name.Ru, o.Name.En, o.Name.Fr }.Any(n => Same(n, name)));
            if (type is null)
            {
                return (null, new(ProblemCodes.TypeNotOffered, name));
            }

            offered.Add(type.Id);
        }

        return (new()
        {
            Site = site,
            Rooms = found,
            VisitTypes = offered,
            Access = rule.Access,
            Pattern = rule.Pattern,
            Hours = rule.Hours,
            MinutesPerVisit = rule.MinutesPerVisit,
            From = rule.From,
            To = rule.To,
        }, null);
    }

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A name in a rule that no room or visit type bears.</summary>
public sealed record UnknownName(string Code, string Name);
