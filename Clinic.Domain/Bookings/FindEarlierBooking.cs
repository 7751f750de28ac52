using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Finds the booking that was made under a key, for a desk that lost the answer with the connection or the server.</summary>
public sealed class FindEarlierBooking(IDbContextFactory<ClinicDb> factory, InstallationKeys keys)
{
    /// <summary>Answers the receipt as it was given then, or <c>forbidden</c>, <c>not-found</c>.</summary>
    public async Task<Result<BookingReceipt>> Run(string key, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var hash = Idempotency.KeyHash(actor.Channel, key);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.IdempotencyKeys.FirstOrDefaultAsync(k => k.Key == hash, cancel) is { } done
            ? Idempotency.Answer(done, await keys.Get(InstallationKeys.Links, cancel))
            : new Problem(ProblemCodes.NotFound);
    }
}
