using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors;

/// <summary>By which clock a doctor's days begin and end.</summary>
internal static class DoctorClock
{
    /// <summary>That of the site the doctor works at, the latest roster first.</summary>
    internal static async Task<TimeZoneInfo> Zone(ClinicDb db, DoctorId doctor, CancellationToken cancel)
    {
        var name = await db.RosterLines.Where(l => l.DoctorId == doctor).OrderByDescending(l => l.ValidFrom).ThenBy(l => l.Id)
                .Join(db.Sites, l => l.SiteId, s => s.Id, (_, s) => s.TimeZone).FirstOrDefaultAsync(cancel)
            ?? await db.Sites.OrderBy(s => s.Id).Select(s => s.TimeZone).FirstOrDefaultAsync(cancel);
        return name is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(name);
    }

    internal static DateOnly Today(TimeZoneInfo zone, DateTime now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
}
