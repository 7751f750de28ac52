using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Finds times a booking could be moved to: the nearest ones of the same doctor, then of colleagues of the same specialty who offer the same visit.</summary>
public sealed class FindNewTime(IDbContextFactory<ClinicDb> factory, FindSlots find, TimeProvider clock)
{
    private const int DaysAhead = 21;
    private const int Wanted = 8;

    public async Task<Result<NewTimes>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Bookings.FirstOrDefaultAsync(b => b.Id == id, cancel) is not { } booking)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var around = booking.Start > now ? booking.Start : now;
        var from = around.AddDays(-DaysAhead) > now ? around.AddDays(-DaysAhead) : now;
        var found = await find.Run(new() { VisitType = booking.VisitTypeId, Window = new(from, around.AddDays(DaysAhead)), Channel = actor.Channel }, cancel);
        var near = found.Slots.OrderBy(s => (s.Range.Start - around).Duration()).ToList();
        var colleagues = await db.Doctors
            .Where(d => db.DoctorSpecialties.Any(s => s.DoctorId == d.Id && db.DoctorSpecialties.Any(o => o.DoctorId == booking.DoctorId && o.SpecialtyId == s.SpecialtyId)))
            .ToListAsync(cancel);
        var doctors = colleagues.ToDictionary(d => d.Id, d => d.Name);
        return new NewTimes(
            Nearest(near.Where(s => s.DoctorId == booking.DoctorId)), Nearest(near.Where(s => s.DoctorId != booking.DoctorId && doctors.ContainsKey(s.DoctorId))), doctors, found.Facts.Sites);
    }

    private static List<Slot> Nearest(IEnumerable<Slot> slots) => [.. slots.Take(Wanted).OrderBy(s => s.Range.Start)];
}

/// <summary>Times of the same doctor and of others, each by start, with the names of the colleagues.</summary>
public sealed record NewTimes(
    IReadOnlyList<Slot> SameDoctor, IReadOnlyList<Slot> Others, IReadOnlyDictionary<DoctorId, PersonName> Doctors, IReadOnlyDictionary<SiteId, Sites.Site> Sites);
