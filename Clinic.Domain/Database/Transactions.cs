using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Database;

/// <summary>Runs a use case in one transaction, all or nothing.</summary>
public static class Transactions
{
    private const int Attempts = 6;

    /// <summary>
    /// Commits when <paramref name="work"/> answers a value, rolls back when it answers a problem or throws.
    /// A duplicate key rolls back and asks <paramref name="explain"/>, in a context of its own, what was in the way; where it finds nothing
    /// (the rival is gone again), the work is tried anew, as it is after a deadlock.
    /// </summary>
    public static async Task<Result<T>> Transact<T>(
        this IDbContextFactory<ClinicDb> factory,
        Func<ClinicDb, CancellationToken, Task<Result<T>>> work,
        Func<ClinicDb, CancellationToken, Task<Result<T>?>> explain,
        CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Attempt(factory, work, cancel);
            }
            catch (Exception error) when (DatabaseErrors.IsDuplicateKey(error))
            {
                await using var db = await factory.CreateDbContextAsync(cancel);
                if (await explain(db, cancel) is { } answer)
                {
                    return answer;
                }

                if (attempt == Attempts)
                {
                    throw;
                }
            }
            catch (Exception error) when (DatabaseErrors.IsCollision(error) && attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(5, 25 * attempt), cancel);
            }
        }
    }

    private static async Task<Result<T>> Attempt<T>(
        IDbContextFactory<ClinicDb> factory, Func<ClinicDb, CancellationToken, Task<Result<T>>> work, CancellationToken cancel)
    {
        if (SqliteDoor.Of(factory) is { } door)
        {
            return await door.Run(work, cancel);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);

        // All or nothing: nobody returns to the middle, so the round trips of savepoints are saved.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = await work(db, cancel);
        if (result.Ok)
        {
            await transaction.CommitAsync(cancel);
        }

        return result;
    }

    /// <summary>The same for work in which no duplicate key is expected.</summary>
    public static Task<Result<T>> Transact<T>(
        this IDbContextFactory<ClinicDb> factory, Func<ClinicDb, CancellationToken, Task<Result<T>>> work, CancellationToken cancel) =>
        factory.Transact(work, (_, _) => Task.FromResult<Result<T>?>(null), cancel);
}
