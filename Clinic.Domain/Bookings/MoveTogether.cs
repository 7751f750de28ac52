using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Moves bookings inside a transaction at hand, also in a ring: all give up their cells before anyone takes new ones.
/// It is the clinic that moves them, so no quota and no limit of the patient is in the way; they are counted all the same.
/// </summary>
internal static class MoveTogether
{
    // Not the first: holds that have expired on the cells are cleared away.
    private const int Attempt = 2;

    /// <param name="db">The context of the transaction; the bookings are locked in it.</param>
    /// <param name="moves">Each booking as it is now, and where it goes.</param>
    /// <param name="terms">Looks up what is counted.</param>
    /// <param name="actor">Who moves them.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    internal static async Task<Problem?> Run(
        ClinicDb db, IReadOnlyList<(Booking Booking, Placement To)> moves, BookingTerms terms, Actor actor, DateTime now, CancellationToken cancel)
    {
        var edits = new List<BookingEdit>();
        foreach (var (booking, _) in moves)
        {
            db.Attach(booking);
            var edit = new BookingEdit(db, booking, now, Attempt);
            await edit.Free(cancel);
            edits.Add(edit);
        }

        foreach (var ((booking, place), edit) in moves.Zip(edits))
        {
            var standing = await Wanted(booking, place, await terms.Of(place.Slot, cancel), now).Take(db, edit.Cells, null, cancel);
            if (!standing.Ok)
            {
                return At(booking, standing.Problem.Code);
            }

            BookingMove.Put(booking, standing.Value, forced: false);
            edit.Log();
            await edit.Save(actor, "move", cancel);
        }

        return null;
    }

    /// <summary>Which of the moves somebody else's cells are in the way of, seen from a context of its own; null when none is.</summary>
    internal static async Task<Problem?> Blocker(ClinicDb db, IReadOnlyList<(Booking Booking, Placement To)> moves, DateTime now, CancellationToken cancel)
    {
        var owners = moves.SelectMany(m => new[] { m.Booking.Id.Value, m.Booking.GroupId ?? m.Booking.Id.Value }).ToHashSet();
        var errors = new List<FieldError>();
        foreach (var (booking, place) in moves)
        {
            var claims = Claims.OfPlace(place).Concat(Claims.OfPerson(booking.PatientResource, booking.ContactKey, place.Slot.Range));
            if (await OccupancyClaims.Blocker(db, claims, owners, now, cancel) is { } rival)
            {
                errors.AddRange(At(booking, rival.Code).Errors);
            }
        }

        return errors.Count == 0 ? null : new Problem(errors[0].Code) { Errors = errors };
    }

    private static Problem At(Booking booking, string code) => new(code) { Errors = [new($"/visits/{booking.Id}", code)] };

    private static VisitClaims Wanted(Booking booking, Placement place, VisitTerms terms, DateTime now)
    {
        var claims = BookingMove.Wanted(booking, place, terms, now, forced: false, patientForced: false);
        return claims with { Own = [.. claims.Own.Select(c => c with { Forced = c.Resource.Kind is ResourceKind.Places or ResourceKind.Limit })] };
    }
}
