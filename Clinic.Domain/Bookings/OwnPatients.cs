using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// What a doctor may book: the own time alone, for those alone who have a visit with the doctor that is not cancelled, never over anything.
/// Taking back is for what the same user booked so.
/// </summary>
public sealed class OwnPatients(IDbContextFactory<ClinicDb> factory, InstallationKeys keys)
{
    internal async Task<bool> MayBook(BookCommand command, Result<Placement> place, Actor actor, CancellationToken cancel)
    {
        if (Doctor(actor) is not { } me || command.Override is not null
            || (command.Slot is { } slot && slot.DoctorId != me) || (place.Ok && place.Value.Slot.DoctorId != me))
        {
            return false;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var visits = db.Bookings.Where(b => b.DoctorId == me && b.Status != BookingStatus.CancelledByPatient && b.Status != BookingStatus.CancelledByClinic);
        if (command.Patient is { } card)
        {
            return await visits.AnyAsync(b => b.PatientId == card, cancel);
        }

        var key = command.Contact?.Key(await keys.Get(InstallationKeys.Contacts, cancel));
        return key is not null && await visits.AnyAsync(b => b.ContactKey == key || db.Contacts.Any(c => c.Id == b.ContactId && c.ContactKey == key), cancel);
    }

    /// <summary>Asked before anything else of the booking: of others a doctor learns nothing, not even that they exist.</summary>
    internal static async Task<bool> MayTakeBack(ClinicDb db, BookingRef which, Actor actor, CancellationToken cancel) =>
        Doctor(actor) is { } me && await db.Bookings.Where(which.Matches()).AnyAsync(b => b.DoctorId == me && b.Channel == Channel.Doctor && b.CreatedBy == actor.Name, cancel);

    private static DoctorId? Doctor(Actor actor) => actor.Channel == Channel.Doctor && actor.Can(Rights.BookOwnPatients) ? actor.DoctorId : null;
}
