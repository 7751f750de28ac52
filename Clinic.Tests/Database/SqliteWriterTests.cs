using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Database;

/// <summary>Works of one file share a transaction and nothing else.</summary>
public sealed class SqliteWriterTests
{
    private static readonly ResourceId Resource = ResourceId.Contact(20_26);

    [Fact]
    public async Task Works_that_wait_share_one_commit_and_are_answered_after_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (group, seen) = (new Group(clinic.Factory), new List<(int Inside, int Outside, bool Answered)>());
        var first = group.Add(1);
        var second = group.Add(async (db, token) =>
        {
            seen.Add((await Count(db), await clinic.Read(Count), first.IsCompleted));
            return default(Done);
        });
        await group.Run();

        Assert.True((await first).Ok && (await second).Ok);
        Assert.Equal([(1, 0, false)], seen);
        Assert.Equal(1, await clinic.Read(Count));
    }

    [Fact]
    public async Task A_refusal_and_an_exception_in_the_middle_leave_the_others_untouched()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var group = new Group(clinic.Factory);
        var works = Enumerable.Range(1, 10).Select(i => group.Add(async (db, token) =>
        {
            await Insert(db, i, token);
            return i switch
            {
                3 => new Problem(ProblemCodes.SlotTaken),
                6 => throw new InvalidTimeZoneException("a bug"),
                _ => default(Done),
            };
        })).ToList();
        await group.Run();

        Assert.Equal(ProblemCodes.SlotTaken, (await works[2]).Problem?.Code);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => works[5]);
        Assert.All(works.Where((_, i) => i is not (2 or 5)), w => Assert.True(w.Result.Ok));
        Assert.Equal([1, 2, 4, 5, 7, 8, 9, 10], await clinic.Read(Cells));
    }

    [Fact]
    public async Task A_duplicate_key_in_the_middle_is_explained_from_outside_when_its_rival_is_stored()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var (group, runs, rivals) = (new Group(clinic.Factory), 0, -1);
        int[] cells = [1, 2, 2, 3];
        var works = cells.Select(i => group.Add(
            async (db, token) =>
            {
                // What the loser wrote before it lost goes as well.
                await Insert(db, 100 + runs++, token);
                await Insert(db, i, token);
                return default(Done);
            },
            async (db, token) =>
            {
                rivals = await Count(db);
                return new Problem(ProblemCodes.SlotTaken);
            })).ToList();
        await group.Run();
        await Task.WhenAll(works);

        Assert.Equal([null, null, ProblemCodes.SlotTaken, null], works.Select(w => w.Result.Problem?.Code));
        Assert.Equal([1, 2, 3, 100, 101, 103], await clinic.Read(Cells));
        Assert.Equal((4, 6), (runs, rivals));
    }

    [Fact]
    public async Task Who_gives_up_in_the_queue_is_never_run_and_who_gives_up_at_work_takes_nobody_along()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        using var queued = new CancellationTokenSource();
        using var working = new CancellationTokenSource();
        var group = new Group(clinic.Factory);
        var before = group.Add(1);
        var given = group.Until(Write(2), null, queued.Token);
        var late = group.Until(
            async (db, token) =>
            {
                await Insert(db, 3, token);
                await working.CancelAsync();
                token.ThrowIfCancellationRequested();
                return default(Done);
            },
            null,
            working.Token);
        var after = group.Add(4);
        await queued.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await group.Run();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        Assert.True((await before).Ok && (await after).Ok);
        Assert.Equal([1, 4], await clinic.Read(Cells));
    }

    [Fact]
    public async Task A_commit_that_fails_fails_the_whole_group_and_the_next_one_goes_on()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var group = new Group(clinic.Factory);
        var works = new List<Task<Result<Done>>> { group.Add(1), group.Add((_, _) => Task.FromResult<Result<Done>>(new Problem(ProblemCodes.SlotTaken))) };
        works.Add(group.Add(async (db, token) =>
        {
            // Checked by the commit alone.
            await db.Database.ExecuteSqlAsync($"PRAGMA defer_foreign_keys=ON", token);
            db.Add(new BookingNote { BookingId = new(Guid.NewGuid()), Text = "" });
            await db.SaveChangesAsync(token);
            return default(Done);
        }));
        await group.Run();

        foreach (var work in works)
        {
            Assert.True(DatabaseErrors.IsDatabase(await Assert.ThrowsAnyAsync<Exception>(() => work)));
        }

        Assert.Empty(await clinic.Read(Cells));
        Assert.True((await new Group(clinic.Factory).Alone(5)).Ok);
        Assert.Equal([5], await clinic.Read(Cells));
    }

    [Fact]
    public async Task Another_process_at_work_is_waited_for()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var other = new SqliteConnection(clinic.Database.ConnectionString);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        var transaction = other.BeginTransaction(deferred: false);
        var works = Enumerable.Range(1, 10).Select(i => new Group(clinic.Factory).Alone(i)).ToList();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(works, w => w.IsCompleted);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.All(await Task.WhenAll(works), r => Assert.True(r.Ok));
        Assert.Equal(Enumerable.Range(1, 10), await clinic.Read(Cells));
    }

    [Fact]
    public async Task Two_hosts_in_one_process_share_the_writer_of_their_file()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var twin = TestClinic.Over(clinic);
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(clinic.Database.ConnectionString).DataSource)!;
        var spelt = clinic.Database.ConnectionString.Replace(folder, Path.Combine(folder, "..", Path.GetFileName(folder)), StringComparison.Ordinal);
        Assert.NotEqual(clinic.Database.ConnectionString, spelt);
        Assert.Same(SqliteWriter.Of(clinic.Database.ConnectionString), SqliteWriter.Of(spelt));

        var results = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => new Group(i % 2 == 0 ? clinic.Factory : twin.Factory).Alone(i)));

        Assert.All(results, r => Assert.True(r.Ok));
        Assert.Equal(200, await twin.Read(Count));
    }

    [Fact]
    public async Task A_context_of_a_reader_never_sees_what_is_not_stored()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var group = new Group(clinic.Factory);
        var stored = group.Add(1);
        await group.Run();
        Assert.True((await stored).Ok);
        var doubtful = new TaskCompletionSource();
        var work = group.Add(async (db, token) =>
        {
            await Insert(db, 2, token);
            await doubtful.Task;
            return new Problem(ProblemCodes.SlotTaken);
        });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(1, await clinic.Read(Count));
        }

        doubtful.SetResult();
        await work;
        Assert.Equal(1, await clinic.Read(Count));
    }

    internal static Func<ClinicDb, CancellationToken, Task<Result<Done>>> Write(int cell) => async (db, token) =>
    {
        await Insert(db, cell, token);
        return default(Done);
    };

    internal static async Task Insert(ClinicDb db, int cell, CancellationToken cancel)
    {
        db.Add(new Occupancy { ResourceId = Resource, Cell = cell, OwnerId = Guid.NewGuid() });
        await db.SaveChangesAsync(cancel);
    }

    internal static Task<int> Count(ClinicDb db) => db.Occupancy.CountAsync(o => o.ResourceId == Resource);

    internal static Task<List<int>> Cells(ClinicDb db) => db.Occupancy.Where(o => o.ResourceId == Resource).OrderBy(o => o.Cell).Select(o => o.Cell).ToListAsync();

    /// <summary>Works that queue while another holds the writer, so that they come to be one group.</summary>
    internal sealed class Group
    {
        private readonly IDbContextFactory<ClinicDb> factory;
        private readonly TaskCompletionSource held = new();
        private readonly Task blocker;
        private readonly List<Task> works = [];

        public Group(IDbContextFactory<ClinicDb> factory)
        {
            this.factory = factory;
            using var db = factory.CreateDbContext();
            SqliteWriter.Of(db.Database.GetConnectionString()!).LongestGroup = TimeSpan.FromMinutes(1);
            blocker = factory.Transact<Done>(
                async (_, _) =>
                {
                    await held.Task;
                    return default(Done);
                },
                CancellationToken.None);
        }

        public Task<Result<Done>> Add(int cell) => Until(Write(cell), null, CancellationToken.None);

        public Task<Result<Done>> Add(Func<ClinicDb, CancellationToken, Task<Result<Done>>> work, Func<ClinicDb, CancellationToken, Task<Result<Done>?>>? explain = null) =>
            Until(work, explain, CancellationToken.None);

        public Task<Result<Done>> Until(
            Func<ClinicDb, CancellationToken, Task<Result<Done>>> work, Func<ClinicDb, CancellationToken, Task<Result<Done>?>>? explain, CancellationToken cancel)
        {
            var task = factory.Transact(work, explain ?? ((_, _) => Task.FromResult<Result<Done>?>(null)), cancel);
            works.Add(task);
            return task;
        }

        public Task<Result<Done>> Alone(int cell)
        {
            held.SetResult();
            return Add(cell);
        }

        public async Task Run()
        {
            held.SetResult();
            await Task.WhenAny(blocker);
            await Task.WhenAll(works.Select(w => Task.WhenAny(w)));
        }
    }
}
