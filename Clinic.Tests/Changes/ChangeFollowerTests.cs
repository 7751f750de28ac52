using System.Collections.Concurrent;
using System.Globalization;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Clinic.Web.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Clinic.Tests.Changes;

public sealed class ChangeFollowerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, EveryDatabase]
    public async Task Tells_all_listeners_of_what_comes_after_they_subscribed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Add(clinic);
        await Settled(clinic);
        using var follower = await Start(clinic);
        var (first, second) = (new ConcurrentQueue<Change>(), new ConcurrentQueue<Change>());
        using var one = follower.Subscribe(c => Keep(first, c));
        using var failing = follower.Subscribe(_ => throw new InvalidOperationException("a page that fails"));
        using var two = follower.Subscribe(c => Keep(second, c));

        await Add(clinic);
        await Add(clinic);

        await Until(() => first.Count == 2 && second.Count == 2);
        one.Dispose();
        await Add(clinic);
        await Until(() => second.Count == 3);
        Assert.Equal(2, first.Count);
        await follower.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Misses_nothing_while_the_database_is_away_and_says_that_it_is()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        using var follower = await Start(clinic);
        var seen = new ConcurrentQueue<Change>();
        using var subscription = follower.Subscribe(c => Keep(seen, c));
        await clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Changes RENAME TO Away"));
        await Until(() => follower.IsAway);
        await clinic.Write(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO Changes"));

        await Add(clinic);

        await Until(() => seen.Any(c => c.Kind == ChangeKind.Roster));
        Assert.Single(seen, c => c.Kind == ChangeKind.Roster);
        Assert.Contains(seen, c => c.Kind == ChangeKind.Reference);
        Assert.False(follower.IsAway);
        await follower.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_slow_listener_gets_what_it_missed_in_one_batch_and_in_its_own_language()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        using var follower = await Start(clinic);
        var batches = new ConcurrentQueue<(int Count, string Language)>();
        var held = new TaskCompletionSource();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        using var subscription = follower.Subscribe(async c =>
        {
            batches.Enqueue((c.Count, CultureInfo.CurrentUICulture.Name));
            await held.Task;
        });
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        await Add(clinic);
        await Until(() => batches.Count == 1);
        await Add(clinic);
        await Task.Delay(600, TestContext.Current.CancellationToken);
        await Add(clinic);
        await Task.Delay(600, TestContext.Current.CancellationToken);

        held.SetResult();

        await Until(() => batches.Count == 2);
        Assert.Equal([(1, "fr-FR"), (2, "fr-FR")], batches);
        await follower.StopAsync(CancellationToken.None);
    }

    private static async Task<ChangeFollower> Start(TestClinic clinic)
    {
        var follower = new ChangeFollower(clinic.Factory, TimeProvider.System, NullLogger<ChangeFollower>.Instance);
        await follower.StartAsync(CancellationToken.None);
        return follower;
    }

    private static Task Add(TestClinic clinic) => clinic.Write(db =>
    {
        db.Add(new Change { At = clinic.Clock.Now, Kind = ChangeKind.Roster });
        return Task.CompletedTask;
    });

    private static Task Keep(ConcurrentQueue<Change> queue, IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            queue.Enqueue(change);
        }

        return Task.CompletedTask;
    }

    /// <summary>On PostgreSQL a transaction of any other database of the server holds back what readers see, for as long as it lasts.</summary>
    private static async Task Settled(TestClinic clinic)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await clinic.Read(db => ChangeLog.Read(db, ChangePosition.Start, 1, patience.Token))).Count == 0)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
