using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Turns a change into what it does to the rows. The past stays as it is: what has begun is ended, not removed.</summary>
internal static class RosterEdits
{
    /// <param name="change">A change whose own fields are sound.</param>
    /// <param name="rows">All rows of the doctor from yesterday on, or the closures and outages.</param>
    /// <param name="today">The date of the site that is furthest behind.</param>
    /// <param name="now">The present instant.</param>
    public static Result<RosterEdit> Of(RosterChange change, RosterRows rows, DateOnly today, DateTime now)
    {
        var edit = new RosterEdit();
        var problem = change switch
        {
            RosterChange.SetLines set => SetLines(edit, set, rows),
            RosterChange.EndLine end => EndLine(edit, end, rows, today),
            RosterChange.AddException add => AddException(edit, add, rows),
            RosterChange.RemoveException remove => RemoveException(edit, remove.Doctor, remove.Site, remove.Date, rows),
            RosterChange.AddAbsence add => AddAbsence(edit, add),
            RosterChange.RemoveAbsence remove => Remove(
                edit.Absences, rows.Absences.FirstOrDefault(a => a.Id == remove.Absence && a.DoctorId == remove.Doctor), a => a.From < today,
                a => new() { Id = a.Id, DoctorId = a.DoctorId, From = a.From, To = today.AddDays(-1), Reason = a.Reason }),
            RosterChange.AddClosure add => AddClosure(edit, add, rows),
            RosterChange.RemoveClosure remove => Remove(
                edit.Closures, rows.Closures.FirstOrDefault(c => c.Id == remove.Closure), c => c.From < today,
                c => new() { Id = c.Id, SiteId = c.SiteId, From = c.From, To = today.AddDays(-1), Reason = c.Reason }),
            RosterChange.AddOutage add => AddOutage(edit, add, rows),
            RosterChange.RemoveOutage remove => Remove(
                edit.Outages, rows.Outages.FirstOrDefault(o => o.Id == remove.Outage), o => o.From < now,
                o => new() { Id = o.Id, ResourceId = o.ResourceId, From = o.From, To = now, Reason = o.Reason }),
            RosterChange.PutBack back => RosterReversal.Of(edit, back, rows, today),
            _ => throw new InvalidOperationException($"{change.GetType().Name} is no roster change."),
        };
        return problem is null ? edit : problem;
    }

    private static Problem? SetLines(RosterEdit edit, RosterChange.SetLines set, RosterRows rows)
    {
        var drafts = set.Lines.ToList();
        foreach (var line in rows.Lines.Where(l => l.DoctorId == set.Doctor && (l.ValidTo is null || l.ValidTo >= set.From)))
        {
            if (drafts.FindIndex(d => d.Continues(line, set.From)) is >= 0 and var same)
            {
                drafts.RemoveAt(same);
            }
            else if (line.ValidFrom >= set.From)
            {
                edit.Lines.Remove(line);
            }
            else
            {
                edit.Lines.Replace(Ended(line, set.From.AddDays(-1)));
            }
        }

        drafts.ForEach(d => edit.Lines.Add(d.Line(set.Doctor, set.From)));
        return null;
    }

    private static Problem? EndLine(RosterEdit edit, RosterChange.EndLine end, RosterRows rows, DateOnly today)
    {
        if (rows.Lines.FirstOrDefault(l => l.Id == end.Line && l.DoctorId == end.Doctor) is not { } line)
        {
            return new(ProblemCodes.NotFound);
        }

        if (end.Last < today.AddDays(-1))
        {
            return Problem.Field("/last", ProblemCodes.Past);
        }

        if (line.ValidTo < end.Last)
        {
            return Problem.Field("/last", ProblemCodes.BadDate);
        }

        if (end.Last < line.ValidFrom)
        {
            edit.Lines.Remove(line);
        }
        else if (line.ValidTo != end.Last)
        {
            edit.Lines.Replace(Ended(line, end.Last));
        }

        return null;
    }

    private static Problem? AddException(RosterEdit edit, RosterChange.AddException add, RosterRows rows)
    {
        RemoveException(edit, add.Doctor, add.Site, add.Date, rows);
        var pieces = add.Work.Count > 0 ? add.Work : [new() { Hours = WorkHours.None }];
        foreach (var piece in pieces)
        {
            edit.Exceptions.Add(new()
            {
                DoctorId = add.Doctor,
                SiteId = add.Site,
                Date = add.Date,
                Reason = add.Reason,
                Hours = piece.Hours,
                Rooms = IdList.Of(piece.Rooms),
                VisitTypes = IdList.Of(piece.VisitTypes),
                Access = piece.Access,
                MinutesPerVisit = piece.MinutesPerVisit,
            });
        }

        return null;
    }

    private static Problem? RemoveException(RosterEdit edit, DoctorId doctor, SiteId site, DateOnly date, RosterRows rows)
    {
        var there = rows.Exceptions.Where(e => e.DoctorId == doctor && e.SiteId == site && e.Date == date).ToList();
        there.ForEach(edit.Exceptions.Remove);
        return there.Count == 0 ? new(ProblemCodes.NotFound) : null;
    }

    private static Problem? AddAbsence(RosterEdit edit, RosterChange.AddAbsence add)
    {
        edit.Absences.Add(new() { DoctorId = add.Doctor, From = add.From, To = add.To, Reason = add.Reason });
        return null;
    }

    /// <summary>The same closure, sent again by a second click, is there already.</summary>
    private static Problem? AddClosure(RosterEdit edit, RosterChange.AddClosure add, RosterRows rows)
    {
        if (!rows.Closures.Any(c => c.SiteId == add.Site && c.From == add.From && c.To == add.To && c.Reason == add.Reason))
        {
            edit.Closures.Add(new() { SiteId = add.Site, From = add.From, To = add.To, Reason = add.Reason });
        }

        return null;
    }

    private static Problem? AddOutage(RosterEdit edit, RosterChange.AddOutage add, RosterRows rows)
    {
        if (!rows.Outages.Any(o => o.ResourceId == add.Resource && o.From == add.From && o.To == add.To && o.Reason == add.Reason))
        {
            edit.Outages.Add(new() { ResourceId = add.Resource, From = add.From, To = add.To, Reason = add.Reason });
        }

        return null;
    }

    private static Problem? Remove<T>(RowEdit<T> rows, T? row, Predicate<T> begun, Func<T, T> ended)
        where T : class
    {
        if (row is null)
        {
            return new(ProblemCodes.NotFound);
        }

        if (begun(row))
        {
            rows.Replace(ended(row));
        }
        else
        {
            rows.Remove(row);
        }

        return null;
    }

    private static RosterLine Ended(RosterLine line, DateOnly last) => new()
    {
        Id = line.Id,
        DoctorId = line.DoctorId,
        SiteId = line.SiteId,
        Rooms = line.Rooms,
        VisitTypes = line.VisitTypes,
        Access = line.Access,
        Pattern = line.Pattern,
        Hours = line.Hours,
        MinutesPerVisit = line.MinutesPerVisit,
        ValidFrom = line.ValidFrom,
        ValidTo = last,
    };
}
