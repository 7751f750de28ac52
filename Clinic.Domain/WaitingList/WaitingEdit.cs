using Clinic.Domain.Audit;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>One change of an entry of the waiting list: right, version, traces.</summary>
internal static class WaitingEdit
{
    /// <summary>Answers the entry, or <c>forbidden</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>wrong-status</c> (it is dealt with already), or the problem of the change.</summary>
    internal static async Task<Result<WaitingEntry>> Run(
        IDbContextFactory<ClinicDb> factory, DateTime now, Guid id, int? version, Actor actor, string action, Func<ClinicDb, WaitingEntry, CancellationToken, Task<Problem?>> change, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<WaitingEntry>(
            async (db, token) =>
            {
                if (await db.WaitingEntries.AsTracking().FirstOrDefaultAsync(w => w.Id == id, token) is not { } entry)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (version is { } seen && seen != entry.Version)
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                if (entry.Status is WaitingStatus.Booked or WaitingStatus.Closed)
                {
                    return new Problem(ProblemCodes.WrongStatus);
                }

                var before = entry.Facts();
                if (await change(db, entry, token) is { } problem)
                {
                    return problem;
                }

                if (entry.ClosedAt is not null)
                {
                    await db.FreeRequestPlace(id, token);
                }

                entry.Version++;
                db.Log(actor, now, action, entry, before);
                await db.SaveChangesAsync(token);
                return entry;
            },
            cancel);
    }

    /// <summary>Audit entry and change row. A wish is on no day's picture, so the change lies where nobody looks at a day.</summary>
    internal static void Log(this ClinicDb db, Actor actor, DateTime now, string action, WaitingEntry entry, object? before)
    {
        db.Record(actor, now, action, nameof(WaitingEntry), entry.Id.ToString(), before, entry.Facts());
        db.Add(new Change { At = now, Kind = ChangeKind.Waiting, DoctorId = entry.DoctorId, From = DateTime.UnixEpoch, To = DateTime.UnixEpoch });
    }

    /// <summary>The fields that are kept in the audit: no names, no contact, neither comment nor outcome, which may hold either.</summary>
    internal static object Facts(this WaitingEntry entry) => new
    {
        status = entry.Status.ToString(),
        patient = entry.PatientId?.Value,
        specialty = entry.SpecialtyId?.Value,
        doctor = entry.DoctorId?.Value,
        visitType = entry.VisitTypeId?.Value,
        site = entry.SiteId?.Value,
        doctorGender = entry.DoctorGender?.ToString(),
        from = entry.FromDate,
        to = entry.ToDate,
        earliest = entry.Earliest,
        latest = entry.Latest,
        payment = entry.Payment?.ToString(),
        booking = entry.BookingId?.Value,
        claimedBy = entry.ClaimedBy,
        version = entry.Version,
    };
}
