using System.Collections.Concurrent;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The days and weeks that the open boards of this process show, each read once for all of them.</summary>
public sealed class BoardReadings(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock) : IDisposable
{
    private const int Most = 60;
    private const int DaysOfWeek = 7;
    private readonly ConcurrentDictionary<(SiteId, DateOnly, DoctorId?), BoardReading> readings = new();
    private (ClinicFacts Facts, ILookup<DoctorId, Specialty> Specialties)? practised;

    internal async Task<BoardDay> Day(ClinicFacts facts, Site site, DateOnly date, VisitTypeId? fitting, Channel channel, CancellationToken cancel)
    {
        var day = WallClock.Day(site.Zone, date);
        var specialties = await Specialties(facts, cancel);
        return await Of(site, date, null, day, date).Take(fitting, channel, Draw, cancel);

        BoardDay Draw(BoardRows rows, Timetable timetable, Asker asker)
        {
            var columns = new BoardPicture(site, date, timetable, rows, specialties, asker).Columns(fitting);
            return Board(site, date, day, timetable.Facts, columns, BoardHours.Of(site, columns));
        }
    }

    /// <param name="facts">The clinic as it is known now.</param>
    /// <param name="site">The site.</param>
    /// <param name="doctor">Whose week.</param>
    /// <param name="monday">Its first date.</param>
    /// <param name="fitting">Free starts for this visit type alone.</param>
    /// <param name="channel">Through which it would be booked.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<BoardDay> Week(ClinicFacts facts, Site site, Doctor doctor, DateOnly monday, VisitTypeId? fitting, Channel channel, CancellationToken cancel)
    {
        var sunday = monday.AddDays(DaysOfWeek - 1);
        var week = new TimeRange(WallClock.FirstInstant(site.Zone, monday), WallClock.FirstInstant(site.Zone, sunday.AddDays(1)));
        var specialties = await Specialties(facts, cancel);
        return await Of(site, monday, doctor.Id, week, sunday).Take(fitting, channel, Draw, cancel);

        BoardDay Draw(BoardRows rows, Timetable timetable, Asker asker)
        {
            var columns = Enumerable.Range(0, DaysOfWeek).Select(monday.AddDays)
                .Select(d => new BoardPicture(site, d, timetable, rows, specialties, asker).Column(doctor, fitting) with { Date = d }).ToList();
            var (from, to) = Hours(site, columns);
            columns = [.. columns.Select(c => c with { Hours = Shown(site, c.Date!.Value, from, to) })];
            return Board(site, monday, week, timetable.Facts, columns, from < to ? columns[0].Hours!.Value : default);
        }
    }

    internal async Task<ClinicFacts> Facts(CancellationToken cancel) => (await timetables.Current(cancel)).Facts;

    public void Dispose()
    {
        foreach (var reading in readings.Values)
        {
            reading.Dispose();
        }
    }

    private static BoardDay Board(Site site, DateOnly date, TimeRange day, ClinicFacts facts, IReadOnlyList<BoardColumn> columns, TimeRange shown)
    {
        var here = facts.Doctors.Values.Where(d => facts.Rosters.Lines(d.Id).Any(l => l.SiteId == site.Id)).OrderBy(d => d.Name.Full, StringComparer.Ordinal).ToList();
        return new(site, date, day, shown, facts.Rosters.IsClosed(site.Id, date), facts.Profile.Currency, columns, [.. facts.Sites.Values.OrderBy(s => s.Id.Value)])
        {
            Rooms = [.. facts.Rooms.Values.Where(r => r.SiteId == site.Id && r.Active).OrderBy(r => r.Name, StringComparer.CurrentCulture)],
            VisitTypes = [.. here.SelectMany(d => facts.Offers[d.Id]).Select(o => o.Type).DistinctBy(t => t.Id).OrderBy(t => t.SortOrder).ThenBy(t => t.Id.Value)],
            Doctors = here,
        };
    }

    /// <summary>The full hours of the site's clock, from midnight on, that the days of the week need together.</summary>
    private static (int From, int To) Hours(Site site, IEnumerable<BoardColumn> columns)
    {
        var (from, to) = (24, 0);
        foreach (var column in columns)
        {
            var midnight = WallClock.FirstInstant(site.Zone, column.Date!.Value);
            foreach (var range in BoardHours.Ranges(column))
            {
                from = Math.Min(from, range.Start <= midnight ? 0 : site.Local(range.Start).Hour);
                to = Math.Max(to, (int)Math.Ceiling((site.Local(range.End).DateTime - column.Date.Value.ToDateTime(TimeOnly.MinValue)).TotalHours));
            }
        }

        return (from, to);
    }

    /// <summary>Of the same length on every date, so that the times of the clock stand in one line.</summary>
    private static TimeRange Shown(Site site, DateOnly date, int from, int to)
    {
        var start = WallClock.Instant(site.Zone, date, new(Math.Min(from, 23), 0));
        return new(start, start.AddHours(Math.Max(0, to - from)));
    }

    private BoardReading Of(Site site, DateOnly date, DoctorId? doctor, TimeRange window, DateOnly last)
    {
        if (readings.Count > Most && readings.MinBy(r => r.Value.AskedAt) is { } oldest)
        {
            readings.TryRemove(oldest.Key, out _);
        }

        return readings.GetOrAdd((site.Id, date, doctor), _ => new(factory, timetables, clock, window)
        {
            Read = (db, now, cancel) => BoardRows.Read(db, site.Id, doctor, window, (date, last), now, cancel),
        });
    }

    /// <summary>What each doctor practises, read again when reference data have changed.</summary>
    private async Task<ILookup<DoctorId, Specialty>> Specialties(ClinicFacts facts, CancellationToken cancel)
    {
        if (practised is { } known && ReferenceEquals(known.Facts, facts))
        {
            return known.Specialties;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var found = await (
            from own in db.DoctorSpecialties
            join specialty in db.Specialties on own.SpecialtyId equals specialty.Id
            orderby specialty.Id
            select new { own.DoctorId, specialty }).ToListAsync(cancel);
        var lookup = found.ToLookup(s => s.DoctorId, s => s.specialty);
        practised = (facts, lookup);
        return lookup;
    }
}
