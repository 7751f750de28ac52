using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What a doctor sees of a week: own shifts, visits, absences and free times, in a number of queries that does not grow with any of them.</summary>
public sealed class ReadDoctorWeek(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    private const int Days = 7;

    /// <param name="doctor">Whose week.</param>
    /// <param name="date">A local date in the week; today when null.</param>
    /// <param name="actor">Must be that doctor; anybody else is refused with <c>forbidden</c>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<DoctorWeek>> Run(DoctorId doctor, DateOnly? date, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.RunOwnVisits) || actor.DoctorId != doctor)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = await DoctorClock.Zone(db, doctor, cancel);
        var today = DoctorClock.Today(zone, now);
        var monday = Monday(date ?? today);
        var window = new TimeRange(WallClock.FirstInstant(zone, monday), WallClock.FirstInstant(zone, monday.AddDays(Days)));
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var timetable = await timetables.For(window, cancel);
        var visits = await DoctorVisits.Read(db, doctor, window, timetable, rooms, 0, cancel);
        var free = Free(timetable, doctor, window, now);
        return new DoctorWeek(today, [.. Enumerable.Range(0, Days).Select(d => Day(timetable, doctor, zone, monday.AddDays(d), rooms, visits, free))]);
    }

    private static DoctorWeekDay Day(
        Timetable timetable, DoctorId doctor, TimeZoneInfo zone, DateOnly date, Dictionary<RoomId, string> rooms, IReadOnlyList<DoctorVisit> visits, List<DateTimeOffset> free)
    {
        var day = WallClock.Day(zone, date);
        var shifts = DoctorVisits.Shifts(timetable, doctor, day, rooms);
        var rosters = timetable.Facts.Rosters;
        return new(
            date, shifts, shifts.Count > 0 ? null : rosters.WhyNot(doctor, date), rosters.Absences(doctor, date).Select(a => (DayReason?)a.Reason).FirstOrDefault(),
            [.. visits.Where(v => Within(day, v.Start))], [.. free.Where(f => Within(day, f))]);
    }

    private static List<DateTimeOffset> Free(Timetable timetable, DoctorId doctor, TimeRange window, DateTime now)
    {
        var ahead = window.Start > now ? window : window.End > now ? new TimeRange(now, window.End) : default;
        return ahead.Length == TimeSpan.Zero || timetable.Facts.Offers[doctor].FirstOrDefault() is not { } usual ? []
            : [.. timetable.Slots(usual, ahead, new(Channel.Doctor, now)).Select(s => DoctorVisits.Local(timetable, s.SiteId, s.Range.Start))];
    }

    private static bool Within(TimeRange day, DateTimeOffset instant) => instant.UtcDateTime >= day.Start && instant.UtcDateTime < day.End;

    private static DateOnly Monday(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + Days - 1) % Days));
}
