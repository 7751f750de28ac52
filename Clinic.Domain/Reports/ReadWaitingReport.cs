using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Reports;

/// <summary>Sums up <see cref="WaitingTimes"/> for a period, in a number of queries that does not grow with it.</summary>
public sealed class ReadWaitingReport(IDbContextFactory<ClinicDb> factory, WaitingTimes times, TimeProvider clock)
{
    /// <summary>The most days of a period.</summary>
    public const int MostDays = 92;

    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <summary>
    /// Answers the report, or <c>forbidden</c>, <c>not-found</c> for a doctor nobody knows, and where the period is at fault <c>invalid</c> with
    /// <c>bad-date</c>, <c>ends-before-start</c> or <c>period-too-long</c> at <c>/from</c> or <c>/to</c>.
    /// A doctor who names nobody is answered about the own visits, at whatever site.
    /// </summary>
    public async Task<Result<WaitingReport>> Run(WaitingWish wish, Actor actor, CancellationToken cancel)
    {
        var doctor = wish.Doctor ?? (actor.Can(Rights.ReceivePatients) ? null : actor.DoctorId);
        if (!WaitingTimes.MayRead(doctor, actor))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var (site, zone) = await Clock(db, wish, doctor, actor, cancel);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, zone));
        var (from, to) = wish.From is null && wish.To is null ? wish.Span.Dates(today) : (wish.From ?? wish.To!.Value, wish.To ?? wish.From!.Value);
        if (Fault(from, to) is { } fault)
        {
            return fault;
        }

        var window = new TimeRange(WallClock.FirstInstant(zone, from), WallClock.FirstInstant(zone, to.AddDays(1)));
        var visits = await times.Run(window, new(doctor, site, wish.Specialty), actor, cancel);
        if (!visits.Ok)
        {
            return visits.Problem;
        }

        var names = await db.Doctors.Where(d => doctor == null || d.Id == doctor)
            .ToDictionaryAsync(d => d.Id, d => new PersonName(d.Family, d.Given, d.Middle), cancel);
        if (doctor is { } one && !names.ContainsKey(one))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        return new WaitingReport
        {
            From = from,
            To = to,
            Today = today,
            Site = site,
            TimeZone = zone.Id,
            Doctor = doctor is { } named ? new(named, names[named]) : null,
            All = WaitingSummary.Of(visits.Value),
            Doctors = [.. visits.Value.GroupBy(v => v.Doctor).Select(g => new DoctorWaiting(g.Key, names[g.Key], WaitingSummary.Of([.. g])))
                .OrderBy(d => d.Name.Full, StringComparer.CurrentCulture).ThenBy(d => d.Doctor.Value)],
            Visits = doctor is null ? [] : visits.Value,
        };
    }

    /// <summary>Where the visits are and by which clock the days begin; a doctor works by one clock at all sites.</summary>
    private static async Task<(SiteId? Site, TimeZoneInfo Zone)> Clock(ClinicDb db, WaitingWish wish, DoctorId? doctor, Actor actor, CancellationToken cancel)
    {
        if (doctor is { } me && !actor.Can(Rights.ReceivePatients))
        {
            return (null, await DoctorClock.Zone(db, me, cancel));
        }

        var sites = await db.Sites.OrderBy(s => s.Id).Select(s => new { s.Id, s.TimeZone }).ToListAsync(cancel);
        var site = sites.Find(s => s.Id == wish.Site) ?? sites.FirstOrDefault();
        return (site?.Id, site is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone));
    }

    private static Problem? Fault(DateOnly from, DateOnly to) =>
        from.Year is < FirstYear or > LastYear ? Problem.Field("/from", ProblemCodes.BadDate)
        : to.Year is < FirstYear or > LastYear ? Problem.Field("/to", ProblemCodes.BadDate)
        : to < from ? Problem.Field("/to", ProblemCodes.EndsBeforeStart)
        : to.DayNumber - from.DayNumber >= MostDays ? Problem.Field("/to", ProblemCodes.PeriodTooLong)
        : null;
}

/// <summary>Which report is wanted.</summary>
public sealed record WaitingWish
{
    /// <summary>The period, where no dates are given.</summary>
    public ReportSpan Span { get; init; } = ReportSpan.ThisWeek;

    /// <summary>The first local date; with one of the two dates alone the report is of that day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last local date.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The first site where none is given.</summary>
    public SiteId? Site { get; init; }

    public SpecialtyId? Specialty { get; init; }

    public DoctorId? Doctor { get; init; }
}

/// <summary>How long patients waited in a period.</summary>
public sealed record WaitingReport
{
    /// <summary>The first local date.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last local date.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The local date now.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Null for a doctor's own visits, which are those at all sites.</summary>
    public required SiteId? Site { get; init; }

    /// <summary>IANA name of the clock that local times are of.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The one doctor whose visits they are; null for all.</summary>
    public required Choice<DoctorId, PersonName>? Doctor { get; init; }

    public required WaitingSummary All { get; init; }

    /// <summary>Those whose patients came, by name.</summary>
    public required IReadOnlyList<DoctorWaiting> Doctors { get; init; }

    /// <summary>The visits of the one doctor, by start; none where all doctors are asked for.</summary>
    public required IReadOnlyList<WaitingTime> Visits { get; init; }

    /// <summary>The instant on the report's clock.</summary>
    public DateTime Local(DateTime instant) => TimeZoneInfo.ConvertTimeFromUtc(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}

/// <summary>What the visits of one doctor come to.</summary>
public sealed record DoctorWaiting(DoctorId Doctor, PersonName Name, WaitingSummary Times);
