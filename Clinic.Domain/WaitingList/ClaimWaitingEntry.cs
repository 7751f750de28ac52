using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>Says who sees to a wish, so that two do not ring the same patient; or gives it back.</summary>
public sealed class ClaimWaitingEntry(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the entry, or a refusal of <see cref="WaitingEdit"/>.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="claim">False gives it back.</param>
    /// <param name="version">The version the asker saw: what somebody else has claimed meanwhile is not taken away unseen.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<WaitingEntry>> Run(Guid id, bool claim, int version, Actor actor, CancellationToken cancel) =>
        WaitingEdit.Run(factory, clock.GetUtcNow().UtcDateTime, id, version, actor, claim ? "claim" : "release", (_, entry, _) =>
        {
            (entry.Status, entry.ClaimedBy) = claim ? (WaitingStatus.Claimed, actor.Name) : (WaitingStatus.Waiting, null);
            return Task.FromResult<Problems.Problem?>(null);
        }, cancel);
}
