using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>A visit that stands today and would not any more.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Reason">A code of <see cref="ProblemCodes"/>.</param>
internal sealed record Hit(Booking Booking, string Reason);

/// <summary>
/// A change and what it does to the visits that are booked, computed from the database at hand: outside a transaction for the plan,
/// inside one for the commit. A fixed number of queries.
/// </summary>
internal sealed class WhatIf
{
    // New places are looked for so far before and after the visits hit.
    internal const int DaysBefore = 14;
    internal const int DaysAfter = 30;

    // What is won and lost in free time is counted over so many days at most.
    private const int DaysCounted = 28;

    public required RosterChange Change { get; init; }

    public required RosterEdit Edit { get; init; }

    /// <summary>The doctor's roster version; null where the change is of no doctor.</summary>
    public required int? Version { get; init; }

    /// <summary>Null when nothing differs from now on.</summary>
    public required TimeRange? Span { get; init; }

    public required StandingVisits Before { get; init; }

    public required StandingVisits After { get; init; }

    /// <summary>The rows that the edit was made from.</summary>
    public required RosterRows Own { get; init; }

    public required RosterRows RowsAfter { get; init; }

    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>Open visits in the span that stand after the change.</summary>
    public required IReadOnlyList<Booking> Standing { get; init; }

    public required Colleagues Colleagues { get; init; }

    /// <summary>Doctors whose shifts the change is about.</summary>
    public required IReadOnlyList<DoctorId> Affected { get; init; }

    /// <summary>Where new places are looked for and free time is counted.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>Where free time is counted.</summary>
    public required TimeRange? Counted { get; init; }

    /// <param name="db">A context.</param>
    /// <param name="change">The change.</param>
    /// <param name="seen">The roster version that the asker saw; null where the asker saw none.</param>
    /// <param name="reach">Instants that the window has to cover besides, such as places chosen by hand.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<Result<WhatIf>> Compute(ClinicDb db, RosterChange change, int? seen, IReadOnlyCollection<DateTime> reach, DateTime now, CancellationToken cancel)
    {
        int? version = change.Whose is { } id ? await db.Doctors.Where(d => d.Id == id).Select(d => d.RosterVersion).FirstOrDefaultAsync(cancel) : null;
        if (seen is not null && version is not null && seen != version)
        {
            return new Problem(ProblemCodes.VersionMismatch);
        }

        var drawn = await DrawnChange.Draw(db, change, now, cancel);
        if (!drawn.Ok)
        {
            return drawn.Problem;
        }

        var (edit, own) = drawn.Value;
        var span = EditSpan.Of(edit, own, nights: true, now);
        var visits = span is { } when ? await Touched.Visits(db, change, edit, own, when, now, cancel) : [];
        var affected = span is { } range ? await Touched.Doctors(db, change, edit, range, visits, cancel) : [];
        var colleagues = await Colleagues.Load(db, cancel);
        var window = Around(span, visits, reach, now);
        var doctors = visits.SelectMany(v => colleagues.Of(v.DoctorId, v.VisitTypeId)).Concat(visits.Select(v => v.DoctorId)).Concat(affected).ToHashSet();
        var rows = await RosterRows.Load(db, doctors, DateOnly.FromDateTime(window.Start).AddDays(-3), DateOnly.FromDateTime(window.End).AddDays(3), cancel);
        var (before, after) = (new StandingVisits(rows), new StandingVisits(edit.After(rows)));
        var hits = visits.Select(v => before.Holds(v) is { } shift && after.Against(v, shift) is { } reason ? new Hit(v, reason) : null).OfType<Hit>().ToList();
        return new WhatIf
        {
            Change = change,
            Edit = edit,
            Version = version,
            Span = span,
            Counted = EditSpan.Of(edit, own, nights: false, now) is { } dates ? Short(dates) : null,
            Before = before,
            After = after,
            Own = own,
            RowsAfter = edit.After(rows),
            Hits = hits,
            Standing = [.. visits.Where(v => after.Holds(v) is not null)],
            Colleagues = colleagues,
            Affected = affected,
            Window = window,
        };
    }

    private static TimeRange Short(TimeRange span) => span.End < span.Start.AddDays(DaysCounted) ? span : new(span.Start, span.Start.AddDays(DaysCounted));

    private static TimeRange Around(TimeRange? span, List<Booking> visits, IReadOnlyCollection<DateTime> reach, DateTime now)
    {
        var starts = visits.Select(v => v.Start).Concat(reach).ToList();
        var from = starts.Count == 0 ? now : starts.Min().AddDays(-DaysBefore);
        var to = starts.Count == 0 ? now.AddDays(1) : starts.Max().AddDays(DaysAfter);
        if (span is { } range)
        {
            var counted = range.Start.AddDays(DaysCounted);
            from = range.Start < from ? range.Start : from;
            to = counted > to ? counted : to;
        }

        return new(from < now.AddDays(-1) ? now.AddDays(-1) : from, to);
    }
}
