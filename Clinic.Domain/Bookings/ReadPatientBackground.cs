using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads what the desk wants to know of a patient whom it is about to book: whether they were here before, how they are insured, whether they agreed.</summary>
public sealed class ReadPatientBackground(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the background, or <c>forbidden</c>, <c>not-found</c>.</summary>
    /// <param name="patient">The card.</param>
    /// <param name="doctor">With whom the visit will be.</param>
    /// <param name="on">Local date of the visit: policies that have ended by then are left out.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<PatientBackground>> Run(PatientId patient, DoctorId doctor, DateOnly on, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Patients.FirstOrDefaultAsync(p => p.Id == patient, cancel) is not { } card)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var policies = await db.PatientPolicies.Where(p => p.PatientId == patient && (p.ValidTo == null || p.ValidTo >= on))
            .OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id).ToListAsync(cancel);
        return new PatientBackground(Person.Of(card), await WasHere(db, patient, doctor, cancel), policies, await Agreed(db, patient, cancel));
    }

    /// <summary>With the doctor, or with anybody of a specialty of the doctor's.</summary>
    private Task<bool> WasHere(ClinicDb db, PatientId patient, DoctorId doctor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var colleagues = db.DoctorSpecialties.Where(s => db.DoctorSpecialties.Any(o => o.DoctorId == doctor && o.SpecialtyId == s.SpecialtyId)).Select(s => s.DoctorId);
        return db.Bookings.AnyAsync(
            b => b.PatientId == patient && b.Start < now
                && (b.Status == BookingStatus.Arrived || b.Status == BookingStatus.InProgress || b.Status == BookingStatus.Done)
                && (b.DoctorId == doctor || colleagues.Contains(b.DoctorId)),
            cancel);
    }

    /// <summary>To the text in force, on paper at the desk or with an earlier booking on the public host.</summary>
    private static Task<bool> Agreed(ClinicDb db, PatientId patient, CancellationToken cancel) => db.Consents.AnyAsync(
        c => c.WithdrawnAt == null && db.Profile.Any(p => p.ConsentVersion == c.Version)
            && (c.PatientId == patient || (c.ContactId != null && db.Bookings.Any(b => b.PatientId == patient && b.ContactId == c.ContactId))),
        cancel);
}

/// <summary>What the desk knows of a patient before the booking.</summary>
/// <param name="Person">Name and contacts.</param>
/// <param name="WasHere">Seen before by the doctor or a colleague of the same specialty.</param>
/// <param name="Policies">Valid on the day of the visit, the newest first.</param>
/// <param name="Agreed">The consent in force is on record.</param>
public sealed record PatientBackground(Person Person, bool WasHere, IReadOnlyList<PatientPolicy> Policies, bool Agreed);
