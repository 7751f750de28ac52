using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Availability;

/// <summary>The database is gone, and many ask at once.</summary>
public sealed class TimetableOutageTests
{
    private const int CannotOpen = 14;
    private const int Askers = 400;
    private const int LongestReport = 10_000;

    [Fact]
    public async Task Whoever_waited_for_a_reading_that_failed_is_told_so_without_another_and_the_report_of_it_does_not_grow()
    {
        var gone = new GoneDatabase();
        using var cache = new TimetableCache(gone, TimeProvider.System);
        var asked = Enumerable.Range(0, Askers).Select(_ => Record.ExceptionAsync(async () => await cache.Current(TestContext.Current.CancellationToken)).AsTask()).ToList();
        gone.Fail();
        var faults = await Task.WhenAll(asked);

        Assert.Equal(1, gone.Asked);
        Assert.All(faults, f => Assert.True(DatabaseErrors.IsDatabase(Assert.IsType<Exception>(f, exactMatch: false))));
        Assert.InRange(faults.Max(f => f!.ToString().Length), 1, LongestReport);
    }

    private sealed class GoneDatabase : IDbContextFactory<ClinicDb>
    {
        private readonly TaskCompletionSource failing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Asked { get; private set; }

        public ClinicDb CreateDbContext() => throw new NotSupportedException();

        public async Task<ClinicDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Asked++;
            await failing.Task.WaitAsync(cancellationToken);
            throw new SqliteException("unable to open database file", CannotOpen);
        }

        internal void Fail() => failing.SetResult();
    }
}
