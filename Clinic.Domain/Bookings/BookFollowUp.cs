using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The doctor books again for the patient of an own visit, through the one way to book and the doctor's channel.</summary>
public sealed class BookFollowUp(IDbContextFactory<ClinicDb> factory, BookAppointment book, TimeProvider clock)
{
    /// <summary>Answers the receipt, or <c>forbidden</c>, <c>already-cancelled</c>, or what <see cref="BookAppointment"/> refuses.</summary>
    /// <param name="visit">A visit of the doctor.</param>
    /// <param name="slot">The time chosen, of the same doctor.</param>
    /// <param name="key">The same for every press of one button: books once.</param>
    /// <param name="actor">The doctor.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<BookingReceipt>> Run(BookingId visit, SlotId slot, string key, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookOwnPatients) || actor.DoctorId is not { } me || slot.DoctorId != me)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await FollowUpVisit.Of(db, visit, me, cancel) is not { } before)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        if (before.Booking.Status.IsCancelled())
        {
            return new Problem(ProblemCodes.AlreadyCancelled);
        }

        var wish = before.Again(slot, key, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return wish.Ok ? await book.Run(wish.Value, actor with { Channel = Channel.Doctor }, cancel) : wish.Problem;
    }
}
