using System.Diagnostics;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Changes;

public sealed class ChangeLogTests
{
    [Theory, EveryDatabase]
    public async Task A_row_that_commits_late_is_not_missed(DatabaseProvider provider)
    {
        // SQLite has one writer: there a second transaction cannot even begin while the first is open.
        Assert.SkipWhen(provider == DatabaseProvider.Sqlite, "SQLite has one writer, transactions cannot interleave");
        await using var clinic = await TestClinic.Create(provider);
        await using var early = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var late = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var reader = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var start = await ChangeLog.Latest(reader, CancellationToken.None);

        // The first transaction draws its number first and commits last.
        await using var first = await early.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        early.Add(New(1));
        await early.SaveChangesAsync(TestContext.Current.CancellationToken);
        await using var second = await late.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        late.Add(New(2));
        await late.SaveChangesAsync(TestContext.Current.CancellationToken);
        await second.CommitAsync(TestContext.Current.CancellationToken);

        var seen = new List<Change>(await ChangeLog.Read(reader, start, 10, CancellationToken.None));
        await first.CommitAsync(TestContext.Current.CancellationToken);
        await ReadOn(reader, seen, start, 2);

        Assert.Equal([1, 2], seen.Select(c => c.DoctorId!.Value.Value).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_transaction_that_wrote_something_else_first_is_not_missed_either(DatabaseProvider provider)
    {
        Assert.SkipWhen(provider == DatabaseProvider.Sqlite, "SQLite has one writer, transactions cannot interleave");
        await using var clinic = await TestClinic.Create(provider);
        await using var a = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var b = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var reader = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var start = await ChangeLog.Latest(reader, CancellationToken.None);

        // A has the older transaction id, B the smaller sequence number, and A is the one that is seen first.
        await using var first = await a.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        a.Add(new Clinic.Domain.Rooms.Room { SiteId = clinic.Site, Name = "A" });
        await a.SaveChangesAsync(TestContext.Current.CancellationToken);
        await using var second = await b.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        b.Add(New(1));
        await b.SaveChangesAsync(TestContext.Current.CancellationToken);
        a.Add(New(2));
        await a.SaveChangesAsync(TestContext.Current.CancellationToken);
        await first.CommitAsync(TestContext.Current.CancellationToken);

        var seen = new List<Change>(await ChangeLog.Read(reader, start, 10, CancellationToken.None));
        await second.CommitAsync(TestContext.Current.CancellationToken);
        await ReadOn(reader, seen, start, 2);

        Assert.Equal([1, 2], seen.Select(c => c.DoctorId!.Value.Value).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_reader_that_runs_along_with_many_writers_sees_every_change_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var reader = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var position = await ChangeLog.Latest(reader, CancellationToken.None);
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                var number = 1 + (w * 15) + i;
                await clinic.Factory.Transact<Domain.Done>(
                    async (db, cancel) =>
                    {
                        db.Add(New(number));
                        await db.SaveChangesAsync(cancel);
                        await Task.Yield();
                        return default(Domain.Done);
                    },
                    CancellationToken.None);
            }
        })));

        var seen = new List<Change>();
        await ReadOn(reader, seen, position, 120);
        await writers;
        Assert.Equal(Enumerable.Range(1, 120), seen.Select(c => c.DoctorId!.Value.Value).Order());
    }

    /// <summary>
    /// Reads on behind what was seen until so many are there. On PostgreSQL a transaction of any other database of the server holds the reader
    /// back for as long as it lasts, so several reads may be needed.
    /// </summary>
    private static async Task ReadOn(ClinicDb reader, List<Change> seen, ChangePosition start, int count)
    {
        var began = Stopwatch.StartNew();
        while (seen.Count < count && began.Elapsed < TimeSpan.FromSeconds(60))
        {
            seen.AddRange(await ChangeLog.Read(reader, seen.Count == 0 ? start : ChangeLog.Position(seen[^1]), 7, CancellationToken.None));
            await Task.Delay(5);
        }
    }

    private static Change New(int number) => new() { Kind = ChangeKind.Roster, DoctorId = new(number), At = TestClinic.Moscow(1, 8) };
}
