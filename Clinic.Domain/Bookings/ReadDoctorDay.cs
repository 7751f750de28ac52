using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What a doctor sees of a day: the own visits and nobody else's.</summary>
public sealed class ReadDoctorDay(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <param name="doctor">Whose day.</param>
    /// <param name="date">Local date; today when null.</param>
    /// <param name="actor">Must be that doctor; anybody else is refused with <c>forbidden</c>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<DoctorDay>> Run(DoctorId doctor, DateOnly? date, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.RunOwnVisits) || actor.DoctorId != doctor)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = await DoctorClock.Zone(db, doctor, cancel);
        var today = DoctorClock.Today(zone, now);
        var day = date ?? today;
        var window = WallClock.Day(zone, day);
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var delay = await db.DoctorDelays.Where(d => d.DoctorId == doctor && d.Date == day).Select(d => d.Minutes).FirstOrDefaultAsync(cancel);
        var timetable = await timetables.For(window, cancel);
        var shifts = DoctorVisits.Shifts(timetable, doctor, window, rooms);
        return new DoctorDay(
            day, today, WallClock.FirstInstant(zone, today.AddDays(1)), shifts, shifts.Count > 0 ? null : timetable.Facts.Rosters.WhyNot(doctor, day),
            await DoctorVisits.Read(db, doctor, window, timetable, rooms, delay, cancel))
        {
            Delay = delay,
        };
    }
}
