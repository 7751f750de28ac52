using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Takes a change of the rows back: what it added goes, what it removed comes again, what it changed is as it was.</summary>
internal static class RosterReversal
{
    /// <summary>
    /// Answers why not: <c>version-mismatch</c> with the kinds of rows that somebody has changed since (<c>/lines</c>, <c>/days</c>, <c>/absences</c>, <c>/closures</c>,
    /// <c>/outages</c>), <c>past</c> where days have gone by under the change.
    /// </summary>
    internal static Problem? Of(RosterEdit edit, RosterChange.PutBack back, RosterRows rows, DateOnly today)
    {
        var (before, after, doctor) = (back.Before, back.After, back.Doctor.GetValueOrDefault());
        List<(string At, bool Same)> kinds =
        [
            ("/lines", Reverse(edit.Lines, rows.Lines, before.Lines, after.Lines, LineFacts.Of, l => l.Row(doctor))),
            ("/days", Reverse(edit.Exceptions, rows.Exceptions, before.Days, after.Days, DayFacts.Of, d => d.Row(doctor))),
            ("/absences", Reverse(edit.Absences, rows.Absences, before.Absences, after.Absences, AbsenceFacts.Of, a => a.Row(doctor))),
            ("/closures", Reverse(edit.Closures, rows.Closures, before.Closures, after.Closures, ClosureFacts.Of, c => c.Row())),
            ("/outages", Reverse(edit.Outages, rows.Outages, before.Outages, after.Outages, OutageFacts.Of, o => o.Row())),
        ];
        return kinds.Exists(k => !k.Same)
            ? new(ProblemCodes.VersionMismatch) { Errors = [.. kinds.Where(k => !k.Same).Select(k => new FieldError(k.At, ProblemCodes.VersionMismatch))] }
            : HasGoneBy(edit, back, rows, today) ? new(ProblemCodes.Past)
            : null;
    }

    private static bool Reverse<T, TFacts>(
        RowEdit<T> edit, IReadOnlyList<T> rows, IReadOnlyList<TFacts> before, IReadOnlyList<TFacts> after, Func<T, TFacts> facts, Func<TFacts, T> row)
        where T : class
        where TFacts : RowFacts
    {
        var others = rows.Select(r => (Row: r, Facts: facts(r))).ToDictionary(r => r.Facts.Id);
        foreach (var left in after)
        {
            if (!others.Remove(left.Id, out var there) || there.Facts != left)
            {
                return false;
            }

            if (before.FirstOrDefault(b => b.Id == left.Id) is { } was)
            {
                edit.Replace(row(was));
            }
            else
            {
                edit.Remove(there.Row);
            }
        }

        foreach (var gone in before.Where(b => !after.Any(a => a.Id == b.Id)))
        {
            if (others.Values.Any(o => gone.Meets(o.Facts)))
            {
                return false;
            }

            edit.Add(row(gone));
        }

        return true;
    }

    /// <summary>The past stays as it was: from the next day on it may be that patients came, or did not, by what was changed.</summary>
    private static bool HasGoneBy(RosterEdit edit, RosterChange.PutBack back, RosterRows rows, DateOnly today) =>
        rows.Sites.Values.Min(s => s.LocalDate(back.At)) < today
        && EditSpan.Of(edit, rows, nights: false, DateTime.MinValue) is { } span && span.Start < rows.Sites.Values.Min(s => WallClock.FirstInstant(s.Zone, today));
}
