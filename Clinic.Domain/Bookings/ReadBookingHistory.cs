using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Tells what happened to a booking, from the audit: book, move, status, identify, guarantee, keep, cancel.</summary>
public sealed class ReadBookingHistory(IDbContextFactory<ClinicDb> factory)
{
    /// <summary>
    /// Answers the whole story, newest first, or <c>forbidden</c>, <c>not-found</c>. A doctor reads of own visits only and learns nothing of others,
    /// not even that they exist.
    /// </summary>
    public async Task<Result<Journal>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        var all = actor.Can(Rights.BookForAnyone);
        if (!all && !actor.Can(Rights.RunOwnVisits))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (!all && !await db.Bookings.AnyAsync(b => b.Id == id && b.DoctorId == actor.DoctorId, cancel))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var entity = id.ToString();
        var entries = await db.Audit.Where(a => a.Entity == nameof(Booking) && a.EntityId == entity).OrderByDescending(a => a.Id).ToListAsync(cancel);
        return entries.Count == 0 ? new Problem(ProblemCodes.NotFound) : await db.Journal(entries, older: null, cancel);
    }
}
