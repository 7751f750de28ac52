using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>One change of a request: right, version, traces.</summary>
internal static class RequestEdit
{
    /// <summary>Answers the request, or <c>forbidden</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>wrong-status</c> (it is dealt with already), or the problem of the change.</summary>
    internal static async Task<Result<T>> Run<T>(
        IDbContextFactory<ClinicDb> factory, DateTime now, Guid id, int? version, Actor actor, string action, Func<ClinicDb, T, CancellationToken, Task<Problem?>> change, CancellationToken cancel)
        where T : OpenRequest
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        return await factory.Transact<T>(
            async (db, token) =>
            {
                if (await db.Set<T>().AsTracking().FirstOrDefaultAsync(r => r.Id == id, token) is not { } request)
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (version is { } seen && seen != request.Version)
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                if (request.Status is RequestStatus.Booked or RequestStatus.Closed)
                {
                    return new Problem(ProblemCodes.WrongStatus);
                }

                var before = request.Facts();
                if (await change(db, request, token) is { } problem)
                {
                    return problem;
                }

                if (request.ClosedAt is not null)
                {
                    // What is dealt with no longer counts among the open ones of a telephone number.
                    await db.Occupancy.Where(o => o.OwnerId == id).ExecuteDeleteAsync(token);
                }

                request.Version++;
                db.Log(actor, now, action, request, before);
                await db.SaveChangesAsync(token);
                return request;
            },
            cancel);
    }

    /// <summary>Audit entry and change row. A request is on no day's picture, so the change lies where nobody looks at a day.</summary>
    internal static void Log(this ClinicDb db, Actor actor, DateTime now, string action, OpenRequest request, object? before) => db.AddRange(Rows(actor, now, action, request, before));

    /// <summary>The same as rows.</summary>
    internal static object[] Rows(Actor actor, DateTime now, string action, OpenRequest request, object? before) =>
    [
        AuditLog.Entry(actor, now, action, request.GetType().Name, request.Id.ToString(), before, request.Facts()),
        new Change { At = now, Kind = ChangeKind.Waiting, DoctorId = request.DoctorId, From = DateTime.UnixEpoch, To = DateTime.UnixEpoch },
    ];
}
