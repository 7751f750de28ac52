using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Reads a doctor's roster for the editor: all lines, what differs from them, and a month as computed.</summary>
public sealed class ReadRoster(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <param name="doctor">The doctor.</param>
    /// <param name="month">Any date of the month shown.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<RosterPicture>> Run(DoctorId doctor, DateOnly month, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Doctors.FirstOrDefaultAsync(d => d.Id == doctor, cancel) is not { } found)
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await RosterRows.Load(db, [doctor], DateOnly.MinValue, null, cancel);
        var today = rows.Sites.Count == 0 ? DateOnly.FromDateTime(now) : rows.Sites.Values.Min(s => s.LocalDate(now));
        var ground = await RosterChecks.Ground(db, doctor, cancel);
        var (first, _) = RosterDays.Month(month);
        return new RosterPicture
        {
            Doctor = doctor,
            Name = found.Name,
            Active = found.Active,
            RosterVersion = found.RosterVersion,
            Today = today,
            Lines = [.. rows.Lines.OrderBy(l => l.ValidFrom).ThenBy(l => l.Id).Select(l => new PlacedLine(l.Id, LineDraft.Of(l), State(l, today)))],
            Exceptions = [.. rows.Exceptions.Where(e => e.Date >= first || e.Date >= today).GroupBy(e => (e.SiteId, e.Date)).OrderBy(g => g.Key.Date).Select(Exception)],
            Absences = [.. rows.Absences.Where(a => a.To >= first || a.To >= today).OrderBy(a => a.From)],
            Closures = [.. rows.Closures.Where(c => c.To >= first || c.To >= today).OrderBy(c => c.From)],
            Days = RosterDays.Of(rows, doctor, month),
            Sites = [.. rows.Sites.Values.OrderBy(s => s.Id.Value)],
            Rooms = [.. ground.Rooms.Values.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => new SiteRoom(r.Id, r.SiteId, r.Name, r.Active))],
            Offers = [.. ground.Offers.OrderBy(o => o.Type.SortOrder).Select(o => new OfferedType(o.Type.Id, o.Type.Name, o.OwnMinutes ?? o.Type.Minutes, o.Type.Active))],
        };
    }

    private static LineState State(RosterLine line, DateOnly today) =>
        line.ValidTo < today ? LineState.Past : line.ValidFrom > today ? LineState.Future : LineState.Current;

    private static PlacedException Exception(IGrouping<(SiteId Site, DateOnly Date), RosterException> rows) => new(
        rows.Key.Site,
        rows.Key.Date,
        rows.First().Reason,
        [.. rows.Where(e => e.Hours != WorkHours.None).Select(e => new DayWork
        {
            Hours = e.Hours,
            Rooms = e.Rooms.Ids,
            VisitTypes = e.VisitTypes.Ids,
            Access = e.Access,
            MinutesPerVisit = e.MinutesPerVisit,
        })]);
}

/// <summary>A doctor's roster as the editor shows it.</summary>
public sealed record RosterPicture
{
    public required DoctorId Doctor { get; init; }

    public required PersonName Name { get; init; }

    public required bool Active { get; init; }

    /// <summary>To be sent back with the change, so that a stale page is told.</summary>
    public required int RosterVersion { get; init; }

    /// <summary>The first date from which lines may be set.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>By first date.</summary>
    public required IReadOnlyList<PlacedLine> Lines { get; init; }

    /// <summary>Of the month shown and later, by date; so are absences and closures.</summary>
    public required IReadOnlyList<PlacedException> Exceptions { get; init; }

    public required IReadOnlyList<Absence> Absences { get; init; }

    public required IReadOnlyList<Closure> Closures { get; init; }

    public required IReadOnlyList<RosterDay> Days { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>All rooms by name; those given up are there for lines of the past.</summary>
    public required IReadOnlyList<SiteRoom> Rooms { get; init; }

    /// <summary>What the doctor offers.</summary>
    public required IReadOnlyList<OfferedType> Offers { get; init; }
}

/// <summary>Where a line stands today.</summary>
public enum LineState
{
    Past,
    Current,
    Future,
}

/// <summary>A line as stored.</summary>
public sealed record PlacedLine(int Id, LineDraft Draft, LineState State);

/// <summary>A date that differs; without work, a day off.</summary>
public sealed record PlacedException(SiteId Site, DateOnly Date, DayReason Reason, IReadOnlyList<DayWork> Work);

/// <summary>A room to choose from.</summary>
public sealed record SiteRoom(RoomId Id, SiteId Site, string Name, bool Active);

/// <summary>A visit type to choose from; without minutes it takes those of the line.</summary>
public sealed record OfferedType(VisitTypeId Id, LocalText Name, int? Minutes, bool Active);
