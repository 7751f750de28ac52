using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What the insurer answered about a visit that waits for a guarantee letter: with the letter it is booked, without it is cancelled.</summary>
public sealed class RecordGuarantee(IDbContextFactory<ClinicDb> factory, TimetableCache cache, TimeProvider clock)
{
    private const int MaxLetter = 60;

    /// <summary>Answers the booking, or <c>forbidden</c>, <c>invalid</c> under /letter, <c>not-found</c>, <c>version-mismatch</c>, <c>already-cancelled</c>, <c>wrong-status</c>.</summary>
    /// <param name="id">The booking.</param>
    /// <param name="letter">Number of the letter; null where the insurer refused.</param>
    /// <param name="version">The version the asker saw; null where the asker saw none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Booking>> Run(BookingId id, string? letter, int? version, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var number = letter?.Trim();
        if (number is { Length: 0 or > MaxLetter })
        {
            return Problem.Field("/letter", number.Length == 0 ? ProblemCodes.Required : ProblemCodes.TooLong);
        }

        if (number?.Any(char.IsControl) == true)
        {
            return Problem.Field("/letter", ProblemCodes.BadCharacters);
        }

        IReadOnlyList<Change> changes = [];
        var result = await factory.Transact<Booking>(
            async (db, token) =>
            {
                await BookingRules.Lock(db, BookingRef.Id(id), token);
                var booking = await db.Bookings.AsTracking().FirstOrDefaultAsync(b => b.Id == id, token);
                if (Refused(booking, version) is { } refusal)
                {
                    return refusal;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                if (number is null)
                {
                    changes = await CancelBooking.Cancel(db, booking!, BookingStatus.CancelledByClinic, actor, now, token);
                    return booking!;
                }

                var edit = new BookingEdit(db, booking!, now);
                booking!.Status = BookingStatus.Booked;
                (await BookingCover.Of(db, id, token)).GuaranteeLetter = number;
                edit.Log();
                await edit.Save(actor, "guarantee", token);
                changes = edit.Changes;
                return booking;
            },
            cancel);
        if (result.Ok)
        {
            await cache.Apply(changes);
        }

        return result;
    }

    private static Problem? Refused(Booking? booking, int? version) =>
        booking is null ? new(ProblemCodes.NotFound)
        : booking.Status.IsCancelled() ? new(ProblemCodes.AlreadyCancelled)
        : version is { } seen && seen != booking.Version ? new(ProblemCodes.VersionMismatch)
        : booking.Status != BookingStatus.Pending ? new(ProblemCodes.WrongStatus)
        : null;
}
