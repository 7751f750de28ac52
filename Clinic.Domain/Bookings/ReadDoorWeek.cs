using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads who works when in a week, for the sheet on a door. No patient is on it.</summary>
public sealed class ReadDoorWeek(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    private const int Days = 7;

    /// <summary>Answers the sheets, or <c>forbidden</c>, <c>not-found</c>.</summary>
    /// <param name="room">The door of one room.</param>
    /// <param name="doctor">One doctor, in whatever rooms; without either, a sheet for each room of the first site that is used in the week.</param>
    /// <param name="day">A day of the week; null for the present one.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<DoorWeek>> Run(RoomId? room, DoctorId? doctor, DateOnly? day, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        var rooms = await db.Rooms.OrderBy(r => r.Id).ToListAsync(cancel);
        var found = room is { } door ? rooms.Find(r => r.Id == door) : null;
        var site = found is null ? sites.FirstOrDefault() : sites.Find(s => s.Id == found.SiteId);
        var name = doctor is { } who ? (await db.Doctors.FirstOrDefaultAsync(d => d.Id == who, cancel))?.Name : null;
        if (site is null || (room is not null && found is null) || (doctor is not null && name is null))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var date = day ?? site.LocalDate(now);
        var monday = date.AddDays(-(((int)date.DayOfWeek + 6) % Days));
        var week = new TimeRange(WallClock.FirstInstant(site.Zone, monday), WallClock.FirstInstant(site.Zone, monday.AddDays(Days)));
        var timetable = await timetables.For(week, cancel);
        var practised = await DoctorWords.Specialties(db, cancel);
        var shifts = timetable.Facts.Doctors.Values
            .Where(d => doctor is null || d.Id == doctor)
            .SelectMany(d => timetable.Facts.Rosters.Shifts(d.Id, monday, monday.AddDays(Days - 1)).Select(s => (Shift: s, Line: new DoorShift(
                timetable.Facts.Sites[s.SiteId], s.Date, s.Range, d.Name, [.. practised[d.Id]], rooms.Find(r => r.Id == s.RoomId)?.Name))))
            .OrderBy(s => s.Line.Range.Start).ToList();
        IReadOnlyList<Door> doors = doctor is { } one
            ? [new(null, name, [.. practised[one]], [.. shifts.Select(s => s.Line)])]
            : [.. rooms.Where(r => found is null ? r.Active && r.SiteId == site.Id && shifts.Any(s => s.Shift.RoomId == r.Id) : r.Id == found.Id)
                .Select(r => new Door(r.Name, null, [], [.. shifts.Where(s => s.Shift.RoomId == r.Id).Select(s => s.Line)]))];
        return new DoorWeek(timetable.Facts.Profile.Name, site, monday, doors);
    }
}

/// <summary>The sheets of a week that begins on the Monday.</summary>
public sealed record DoorWeek(LocalText Clinic, Site Site, DateOnly Monday, IReadOnlyList<Door> Doors);

/// <summary>A room's sheet, or a doctor's.</summary>
public sealed record Door(string? Room, PersonName? Doctor, IReadOnlyList<LocalText> Specialties, IReadOnlyList<DoorShift> Shifts);

/// <summary>A stretch of work: by whom, when and in which room.</summary>
public sealed record DoorShift(Site Site, DateOnly Date, TimeRange Range, PersonName Doctor, IReadOnlyList<LocalText> Specialties, string? Room);
