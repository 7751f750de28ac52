using Clinic.Domain;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Rosters.Words;

namespace Clinic.Web.Rosters;

/// <summary>A roster as it is being written, and what became of the words.</summary>
public sealed class RosterDraft
{
    private IReadOnlyList<RosterRule> inForce = [];
    private DateOnly today;

    public string Text { get; set; } = "";

    /// <summary>The date field: from when the change holds where the words name no date.</summary>
    public DateOnly? From { get; set; }

    /// <summary>What was read last; null for an empty text.</summary>
    public Reading? Reading { get; private set; }

    public UnknownName? Unknown { get; private set; }

    public IReadOnlyList<LineDraft> Lines { get; private set; } = [];

    public IReadOnlyList<RosterRule> Rules => Reading?.Rules ?? [];

    public bool IsSound => Reading is { IsRead: true, Rules.Count: > 0 } && Unknown is null;

    /// <summary>The words say what is in force.</summary>
    public bool IsSame => IsSound && Rules.Count == inForce.Count && Rules.All(inForce.Contains);

    /// <summary>The words name a later date than the field.</summary>
    public bool DatedByWords => IsSound && Begins > Field;

    /// <summary>From when the change holds.</summary>
    public DateOnly Begins => Rules.Count == 0 ? Field : Rules.Min(r => r.From is { } from && from > Field ? from : Field);

    /// <summary>The words leave something out that every line in force says alike; null where they do not.</summary>
    public RosterRule? Unsaid
    {
        get
        {
            if (!IsSound || inForce.Count == 0)
            {
                return null;
            }

            var usual = inForce[0];
            var unsaid = usual with
            {
                Rooms = Rules.Any(r => r.Rooms.Count == 0) && inForce.All(r => r.Rooms.SequenceEqual(usual.Rooms)) ? usual.Rooms : [],
                MinutesPerVisit = Rules.Any(r => r.MinutesPerVisit is null) && inForce.All(r => r.MinutesPerVisit == usual.MinutesPerVisit) ? usual.MinutesPerVisit : null,
                VisitTypes = Rules.Any(r => r.VisitTypes.Count == 0) && inForce.All(r => r.VisitTypes.SequenceEqual(usual.VisitTypes)) ? usual.VisitTypes : [],
                Access = Rules.Any(r => r.Access.IsEmpty) && inForce.All(r => r.Access.Equals(usual.Access)) ? usual.Access : AccessRules.None,
            };
            return unsaid is { Rooms.Count: 0, MinutesPerVisit: null, VisitTypes.Count: 0, Access.IsEmpty: true } ? null : unsaid;
        }
    }

    private DateOnly Field => From is { } date && date > today ? date : today;

    /// <summary>Begins with what is in force at the site and to come there.</summary>
    public void Begin(RosterPicture picture, SiteId site, RosterNames names)
    {
        Adopt(picture, site, names);
        (Text, From) = (RosterSentences.Text(inForce), picture.Today);
        Read(site, names);
    }

    /// <summary>Takes another roster as the one in force and keeps what was written.</summary>
    public void Adopt(RosterPicture picture, SiteId site, RosterNames names)
    {
        today = picture.Today;
        inForce = [.. picture.Lines.Where(l => l.State != LineState.Past && l.Draft.Site == site).Select(l => names.Rule(l.Draft, today))];
    }

    public void Read(SiteId site, RosterNames names)
    {
        (Reading, Unknown, Lines) = (null, null, []);
        if (string.IsNullOrWhiteSpace(Text))
        {
            return;
        }

        Reading = RosterSentences.Read(Text, today);
        if (!Reading.IsRead)
        {
            return;
        }

        var lines = Reading.Rules.Select(r => names.Line(r, site)).ToList();
        Unknown = lines.Select(l => l.Fault).FirstOrDefault(f => f is not null);
        Lines = [.. lines.Select(l => l.Line).OfType<LineDraft>()];
    }

    /// <summary>Says what was left out as the lines in force say it.</summary>
    public void SayUnsaid()
    {
        if (Unsaid is { } usual)
        {
            Text = RosterSentences.Text(Rules.Select(r => r with
            {
                Rooms = r.Rooms.Count == 0 ? usual.Rooms : r.Rooms,
                MinutesPerVisit = r.MinutesPerVisit ?? usual.MinutesPerVisit,
                VisitTypes = r.VisitTypes.Count == 0 ? usual.VisitTypes : r.VisitTypes,
                Access = r.Access.IsEmpty ? usual.Access : r.Access,
            }));
        }
    }

    /// <summary>The change that the words ask for; lines of other sites go on.</summary>
    public RosterChange.SetLines Change(RosterPicture picture, SiteId site) => new(
        picture.Doctor,
        Begins,
        [.. Lines, .. picture.Lines.Where(l => l.State != LineState.Past && l.Draft.Site != site).Select(l => l.Draft)]);
}
