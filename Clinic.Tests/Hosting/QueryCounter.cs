using System.Data.Common;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Clinic.Tests.Hosting;

/// <summary>Contexts over an SQLite database that count what they read.</summary>
/// <param name="connection">The database.</param>
/// <param name="counts">Which statements count; null for all.</param>
internal sealed class QueryCounter(string connection, Predicate<string>? counts = null) : DbCommandInterceptor, IDbContextFactory<ClinicDb>
{
    public int Count { get; set; }

    public ClinicDb CreateDbContext() => new SqliteClinicDb(
        new DbContextOptionsBuilder<SqliteClinicDb>().UseSqlite(connection).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).AddInterceptors(this).Options);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (counts?.Invoke(command.CommandText) != false)
        {
            Count++;
        }

        return new(result);
    }
}
