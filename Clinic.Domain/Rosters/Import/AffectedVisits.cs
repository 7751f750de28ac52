using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>What an import does to the visits of its days.</summary>
/// <param name="Affected">Lie inside a shift now and would not any more.</param>
/// <param name="Displaced">Those of them that are still to come, and why they cannot stay: a code of <see cref="ProblemCodes"/>.</param>
/// <param name="GivenBack">Lie outside of every shift now and would be inside one.</param>
internal sealed record VisitsHit(IReadOnlyList<AffectedBooking> Affected, IReadOnlyList<(BookingId Id, string Reason)> Displaced, List<BookingId> GivenBack)
{
    public static readonly VisitsHit None = new([], [], []);
}

/// <summary>Finds what an import does to the visits of its days.</summary>
internal static class AffectedVisits
{
    public static async Task<VisitsHit> Find(ClinicDb db, ImportGround ground, IReadOnlyList<DayChange> changes, CancellationToken cancel)
    {
        var touched = changes.Where(c => c.Doctor.Id is not null).ToLookup(c => c.Doctor.Id!.Value);
        if (touched.Count == 0)
        {
            return VisitsHit.None;
        }

        var site = ground.Site;
        var end = WallClock.FirstInstant(site.Zone, touched.SelectMany(c => c).Max(c => c.Date).AddDays(2));
        var booked = await db.Bookings
            .Where(b => b.SiteId == site.Id && b.Start >= ground.Now && b.Start < end
                && b.Status != BookingStatus.CancelledByClinic && b.Status != BookingStatus.CancelledByPatient)
            .OrderBy(b => b.Start).ToListAsync(cancel);
        booked.RemoveAll(b => !touched.Contains(b.DoctorId));

        var replaced = changes.Where(c => c.Doctor.Id is not null).ToDictionary(c => (c.Doctor.Id!.Value, c.Date));
        var now = ground.Book(ground.Exceptions.SelectMany(e => e));
        var then = ground.Book(ground.Exceptions.Where(e => !replaced.ContainsKey(e.Key)).SelectMany(e => e)
            .Concat(replaced.Values.SelectMany(c => ExceptionRows.Of(c, c.Doctor.Id!.Value, site.Id, room => room.Id))));
        var fates = booked.ToLookup(b => (Now: Covers(now, b), Then: Covers(then, b)));
        var hit = fates[(true, false)].ToList();
        return new(
            await Describe(db, ground, hit, cancel),
            [.. hit.Where(b => b.Status.IsOpen()).Select(b => (b.Id, Why(b)))],
            [.. fates[(false, true)].Select(b => b.Id)]);

        string Why(Booking booking) =>
            replaced.GetValueOrDefault((booking.DoctorId, site.LocalDate(booking.Start)))?.After.Reason is null or DayReason.DayOff ? ProblemCodes.OutsideRoster : ProblemCodes.Absent;

        bool Covers(RosterBook book, Booking booking)
        {
            var date = site.LocalDate(booking.Start);
            return book.Shifts(booking.DoctorId, date.AddDays(-1), date).Any(s => s.Range.Contains(booking.Range));
        }
    }

    private static async Task<IReadOnlyList<AffectedBooking>> Describe(ClinicDb db, ImportGround ground, List<Booking> booked, CancellationToken cancel)
    {
        if (booked.Count == 0)
        {
            return [];
        }

        var types = await db.VisitTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var doctors = ground.Doctors.ToDictionary(d => d.Id, d => d.Name);
        var affected = new List<AffectedBooking>();
        foreach (var some in booked.Chunk(500))
        {
            var ids = some.Where(b => b.PatientId is not null).Select(b => b.PatientId!.Value).ToList();
            var patients = await db.Patients.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
            var keys = some.Where(b => b.ContactId is not null).Select(b => b.ContactId!.Value).ToList();
            var contacts = await db.Contacts.Where(c => keys.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
            affected.AddRange(some.Select(b =>
            {
                var card = b.PatientId is { } id ? patients.GetValueOrDefault(id) : null;
                var contact = b.ContactId is { } key ? contacts.GetValueOrDefault(key) : null;
                return new AffectedBooking(
                    b.Id, b.Code, doctors[b.DoctorId], ground.Site.Local(b.Start), ground.Site.Local(b.End), types[b.VisitTypeId],
                    card?.Name ?? contact?.Name, card?.Phone ?? contact?.Phone, b.Version);
            }));
        }

        return affected;
    }
}
