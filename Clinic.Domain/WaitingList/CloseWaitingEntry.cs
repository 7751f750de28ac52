using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>Ends waiting without a booking: the patient needs it no more, or could not be reached.</summary>
public sealed class CloseWaitingEntry(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int MaxOutcome = 500;

    /// <summary>Answers the entry, or <c>invalid</c> under /outcome, or a refusal of <see cref="WaitingEdit"/>.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="outcome">What came of it, in words; required.</param>
    /// <param name="version">The version the asker saw.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<WaitingEntry>> Run(Guid id, string? outcome, int version, Actor actor, CancellationToken cancel)
    {
        var said = outcome?.Trim() ?? "";
        var now = clock.GetUtcNow().UtcDateTime;
        return await WaitingEdit.Run(factory, now, id, version, actor, "close", (_, entry, _) =>
        {
            if (said.Length is 0 or > MaxOutcome)
            {
                return Task.FromResult<Problem?>(Problem.Field("/outcome", said.Length == 0 ? ProblemCodes.Required : ProblemCodes.TooLong));
            }

            (entry.Status, entry.Outcome, entry.ClosedAt) = (WaitingStatus.Closed, said, now);
            return Task.FromResult<Problem?>(null);
        }, cancel);
    }
}
