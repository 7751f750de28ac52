namespace Clinic.Domain.Reports;

/// <summary>What the stamps of some visits come to. Visits that have not begun are counted and take part in nothing else.</summary>
/// <param name="Came">Visits whose patient came.</param>
/// <param name="Begun">Those of them that have begun.</param>
/// <param name="Waited">See <see cref="WaitingTime.Waited"/>.</param>
/// <param name="Behind">See <see cref="WaitingTime.Behind"/>.</param>
/// <param name="InRoom">Of visits that are over.</param>
/// <param name="OverQuarter">Patients who waited longer than fifteen minutes.</param>
/// <param name="OverHalf">Patients who waited longer than thirty.</param>
public sealed record WaitingSummary(int Came, int Begun, Spread? Waited, Spread? Behind, Spread? InRoom, int OverQuarter, int OverHalf)
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Half = TimeSpan.FromMinutes(30);

    /// <summary>Patients who wait, and in the past those whose visit nobody marked as begun.</summary>
    public int NotBegun => Came - Begun;

    /// <summary>Share of the visits that have begun, 0 to 1; null where none has.</summary>
    public double? QuarterShare => Share(OverQuarter);

    public double? HalfShare => Share(OverHalf);

    public static WaitingSummary Of(IReadOnlyCollection<WaitingTime> visits) => new(
        visits.Count,
        visits.Count(v => v.StartedAt is not null),
        Spread.Of(visits.Select(v => v.Waited)),
        Spread.Of(visits.Select(v => v.Behind)),
        Spread.Of(visits.Select(v => v.InRoom)),
        visits.Count(v => v.Waited > Quarter),
        visits.Count(v => v.Waited > Half));

    private double? Share(int some) => Begun == 0 ? null : (double)some / Begun;
}

/// <summary>The middle of some times, and what nine of ten stay within.</summary>
public sealed record Spread(TimeSpan Median, TimeSpan Ninth)
{
    private const double Middle = 0.5;
    private const double NineOfTen = 0.9;

    /// <summary>Null where there are no times. Between two times the value lies in proportion, as a spreadsheet's PERCENTILE has it.</summary>
    public static Spread? Of(IEnumerable<TimeSpan?> times)
    {
        var sorted = times.OfType<TimeSpan>().Order().ToList();
        return sorted.Count == 0 ? null : new(At(sorted, Middle), At(sorted, NineOfTen));
    }

    private static TimeSpan At(List<TimeSpan> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + ((sorted[below + 1] - sorted[below]) * (place - below));
    }
}
