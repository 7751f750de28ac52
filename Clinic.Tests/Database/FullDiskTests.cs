using System.Diagnostics;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Database;

/// <summary>What was acknowledged before the disk was full is there, what was not is an error, and all goes on when there is room again.</summary>
public sealed class FullDiskTests
{
    private const int Works = 400;
    private const int LittleRoom = 300_000;
    private static readonly ResourceId Resource = ResourceId.Contact(404);

    [Fact]
    public async Task A_file_that_may_not_grow_loses_nothing_acknowledged()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var limited = await clinic.Factory.Transact<Done>(
            async (db, token) =>
            {
                var pages = await db.Database.SqlQueryRaw<long>("SELECT page_count AS Value FROM pragma_page_count").SingleAsync(token);
                await Sql(db, $"PRAGMA max_page_count={pages + 60}", token);
                return default(Done);
            },
            CancellationToken.None);
        Assert.True(limited.Ok);
        await Fill(clinic, () => clinic.Factory.Transact<Done>(
            async (db, token) =>
            {
                await Sql(db, "PRAGMA max_page_count=1000000", token);
                return default(Done);
            },
            CancellationToken.None));
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root may mount a small disk");
        var disk = Directory.CreateTempSubdirectory("clinic-disk-").FullName;
        Assert.SkipUnless(await Command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk), "a small disk cannot be mounted here");
        try
        {
            await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
            var file = Path.Combine(disk, "clinic.db");
            await clinic.Read(db => Sql(db, $"VACUUM INTO '{file}'", CancellationToken.None));
            await using var small = TestClinic.Over(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False"));
            await small.Read(db => Sql(db, "PRAGMA journal_mode=WAL", CancellationToken.None));
            var filler = Path.Combine(disk, "filler");
            await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk).AvailableFreeSpace - LittleRoom], TestContext.Current.CancellationToken);
            await Fill(small, () =>
            {
                File.Delete(filler);
                return Task.CompletedTask;
            });
        }
        finally
        {
            await Command("umount", disk);
            Directory.Delete(disk);
        }
    }

    private static async Task Fill(TestClinic clinic, Func<Task> makeRoom)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, Works).Select(async i =>
        {
            try
            {
                return (await Write(clinic, i)).Ok ? null : new InvalidOperationException("refused");
            }
            catch (Exception error) when (DatabaseErrors.IsDatabase(error))
            {
                return error;
            }
        }));
        var acknowledged = Enumerable.Range(1, Works).Where(i => outcomes[i - 1] is null).ToList();
        Assert.InRange(acknowledged.Count, 1, Works - 1);
        Assert.DoesNotContain(outcomes, e => e is InvalidOperationException);
        Assert.Equal(acknowledged, await clinic.Read(db => db.Occupancy.Where(o => o.ResourceId == Resource).OrderBy(o => o.Cell).Select(o => o.Cell).ToListAsync()));

        await makeRoom();
        Assert.True((await Write(clinic, Works + 1)).Ok);
    }

    private static Task<Result<Done>> Write(TestClinic clinic, int cell) => clinic.Factory.Transact<Done>(
        async (db, token) =>
        {
            db.Add(new Occupancy { ResourceId = Resource, Cell = cell, OwnerId = Guid.NewGuid() });
            db.Add(new Domain.Changes.Change { At = DateTime.UnixEpoch, Touched = new('x', 1000) });
            await db.SaveChangesAsync(token);
            return default(Done);
        },
        CancellationToken.None);

    private static Task<int> Sql(ClinicDb db, string sql, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(sql, cancel);

    private static async Task<bool> Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
