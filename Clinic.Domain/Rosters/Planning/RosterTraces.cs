using System.Globalization;
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
    /// <summary>What the audit calls a change of rosters.</summary>
    internal const string Action = "roster";

    /// <summary>What it calls it when a visit stays although the roster has no place for it any more.</summary>
    internal const string Keep = "keep";

    private static readonly HashSet<string> Subjects = [nameof(Doctor), nameof(Site), nameof(Room), nameof(Device)];

    /// <summary>The rows are stored already.</summary>
    internal static void Leave(ClinicDb db, WhatIf whatIf, Actor actor, DateTime now)
    {
        var (entity, id) = Subject(whatIf);
        var undoes = (whatIf.Change as RosterChange.PutBack)?.Batch;
        var (before, after) = (Before(whatIf.Edit, whatIf.Own), After(whatIf.Edit) with { Undoes = undoes });
        db.Record(actor, now, undoes is null ? Action : BatchUndo.Undo, entity, id, before.Json(), after.Json());
        db.Add(new Change { At = now, Kind = ChangeKind.Roster, DoctorId = whatIf.Change.Whose, From = whatIf.Span?.Start, To = whatIf.Span?.End });
    }

    /// <summary>The change that an entry tells of, backwards; null where the entry tells of something else.</summary>
    internal static RosterChange.PutBack? PutBack(AuditEntry entry) =>
        entry.Action is Action or BatchUndo.Undo && Subjects.Contains(entry.Entity) && entry.BatchId is { } batch
        && RosterFacts.Read(entry.Before) is { } before && RosterFacts.Read(entry.After) is { } after
            ? new(entry.Entity == nameof(Doctor) ? new DoctorId(int.Parse(entry.EntityId, CultureInfo.InvariantCulture)) : null, before, after, entry.At, batch)
            : null;

    private static (string Entity, string Id) Subject(WhatIf whatIf)
    {
        if (whatIf.Change.Whose is { } doctor)
        {
            return (nameof(Doctor), doctor.ToString());
        }

        if (whatIf.Edit.Closures.All.FirstOrDefault() is { } closure)
        {
            return (nameof(Site), closure.SiteId.ToString());
        }

        var resource = whatIf.Edit.Outages.All.First().ResourceId;
        return (resource.Kind == ResourceKind.Room ? nameof(Room) : nameof(Device), resource.Number.ToString(CultureInfo.InvariantCulture));
    }

    private static RosterFacts Before(RosterEdit edit, RosterRows rows) => Facts(
        [.. edit.Lines.Removed, .. edit.Lines.Replaced.Select(l => rows.Lines.First(o => o.Id == l.Id))],
        edit.Exceptions.Removed,
        [.. edit.Absences.Removed, .. edit.Absences.Replaced.Select(a => rows.Absences.First(o => o.Id == a.Id))],
        [.. edit.Closures.Removed, .. edit.Closures.Replaced.Select(c => rows.Closures.First(o => o.Id == c.Id))],
        [.. edit.Outages.Removed, .. edit.Outages.Replaced.Select(c => rows.Outages.First(o => o.Id == c.Id))]);

    private static RosterFacts After(RosterEdit edit) => Facts(
        [.. edit.Lines.Replaced, .. edit.Lines.Added],
        edit.Exceptions.Added,
        [.. edit.Absences.Replaced, .. edit.Absences.Added],
        [.. edit.Closures.Replaced, .. edit.Closures.Added],
        [.. edit.Outages.Replaced, .. edit.Outages.Added]);

    private static RosterFacts Facts(
        IReadOnlyList<RosterLine> lines, IReadOnlyList<RosterException> days, IReadOnlyList<Absence> absences, IReadOnlyList<Closure> closures, IReadOnlyList<Outage> outages) =>
        new([.. lines.Select(LineFacts.Of)], [.. days.Select(DayFacts.Of)], [.. absences.Select(AbsenceFacts.Of)], [.. closures.Select(ClosureFacts.Of)], [.. outages.Select(OutageFacts.Of)]);
}
