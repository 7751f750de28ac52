using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Says who sees to a request, so that two do not ring the same patient; or gives it back.</summary>
public sealed class ClaimRequest(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the request, or a refusal of <see cref="RequestEdit"/>.</summary>
    /// <typeparam name="T">To be called, or a wish of the waiting list.</typeparam>
    /// <param name="id">The request.</param>
    /// <param name="claim">False gives it back.</param>
    /// <param name="version">The version the asker saw: what somebody else has claimed meanwhile is not taken away unseen.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<T>> Run<T>(Guid id, bool claim, int version, Actor actor, CancellationToken cancel)
        where T : OpenRequest =>
        RequestEdit.Run<T>(factory, clock.GetUtcNow().UtcDateTime, id, version, actor, claim ? "claim" : "release", (_, request, _) =>
        {
            (request.Status, request.ClaimedBy) = claim ? (RequestStatus.Claimed, actor.Name) : (RequestStatus.Waiting, null);
            return Task.FromResult<Problem?>(null);
        }, cancel);
}
