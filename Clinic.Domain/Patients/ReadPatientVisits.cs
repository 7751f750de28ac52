using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Reads the visits of a patient by pages: those ahead or under way from the next on, those past or cancelled from the latest back. A doctor sees the own ones.</summary>
public sealed class ReadPatientVisits(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public const int Page = 10;

    // Hours after which nobody waits or is seen any more: the visit was left so.
    private const int Forgotten = 12;

    /// <summary>Answers up to <see cref="Page"/> visits, or <c>forbidden</c>.</summary>
    public async Task<Result<CardVisits>> Run(PatientId card, bool ahead, int skip, Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (!await CardAccess.Allows(db, card, actor, cancel))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var lately = now.AddHours(-Forgotten);
        var all = CardAccess.Visits(db, card, actor).Where(b => ahead == (
            (b.End > now && (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Booked || b.Status == BookingStatus.Confirmed))
            || (b.End > lately && (b.Status == BookingStatus.Arrived || b.Status == BookingStatus.InProgress))));
        var total = await all.CountAsync(cancel);
        var page = (ahead ? all.OrderBy(b => b.Start) : all.OrderByDescending(b => b.Start)).ThenBy(b => b.Id).Skip(skip).Take(Page);
        var rows = await (
            from booking in page
            join doctor in db.Doctors on booking.DoctorId equals doctor.Id
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join site in db.Sites on booking.SiteId equals site.Id
            join room in db.Rooms on booking.RoomId equals room.Id into rooms
            from room in rooms.DefaultIfEmpty()
            select new { booking, doctor, type, site, room }).ToListAsync(cancel);
        var visits = rows.ConvertAll(r => new CardVisit(r.booking.Id, r.booking.Range, r.site, r.doctor.Name, r.type.Name, r.room?.Name, r.booking.Status));
        return new CardVisits([.. ahead ? visits.OrderBy(v => v.Range.Start) : visits.OrderByDescending(v => v.Range.Start)], total);
    }
}
