namespace Clinic.Domain.Rosters.Planning;

/// <summary>The instants at which shifts, or what they use, may differ by an edit.</summary>
internal static class EditSpan
{
    private static readonly DateOnly Ever = LineChecks.LastDate;

    /// <param name="edit">The edit.</param>
    /// <param name="rows">The rows it was made from.</param>
    /// <param name="nights">With the night shifts that begin on the last date and end on the next.</param>
    /// <param name="now">The past does not count.</param>
    internal static TimeRange? Of(RosterEdit edit, RosterRows rows, bool nights, DateTime now)
    {
        var spans = Dates(edit, rows).Select(d => Instants(rows, d.From, d.To, nights)).Concat(Outages(edit, rows)).Where(s => s.End > now).ToList();
        return spans.Count == 0 ? null : new(Later(spans.Min(s => s.Start), now), spans.Max(s => s.End));
    }

    private static IEnumerable<(DateOnly From, DateOnly To)> Dates(RosterEdit edit, RosterRows rows) =>
    [
        .. edit.Lines.Added.Concat(edit.Lines.Removed).Select(l => (l.ValidFrom, l.ValidTo ?? Ever)),
        .. edit.Lines.Replaced.Select(l => Between(l.ValidTo ?? Ever, rows.Lines.First(o => o.Id == l.Id).ValidTo ?? Ever)),
        .. edit.Exceptions.Added.Concat(edit.Exceptions.Removed).Select(e => (e.Date, e.Date)),
        .. edit.Absences.Added.Concat(edit.Absences.Removed).Select(a => (a.From, a.To)),
        .. edit.Absences.Replaced.Select(a => Between(a.To, rows.Absences.First(o => o.Id == a.Id).To)),
        .. edit.Closures.Added.Concat(edit.Closures.Removed).Select(c => (c.From, c.To)),
        .. edit.Closures.Replaced.Select(c => Between(c.To, rows.Closures.First(o => o.Id == c.Id).To)),
    ];

    private static IEnumerable<TimeRange> Outages(RosterEdit edit, RosterRows rows) =>
    [
        .. edit.Outages.Added.Concat(edit.Outages.Removed).Select(o => new TimeRange(o.From, o.To)),
        .. edit.Outages.Replaced.Select(o => (o.To, Was: rows.Outages.First(r => r.Id == o.Id).To)).Select(o => o.To < o.Was ? new TimeRange(o.To, o.Was) : new(o.Was, o.To)),
    ];

    /// <summary>The dates by which two ends differ.</summary>
    private static (DateOnly From, DateOnly To) Between(DateOnly last, DateOnly was) => last < was ? (last.AddDays(1), was) : (was.AddDays(1), last);

    /// <summary>Whole dates by any of the sites' clocks.</summary>
    private static TimeRange Instants(RosterRows rows, DateOnly from, DateOnly to, bool nights)
    {
        var last = to > Ever ? Ever : to;
        var zones = rows.Sites.Values.Select(s => s.Zone).ToList();
        var start = zones.Min(z => WallClock.FirstInstant(z, from));
        var end = zones.Max(z => WallClock.FirstInstant(z, last.AddDays(nights ? 2 : 1)));
        return new(start, Later(end, start));
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
