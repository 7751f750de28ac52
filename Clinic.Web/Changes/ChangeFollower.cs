using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Changes;

/// <summary>
/// Reads the change log with a position of its own and tells the open pages. Keeps its position when the database is away, so that nothing is missed.
/// </summary>
public sealed class ChangeFollower(IDbContextFactory<ClinicDb> factory, TimeProvider clock, ILogger<ChangeFollower> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<ChangeSubscription> subscriptions = [];
    private ChangePosition? position;

    // The timestamp of the first look that failed; 0 while the database answers.
    private long lost;

    /// <summary>Whether the database has not answered for longer than a blink: what the pages show may have changed since.</summary>
    public bool IsAway => Interlocked.Read(ref lost) is > 0 and var since && clock.GetElapsedTime(since) > Blink;

    /// <summary>A change that stands for any: whoever shows something loads it anew.</summary>
    public static Change Anything(DateTime at) => new() { Kind = ChangeKind.Reference, At = at };

    /// <summary>
    /// Calls back with each batch of changes, one batch at a time; what comes meanwhile waits for the next.
    /// The call comes in the culture of the subscriber. Subscribe first, then load.
    /// </summary>
    public IDisposable Subscribe(Func<IReadOnlyList<Change>, Task> onChanges)
    {
        var subscription = new ChangeSubscription(onChanges, Unsubscribe, log);
        lock (gate)
        {
            subscriptions.Add(subscription);
        }

        return subscription;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Known before the first page is served: a change between a page's load and the first look would be missed.
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, clock, stoppingToken);
                pause = await Look(stoppingToken) ? Pause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Reads to the end of the log; false when the database could not be read, which is logged once and once when it is back.</summary>
    private async Task<bool> Look(CancellationToken cancel)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            if (position is not { } at)
            {
                position = await ChangeLog.Latest(db, cancel);
            }
            else
            {
                await ReadOn(db, at, cancel);
            }

            if (Interlocked.Exchange(ref lost, 0) > 0)
            {
                log.LogWarning("The database answers again; live changes go on.");

                // Also for whoever wanted to read meanwhile and could not.
                Publish([Anything(clock.GetUtcNow().UtcDateTime)]);
            }

            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            if (Interlocked.CompareExchange(ref lost, clock.GetTimestamp(), 0) == 0)
            {
                log.LogWarning("The change log cannot be read; trying again until it can. {Error}", error.Message);
            }

            return false;
        }
    }

    private async Task ReadOn(ClinicDb db, ChangePosition at, CancellationToken cancel)
    {
        IReadOnlyList<Change> changes;
        do
        {
            changes = await ChangeLog.Read(db, at, Batch, cancel);
            if (changes.Count > 0)
            {
                position = at = ChangeLog.Position(changes[^1]);
                Publish(changes);
            }
        }
        while (changes.Count == Batch);
    }

    private void Publish(IReadOnlyList<Change> changes)
    {
        ChangeSubscription[] all;
        lock (gate)
        {
            all = [.. subscriptions];
        }

        foreach (var subscription in all)
        {
            subscription.Post(changes);
        }
    }

    private void Unsubscribe(ChangeSubscription subscription)
    {
        lock (gate)
        {
            subscriptions.Remove(subscription);
        }
    }
}
