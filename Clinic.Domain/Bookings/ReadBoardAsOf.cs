using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>A day of the board as it stood at a moment.</summary>
/// <param name="Day">The day; nothing in it is free or held.</param>
/// <param name="Moment">The moment shown, UTC.</param>
/// <param name="Previous">The moment before the last change of the day that is shown.</param>
/// <param name="Next">The moment after the first change of the day that is not shown yet.</param>
public sealed record PastBoard(BoardDay Day, DateTime Moment, DateTime? Previous, DateTime? Next);

/// <summary>
/// Reads one day of one site as it stood at any past moment. Visits are rebuilt from the audit: each booking as its last entry up to the moment left it,
/// cancelled ones left out, status, time, doctor, room, visit type, patient and buffers as they were. Not rebuilt, because the audit does not keep it:
/// names and telephones are today's (of the card that was known then), as are comments, payment and the names of doctors, rooms and visit types;
/// shifts are what rosters, exceptions and closures now say of the date, which differs where somebody has changed them since (the journal tells who);
/// holds are gone without a trace, and what was free is not told.
/// </summary>
public sealed class ReadBoardAsOf(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    // Of no visit type: free time of the past cannot be booked.
    private static readonly VisitTypeId None = new(-1);

    /// <param name="site">The site; null or unknown for the first there is.</param>
    /// <param name="date">The date on the site's clock; null for the one of the moment.</param>
    /// <param name="moment">In UTC, or of no kind for the wall clock of the site; one that has not come is now.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<PastBoard>> Run(SiteId? site, DateOnly? date, DateTime moment, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        if ((sites.Find(s => s.Id == site) ?? sites.FirstOrDefault()) is not { } place)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var then = Instant(moment, place.Zone) is var asked && asked < now ? asked : now;
        var shown = ReadBoardDay.Within(date ?? place.LocalDate(then));
        var day = WallClock.Day(place.Zone, shown);
        var past = await PastVisits.Read(db, place.Id, day, then, cancel);
        var timetable = await timetables.For(day, cancel);
        var specialties = await (
            from own in db.DoctorSpecialties
            join specialty in db.Set<Specialty>() on own.SpecialtyId equals specialty.Id
            orderby specialty.Id
            select new { own.DoctorId, specialty }).ToListAsync(cancel);
        var rows = new BoardRows(past.Visits.ToLookup(v => v.Doctor.Id), [], new Dictionary<(DoctorId, DateOnly), int>());
        var picture = new BoardPicture(place, shown, timetable, rows, specialties.ToLookup(s => s.DoctorId, s => s.specialty), new(actor.Channel, now));
        var columns = picture.Columns(None);
        return new PastBoard(
            new(place, shown, day, BoardHours.Of(place, columns), timetable.Facts.Rosters.IsClosed(place.Id, shown), timetable.Facts.Profile.Currency, columns, sites),
            then, Before(past.Changes, then), past.Changes.Where(c => c > then && c <= now).Select(c => (DateTime?)c).Min());
    }

    /// <summary>One second before the last change that is shown.</summary>
    private static DateTime? Before(IReadOnlyList<DateTime> changes, DateTime moment) =>
        changes.Where(c => c <= moment).Select(c => (DateTime?)c).Max() is { } last ? last.AddSeconds(-1) : null;

    private static DateTime Instant(DateTime moment, TimeZoneInfo zone) =>
        moment.Kind == DateTimeKind.Utc ? moment : WallClock.Instant(zone, DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
}
