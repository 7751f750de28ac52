using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.VisitTypes;

/// <summary>Adds a visit type or changes one. Visits already booked keep their length and price.</summary>
public sealed class SaveVisitType(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int WholeDay = 24 * 60;

    /// <summary>Answers the visit type, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>unknown-visit-type</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<VisitTypeId>> Run(VisitTypeDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var tidy = wanted.Check(checks);
        return checks.Fault is { } fault ? fault : await factory.Transact((db, token) => Save(db, wanted, tidy, actor, token), cancel);
    }

    private async Task<Result<VisitTypeId>> Save(ClinicDb db, VisitTypeDetails wanted, (LocalText Name, LocalText Preparation, VisitParts Parts) tidy, Actor actor, CancellationToken cancel)
    {
        if (wanted.Specialty is { } specialty && !await db.Specialties.AnyAsync(s => s.Id == specialty, cancel))
        {
            return Problem.Field("/specialty", ProblemCodes.BadValue);
        }

        var needs = wanted.Needs.Distinct().Order(StringComparer.Ordinal).ToList();
        if (needs.Count > 0 && await db.Devices.Where(d => needs.Contains(d.Kind)).Select(d => d.Kind).Distinct().CountAsync(cancel) < needs.Count)
        {
            return Problem.Field("/needs", ProblemCodes.UnknownDeviceKind);
        }

        if (wanted.Active && wanted.Minutes is { } minutes && await LongestShift(db, wanted.Id, cancel) is { } longest && minutes > longest)
        {
            return Problem.Field("/minutes", ProblemCodes.VisitTooLong);
        }

        // A new one comes last, so that it does not become anybody's default.
        var type = wanted.Id is { } id
            ? await db.VisitTypes.AsTracking().FirstOrDefaultAsync(t => t.Id == id, cancel)
            : new VisitType { SortOrder = (await db.VisitTypes.MaxAsync(t => (int?)t.SortOrder, cancel) ?? 0) + 1 };
        if (type is null || (wanted.Id is not null && type.Version != wanted.Version))
        {
            return new Problem(type is null ? ProblemCodes.UnknownVisitType : ProblemCodes.VersionMismatch);
        }

        var before = wanted.Id is null ? null : Facts(type);
        (type.Name, type.SpecialtyId, type.Minutes, type.Price) = (tidy.Name, wanted.Specialty, wanted.Minutes, wanted.Price);
        (type.BufferBefore, type.BufferAfter, type.BookableOnline) = (wanted.BufferBefore, wanted.BufferAfter, wanted.BookableOnline);
        (type.Kind, type.DoctorParts, type.Capacity, type.Needs) = (wanted.Kind, tidy.Parts, wanted.Capacity, needs);
        (type.MinAge, type.MaxAge, type.ReferralRequired, type.Payments, type.Active) = (wanted.MinAge, wanted.MaxAge, wanted.ReferralRequired, wanted.Payments, wanted.Active);
        type.Preparation = tidy.Preparation;
        if (before is not null && ReferenceLog.Same(before, Facts(type)))
        {
            return type.Id;
        }

        type.Version++;
        if (before is null)
        {
            db.Add(type);
            await db.SaveChangesAsync(cancel);
        }

        db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(VisitType), type.Id.ToString(), before, Facts(type));
        await db.SaveChangesAsync(cancel);
        return type.Id;
    }

    /// <summary>Minutes of the longest shift in force or to come of those who offer the type, of anybody while nobody does; null where no roster is known.</summary>
    private async Task<int?> LongestShift(ClinicDb db, VisitTypeId? type, CancellationToken cancel)
    {
        // A day of grace: a site's own date may still be yesterday's.
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        var doctors = await db.DoctorVisitTypes.Where(o => o.VisitTypeId == type).Select(o => o.DoctorId).ToListAsync(cancel);
        var hours = await db.RosterLines.Where(l => (l.ValidTo == null || l.ValidTo >= since) && (doctors.Count == 0 || doctors.Contains(l.DoctorId))).Select(l => l.Hours).ToListAsync(cancel);
        hours.AddRange(await db.RosterExceptions.Where(e => e.Date >= since && (doctors.Count == 0 || doctors.Contains(e.DoctorId))).Select(e => e.Hours).ToListAsync(cancel));
        return hours.SelectMany(h => h.Stretches).Select(s => s.End == s.Start ? WholeDay : (int?)(s.End - s.Start).TotalMinutes).Max();
    }

    private static object Facts(VisitType type) => new
    {
        name = type.Name,
        specialty = type.SpecialtyId?.Value,
        minutes = type.Minutes,
        before = type.BufferBefore,
        after = type.BufferAfter,
        price = ReferenceLog.Cents(type.Price),
        online = type.BookableOnline,
        kind = type.Kind.ToString(),
        doctor = type.DoctorParts.ToString(),
        group = type.Capacity,
        needs = type.Needs,
        ages = $"{type.MinAge}-{type.MaxAge}",
        referral = type.ReferralRequired,
        preparation = type.Preparation,
        payments = type.Payments.ToString(),
        active = type.Active,
    };
}
