using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors;

/// <summary>Adds a doctor or changes one: name, flags, specialties and what may be booked with them. Visits already booked stay as they are.</summary>
public sealed class SaveDoctor(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the doctor, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>unknown-doctor</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<DoctorId>> Run(DoctorDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var name = wanted.Check(checks);
        return checks.Fault is { } fault ? fault : await factory.Transact((db, token) => Save(db, wanted, name!, actor, token), cancel);
    }

    private async Task<Result<DoctorId>> Save(ClinicDb db, DoctorDetails wanted, PersonName name, Actor actor, CancellationToken cancel)
    {
        if (await UnknownReference(db, wanted, cancel) is { } unknown)
        {
            return unknown;
        }

        var doctor = wanted.Id is { } id ? await db.Doctors.AsTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) : new Doctor();
        if (doctor is null || (wanted.Id is not null && doctor.Version != wanted.Version))
        {
            return new Problem(doctor is null ? ProblemCodes.UnknownDoctor : ProblemCodes.VersionMismatch);
        }

        var specialties = await db.DoctorSpecialties.AsTracking().Where(s => s.DoctorId == doctor.Id).ToListAsync(cancel);
        var offers = await db.DoctorVisitTypes.AsTracking().Where(o => o.DoctorId == doctor.Id).ToListAsync(cancel);
        var before = wanted.Id is null ? null : Facts(doctor, specialties.Select(s => s.SpecialtyId), offers.Select(o => (o.VisitTypeId, o.Minutes, o.Price)));
        (doctor.Family, doctor.Given, doctor.Middle) = name;
        var leaves = before is not null && doctor.Active && !wanted.Active;
        (doctor.BookableOnline, doctor.Active, doctor.Gender) = (wanted.BookableOnline, wanted.Active, wanted.Gender);
        var after = Facts(doctor, wanted.Specialties, wanted.Offers.Select(o => (o.VisitType, o.Minutes, o.Price)));
        if (before is not null && ReferenceLog.Same(before, after))
        {
            return doctor.Id;
        }

        if (leaves)
        {
            await RosterGate.Raise(db, cancel);
        }

        // The doctor's own row always changes, so that its version guards the rows below it as well.
        doctor.Version++;
        if (before is null)
        {
            db.Add(doctor);
            await db.SaveChangesAsync(cancel);
        }

        Arrange(db, doctor.Id, specialties, wanted.Specialties);
        Arrange(db, doctor.Id, offers, wanted.Offers);
        db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(Doctor), doctor.Id.ToString(), before, after, doctor.Id);
        await db.SaveChangesAsync(cancel);
        return doctor.Id;
    }

    private static async Task<Problem?> UnknownReference(ClinicDb db, DoctorDetails wanted, CancellationToken cancel)
    {
        var (specialties, types) = (wanted.Specialties.Distinct().ToList(), wanted.Offers.Select(o => o.VisitType).Distinct().ToList());
        return types.Count != wanted.Offers.Count || await db.VisitTypes.CountAsync(t => types.Contains(t.Id), cancel) != types.Count ? Problem.Field("/offers", ProblemCodes.UnknownVisitType)
            : await db.Specialties.CountAsync(s => specialties.Contains(s.Id), cancel) != specialties.Count ? Problem.Field("/specialties", ProblemCodes.BadValue)
            : null;
    }

    private static void Arrange(ClinicDb db, DoctorId doctor, List<DoctorSpecialty> there, IReadOnlyList<SpecialtyId> wanted)
    {
        db.RemoveRange(there.Where(s => !wanted.Contains(s.SpecialtyId)));
        db.AddRange(wanted.Except(there.Select(s => s.SpecialtyId)).Select(s => new DoctorSpecialty { DoctorId = doctor, SpecialtyId = s }));
    }

    private static void Arrange(ClinicDb db, DoctorId doctor, List<DoctorVisitType> there, IReadOnlyList<OfferDetails> wanted)
    {
        db.RemoveRange(there.Where(o => wanted.All(w => w.VisitType != o.VisitTypeId)));
        foreach (var offer in wanted)
        {
            var row = there.Find(o => o.VisitTypeId == offer.VisitType);
            if (row is null)
            {
                db.Add(row = new() { DoctorId = doctor, VisitTypeId = offer.VisitType });
            }

            (row.Minutes, row.Price) = (offer.Minutes, offer.Price);
        }
    }

    private static object Facts(Doctor doctor, IEnumerable<SpecialtyId> specialties, IEnumerable<(VisitTypeId Type, int? Minutes, decimal? Price)> offers) => new
    {
        name = doctor.Name.Full,
        gender = doctor.Gender?.ToString(),
        online = doctor.BookableOnline,
        active = doctor.Active,
        specialties = specialties.Select(s => s.Value).Distinct().Order().ToList(),
        offers = offers.OrderBy(o => o.Type.Value).Select(o => new { visitType = o.Type.Value, minutes = o.Minutes, price = ReferenceLog.Cents(o.Price) }).ToList(),
    };
}
