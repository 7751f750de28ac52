using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Ends a request without a booking: the question is answered, the patient needs it no more, or could not be reached.</summary>
public sealed class CloseRequest(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int MaxOutcome = 500;

    /// <summary>Answers the request, or <c>invalid</c> under /outcome, or a refusal of <see cref="RequestEdit"/>.</summary>
    /// <typeparam name="T">To be called, or a wish of the waiting list.</typeparam>
    /// <param name="id">The request.</param>
    /// <param name="outcome">What came of it, in words; required.</param>
    /// <param name="version">The version the asker saw.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task<Result<T>> Run<T>(Guid id, string? outcome, int version, Actor actor, CancellationToken cancel)
        where T : OpenRequest
    {
        var said = outcome?.Trim() ?? "";
        var now = clock.GetUtcNow().UtcDateTime;
        return RequestEdit.Run<T>(factory, now, id, version, actor, "close", (_, request, _) =>
        {
            if (said.Length is 0 or > MaxOutcome)
            {
                return Task.FromResult<Problem?>(Problem.Field("/outcome", said.Length == 0 ? ProblemCodes.Required : ProblemCodes.TooLong));
            }

            (request.Status, request.Outcome, request.ClosedAt) = (RequestStatus.Closed, said, now);
            return Task.FromResult<Problem?>(null);
        }, cancel);
    }
}
