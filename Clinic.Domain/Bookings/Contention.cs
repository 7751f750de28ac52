using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Transactions over cells that many want at once. Whoever loses a race for one of several places tries for the next after a moment,
/// so that a place that is free never ends in an error.
/// </summary>
internal static class Contention
{
    private const int Rounds = 12;
    private const int MaxPause = 40;

    /// <param name="factory">Makes the contexts.</param>
    /// <param name="work">The transaction; told which attempt it is, from 1.</param>
    /// <param name="explain">What is in the way, or null to try again.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="oneBatch">The first attempt is one batch, which on PostgreSQL is a transaction by itself: two round trips less.</param>
    internal static async Task<Result<T>> Contend<T>(
        this IDbContextFactory<ClinicDb> factory,
        Func<ClinicDb, int, CancellationToken, Task<Result<T>>> work,
        Func<ClinicDb, CancellationToken, Task<Result<T>?>> explain,
        CancellationToken cancel,
        bool oneBatch = false)
    {
        var attempt = 0;
        if (oneBatch && await InOneBatch(factory, (db, token) => work(db, ++attempt, token), explain, cancel) is { } quick)
        {
            return quick;
        }

        for (var round = 1; ; round++)
        {
            try
            {
                return await factory.Transact((db, token) => work(db, ++attempt, token), ExplainOrPause, cancel);
            }
            catch (Exception error) when (round < Rounds && (DatabaseErrors.IsDuplicateKey(error) || DatabaseErrors.IsCollision(error)))
            {
                await Task.Delay(Random.Shared.Next(1, MaxPause), cancel);
            }
        }

        async Task<Result<T>?> ExplainOrPause(ClinicDb db, CancellationToken token)
        {
            if (await explain(db, token) is { } answer)
            {
                return answer;
            }

            await Task.Delay(Random.Shared.Next(1, MaxPause), token);
            return null;
        }
    }

    private static async Task<Result<T>?> InOneBatch<T>(
        IDbContextFactory<ClinicDb> factory,
        Func<ClinicDb, CancellationToken, Task<Result<T>>> work,
        Func<ClinicDb, CancellationToken, Task<Result<T>?>> explain,
        CancellationToken cancel)
    {
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            if (db is not PostgresClinicDb)
            {
                return null;
            }

            try
            {
                return await work(db, cancel);
            }
            catch (Exception error) when (DatabaseErrors.IsDuplicateKey(error) || DatabaseErrors.IsCollision(error))
            {
                // Explained below, when the connection is back in the pool: whoever waits for a second one while holding the first may wait for ever.
            }
        }

        await using var other = await factory.CreateDbContextAsync(cancel);
        return await explain(other, cancel);
    }
}
