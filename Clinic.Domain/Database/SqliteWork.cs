using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Database;

/// <summary>A work in the queue of the <see cref="SqliteWriter"/>.</summary>
internal abstract class SqliteWork
{
    private int taken;

    /// <summary>What the work threw.</summary>
    public Exception? Error { get; protected set; }

    /// <summary>False when the caller gave up before it was the work's turn, or the other way round.</summary>
    public bool Begin() => Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Answers whether what it wrote is to be kept.</summary>
    public abstract bool Run(DbTransaction transaction);

    /// <summary>Tells the caller what the work answered or threw, now that the group is stored.</summary>
    public abstract void Answer();

    /// <summary>The group is not stored.</summary>
    public abstract void Fail(Exception error);
}

internal sealed class SqliteWork<T>(IDbContextFactory<SqliteClinicDb> contexts, Func<ClinicDb, CancellationToken, Task<Result<T>>> work, CancellationToken cancel) : SqliteWork
{
    private readonly TaskCompletionSource<Result<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Language, trace and the like are the caller's.
    private readonly ExecutionContext? caller = ExecutionContext.Capture();
    private Result<T> result;

    public Task<Result<T>> Answered => answer.Task;

    /// <summary>Leaves the queue; too late once the work has begun, which then sees the token itself.</summary>
    public void Withdraw()
    {
        if (Begin())
        {
            answer.SetCanceled(cancel);
        }
    }

    public override bool Run(DbTransaction transaction)
    {
        try
        {
            Task<Result<T>>? running = null;
            if (caller is null)
            {
                running = RunInContext(transaction);
            }
            else
            {
                ExecutionContext.Run(caller, _ => running = RunInContext(transaction), null);
            }

            result = running!.GetAwaiter().GetResult();
            return result.Ok;
        }
        catch (Exception error)
        {
            Error = error;
            return false;
        }
    }

    public override void Answer()
    {
        if (Error is null)
        {
            answer.SetResult(result);
        }
        else
        {
            answer.SetException(Error);
        }
    }

    public override void Fail(Exception error) => answer.SetException(error);

    private async Task<Result<T>> RunInContext(DbTransaction transaction)
    {
        cancel.ThrowIfCancellationRequested();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.UseTransactionAsync(transaction, cancel);
        return await work(db, cancel);
    }
}
