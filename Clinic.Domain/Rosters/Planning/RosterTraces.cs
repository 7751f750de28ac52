using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>The two traces of a change of rosters: one audit entry with the rows before and after, one change row with the span.</summary>
internal static class RosterTraces
{
    internal static void Leave(ClinicDb db, WhatIf whatIf, Actor actor, DateTime now)
    {
        var (entity, id) = Subject(whatIf);
        db.Record(actor, now, "roster", entity, id, Before(whatIf.Edit, whatIf.Own), After(whatIf.Edit));
        db.Add(new Change { At = now, Kind = ChangeKind.Roster, DoctorId = whatIf.Change.Whose, From = whatIf.Span?.Start, To = whatIf.Span?.End });
    }

    private static (string Entity, string Id) Subject(WhatIf whatIf)
    {
        if (whatIf.Change.Whose is { } doctor)
        {
            return (nameof(Doctor), doctor.ToString());
        }

        var edit = whatIf.Edit;
        var site = edit.Closures.Added.Concat(edit.Closures.Removed).Concat(edit.Closures.Replaced).Select(c => (SiteId?)c.SiteId).FirstOrDefault();
        if (site is { } place)
        {
            return (nameof(Site), place.ToString());
        }

        var resource = edit.Outages.Added.Concat(edit.Outages.Removed).Concat(edit.Outages.Replaced).First().ResourceId;
        var number = resource.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (resource.Kind == ResourceKind.Room ? nameof(Room) : nameof(Device), number);
    }

    private static object Before(RosterEdit edit, RosterRows rows) => Facts(
        [.. edit.Lines.Removed, .. edit.Lines.Replaced.Select(l => rows.Lines.First(o => o.Id == l.Id))],
        edit.Exceptions.Removed,
        [.. edit.Absences.Removed, .. edit.Absences.Replaced.Select(a => rows.Absences.First(o => o.Id == a.Id))],
        [.. edit.Closures.Removed, .. edit.Closures.Replaced.Select(c => rows.Closures.First(o => o.Id == c.Id))],
        [.. edit.Outages.Removed, .. edit.Outages.Replaced.Select(c => rows.Outages.First(o => o.Id == c.Id))]);

    private static object After(RosterEdit edit) => Facts(
        [.. edit.Lines.Replaced, .. edit.Lines.Added],
        edit.Exceptions.Added,
        [.. edit.Absences.Replaced, .. edit.Absences.Added],
        [.. edit.Closures.Replaced, .. edit.Closures.Added],
        [.. edit.Outages.Replaced, .. edit.Outages.Added]);

    private static object Facts(
        IReadOnlyList<RosterLine> lines, IReadOnlyList<RosterException> days, IReadOnlyList<Absence> absences, IReadOnlyList<Closure> closures, IReadOnlyList<Outage> outages) => new
        {
            lines = lines.Select(l => new
            {
                site = l.SiteId.Value,
                pattern = l.Pattern.ToString(),
                hours = l.Hours.ToString(),
                rooms = l.Rooms.ToString(),
                visitTypes = l.VisitTypes.ToString(),
                access = l.Access.ToString(),
                minutes = l.MinutesPerVisit,
                from = l.ValidFrom,
                to = l.ValidTo,
            }),
            days = days.Select(e => new
            {
                site = e.SiteId.Value,
                date = e.Date,
                hours = e.Hours.ToString(),
                rooms = e.Rooms.ToString(),
                visitTypes = e.VisitTypes.ToString(),
                minutes = e.MinutesPerVisit,
                reason = e.Reason.ToString(),
            }),
            absences = absences.Select(a => new { from = a.From, to = a.To, reason = a.Reason.ToString() }),
            closures = closures.Select(c => new { site = c.SiteId.Value, from = c.From, to = c.To, reason = c.Reason }),
            outages = outages.Select(o => new { resource = o.ResourceId.ToString(), from = o.From, to = o.To, reason = o.Reason }),
        };
}
