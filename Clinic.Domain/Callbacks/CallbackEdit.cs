using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>One change of a request to be called: right, version, traces.</summary>
internal static class CallbackEdit
{
    /// <summary>Answers the request, or <c>forbidden</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>wrong-status</c> (it is dealt with already), or the problem of the change.</summary>
    internal static async Task<Result<Callback>> Run(
        IDbContextFactory<ClinicDb> factory, DateTime now, Guid id, int? version, Actor actor, string action, Func<ClinicDb, Callback, CancellationToken, Task<Problem?>> change, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<Callback>(
            async (db, token) =>
            {
                if (await db.Callbacks.AsTracking().FirstOrDefaultAsync(c => c.Id == id, token) is not { } callback)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (version is { } seen && seen != callback.Version)
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                if (callback.Status is CallbackStatus.Booked or CallbackStatus.Closed)
                {
                    return new Problem(ProblemCodes.WrongStatus);
                }

                var before = callback.Facts();
                if (await change(db, callback, token) is { } problem)
                {
                    return problem;
                }

                if (callback.ClosedAt is not null)
                {
                    await db.FreeRequestPlace(id, token);
                }

                callback.Version++;
                db.Log(actor, now, action, callback, before);
                await db.SaveChangesAsync(token);
                return callback;
            },
            cancel);
    }

    /// <summary>What is dealt with no longer counts among the open requests of a telephone number.</summary>
    internal static Task FreeRequestPlace(this ClinicDb db, Guid id, CancellationToken cancel) => db.Occupancy.Where(o => o.OwnerId == id).ExecuteDeleteAsync(cancel);

    /// <summary>Audit entry and change row. A request is on no day's picture, so the change lies where nobody looks at a day.</summary>
    internal static void Log(this ClinicDb db, Actor actor, DateTime now, string action, Callback callback, object? before)
    {
        db.Record(actor, now, action, nameof(Callback), callback.Id.ToString(), before, callback.Facts());
        db.Add(new Change { At = now, Kind = ChangeKind.Waiting, DoctorId = callback.DoctorId, From = DateTime.UnixEpoch, To = DateTime.UnixEpoch });
    }

    /// <summary>The fields that are kept in the audit: no contact, neither comment nor outcome, which may name somebody.</summary>
    internal static object Facts(this Callback callback) => new
    {
        status = callback.Status.ToString(),
        specialty = callback.SpecialtyId?.Value,
        doctor = callback.DoctorId?.Value,
        visitType = callback.VisitTypeId?.Value,
        site = callback.SiteId?.Value,
        callTime = callback.CallTime.ToString(),
        booking = callback.BookingId?.Value,
        claimedBy = callback.ClaimedBy,
        version = callback.Version,
    };
}
