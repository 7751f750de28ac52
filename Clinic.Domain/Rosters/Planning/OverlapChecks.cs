using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Nobody is in two places: the shifts of new lines and new days may not overlap others of the same doctor, at whatever site.</summary>
internal static class OverlapChecks
{
    // The patterns of two lines meet within this many days, if they ever do.
    private const int DaysAhead = 800;

    internal static Problem? Fault(RosterChange change, RosterEdit edit, RosterRows after)
    {
        if (change.Whose is not { } doctor)
        {
            return null;
        }

        var checks = new FieldChecks();
        var book = after.Wishes();
        switch (change)
        {
            case RosterChange.SetLines set:
                foreach (var line in edit.Lines.Added.Where(l => Overlaps(book, doctor, l.ValidFrom, l.ValidTo ?? LineChecks.LastDate, s => s.LineId == l.Id)))
                {
                    checks.Add($"/lines/{Index(set, line)}/hours", ProblemCodes.HoursOverlap);
                }

                break;
            case RosterChange.AddException add when add.Work.Count > 0:
                foreach (var row in edit.Exceptions.Added.Where(e => Overlaps(book, doctor, add.Date, add.Date, s => s.ExceptionId == e.Id)))
                {
                    checks.Add($"/work/{-row.Id - 1}/hours", ProblemCodes.HoursOverlap);
                }

                break;
            default:
                break;
        }

        return checks.Fault;
    }

    private static bool Overlaps(RosterBook book, DoctorId doctor, DateOnly from, DateOnly to, Predicate<Shift> mine)
    {
        var last = to.DayNumber - from.DayNumber > DaysAhead ? from.AddDays(DaysAhead) : to;

        // A night shift of the day before reaches into the first date, one of the last date into the day after.
        var shifts = book.Shifts(doctor, from.AddDays(-1), last.AddDays(1));
        for (var i = 0; i < shifts.Count; i++)
        {
            for (var j = i + 1; j < shifts.Count && shifts[j].Range.Start < shifts[i].Range.End; j++)
            {
                if (mine(shifts[i]) || mine(shifts[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The place of a new line among the drafts: those that go on unchanged are not among the new ones.</summary>
    private static int Index(RosterChange.SetLines set, RosterLine line)
    {
        var index = set.Lines.ToList().FindIndex(d => d.Continues(line, set.From));
        return index < 0 ? 0 : index;
    }
}
