using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Ends a request without a booking: the question is answered, or the patient could not be reached.</summary>
public sealed class CloseCallback(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int MaxOutcome = 500;

    /// <summary>Answers the request, or <c>invalid</c> under /outcome, or a refusal of <see cref="CallbackEdit"/>.</summary>
    /// <param name="id">The request.</param>
    /// <param name="outcome">What came of it, in words; required.</param>
    /// <param name="version">The version the asker saw.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Callback>> Run(Guid id, string? outcome, int version, Actor actor, CancellationToken cancel)
    {
        var said = outcome?.Trim() ?? "";
        var now = clock.GetUtcNow().UtcDateTime;
        return await CallbackEdit.Run(factory, now, id, version, actor, "close", (_, callback, _) =>
        {
            if (said.Length is 0 or > MaxOutcome)
            {
                return Task.FromResult<Problem?>(Problem.Field("/outcome", said.Length == 0 ? ProblemCodes.Required : ProblemCodes.TooLong));
            }

            (callback.Status, callback.Outcome, callback.ClosedAt) = (CallbackStatus.Closed, said, now);
            return Task.FromResult<Problem?>(null);
        }, cancel);
    }
}
