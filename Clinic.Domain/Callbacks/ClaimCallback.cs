using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Says who calls back, so that two do not ring the same patient; or gives the request back.</summary>
public sealed class ClaimCallback(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the request, or a refusal of <see cref="CallbackEdit"/>.</summary>
    /// <param name="id">The request.</param>
    /// <param name="claim">False gives it back.</param>
    /// <param name="version">The version the asker saw: what somebody else has claimed meanwhile is not taken away unseen.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<Callback>> Run(Guid id, bool claim, int version, Actor actor, CancellationToken cancel) =>
        CallbackEdit.Run(factory, clock.GetUtcNow().UtcDateTime, id, version, actor, claim ? "claim" : "release", (_, callback, _) =>
        {
            (callback.Status, callback.ClaimedBy) = claim ? (CallbackStatus.Claimed, actor.Name) : (CallbackStatus.New, null);
            return Task.FromResult<Problems.Problem?>(null);
        }, cancel);
}
