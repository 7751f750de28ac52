using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Rules that moving and cancelling share.</summary>
internal static class BookingRules
{
    /// <summary>Makes whoever else wants to change the booking wait until this transaction ends, in one statement that every database understands.</summary>
    internal static Task Lock(ClinicDb db, BookingRef which, CancellationToken cancel) =>
        db.Bookings.Where(which.Matches()).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancel);

    /// <summary>The booking, tracked and locked, if it may be moved or cancelled; else why not.</summary>
    internal static async Task<Result<Booking>> Changeable(ClinicDb db, BookingRef which, int? version, DateTime now, CancellationToken cancel)
    {
        await Lock(db, which, cancel);
        var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(which.Matches(), cancel);
        if (booking is null)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (booking.Status.IsCancelled())
        {
            return new Problem(ProblemCodes.AlreadyCancelled);
        }

        if (!booking.Status.IsOpen())
        {
            return new Problem(ProblemCodes.WrongStatus);
        }

        if (version is { } seen && seen != booking.Version)
        {
            return new Problem(ProblemCodes.VersionMismatch);
        }

        return which.ByToken && now > await ChangeUntil(db, booking, cancel) ? new Problem(ProblemCodes.CutOffPassed) : booking;
    }

    /// <summary>The last instant at which the patient may move or cancel.</summary>
    internal static async Task<DateTime> ChangeUntil(ClinicDb db, Booking booking, CancellationToken cancel) =>
        booking.Start.AddMinutes(-await db.Profile.Select(p => p.CutOffMinutes).SingleAsync(cancel));
}
