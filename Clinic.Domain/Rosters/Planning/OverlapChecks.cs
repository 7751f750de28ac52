using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Nobody is in two places: the shifts of new lines and new days may not overlap others of the same doctor, at whatever site.</summary>
internal static class OverlapChecks
{
    // As often as two lines meet in one way, the changes of the clocks of two years are among it: further meetings are like these.
    private const int Meetings = 800;

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
                foreach (var line in edit.Lines.Added.Where(l => Dates(l, after).Any(d => Overlaps(book, doctor, d, s => s.LineId == l.Id))))
                {
                    checks.Add($"/lines/{Index(set, line)}/hours", ProblemCodes.HoursOverlap);
                }

                break;
            case RosterChange.AddException add when add.Work.Count > 0:
                foreach (var row in edit.Exceptions.Added.Where(e => Overlaps(book, doctor, add.Date, s => s.ExceptionId == e.Id)))
                {
                    checks.Add($"/work/{-row.Id - 1}/hours", ProblemCodes.HoursOverlap);
                }

                break;
            case RosterChange.PutBack when ComesBetween(book, doctor, edit, after):
                return new(ProblemCodes.VersionMismatch) { Errors = [new("/lines", ProblemCodes.VersionMismatch)] };
            default:
                break;
        }

        return checks.Fault;
    }

    /// <summary>The dates of a line on which another, or a date that differs, may be in its way: of one day or of neighbours, for nights reach into the next.</summary>
    private static IEnumerable<DateOnly> Dates(RosterLine line, RosterRows after)
    {
        var special = after.Exceptions.Select(e => e.Date).ToHashSet();
        var met = new int[after.Lines.Count, 3];
        for (var date = line.ValidFrom; date <= (line.ValidTo ?? LineChecks.LastDate); date = date.AddDays(1))
        {
            if (!line.Pattern.Covers(date))
            {
                continue;
            }

            var meets = false;
            for (var apart = -1; apart <= 1; apart++)
            {
                var other = date.AddDays(apart);
                meets |= special.Contains(other);
                for (var i = 0; i < after.Lines.Count; i++)
                {
                    meets |= met[i, apart + 1] < Meetings && after.Lines[i].Covers(other) && ++met[i, apart + 1] > 0;
                }
            }

            if (meets)
            {
                yield return date;
            }
        }
    }

    /// <summary>Whether what comes back, or what an exception no longer hides, meets what was written since.</summary>
    private static bool ComesBetween(RosterBook book, DoctorId doctor, RosterEdit edit, RosterRows after)
    {
        var (lines, days) = (edit.Lines.Added.Concat(edit.Lines.Replaced).ToList(), edit.Exceptions.Added.Concat(edit.Exceptions.Removed).Select(e => e.Date).Distinct());
        var back = lines.Select(l => (int?)l.Id).ToHashSet();
        return lines.Exists(l => Dates(l, after).Any(d => Overlaps(book, doctor, d, s => s.LineId == l.Id, s => !back.Contains(s.LineId))))
            || days.Any(d => Overlaps(book, doctor, d, s => s.Date == d));
    }

    private static bool Overlaps(RosterBook book, DoctorId doctor, DateOnly date, Predicate<Shift> mine, Predicate<Shift>? others = null)
    {
        var shifts = book.Shifts(doctor, date.AddDays(-1), date.AddDays(1));
        for (var i = 0; i < shifts.Count; i++)
        {
            for (var j = i + 1; j < shifts.Count && shifts[j].Range.Start < shifts[i].Range.End; j++)
            {
                if ((mine(shifts[i]) && others?.Invoke(shifts[j]) != false) || (mine(shifts[j]) && others?.Invoke(shifts[i]) != false))
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
