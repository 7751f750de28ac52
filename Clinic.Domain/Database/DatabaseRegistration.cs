using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Clinic.Domain.Database;

/// <summary>Registers <see cref="IDbContextFactory{ClinicDb}"/> for the provider that is set.</summary>
public static class DatabaseRegistration
{
    private const int PreparedStatements = 100;

    public static IServiceCollection AddClinicDb(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        return settings.Provider switch
        {
            DatabaseProvider.Postgres => services.Add<PostgresClinicDb>(o => o.UseNpgsql(Lean(settings.ConnectionString))),
            DatabaseProvider.SqlServer => services.Add<SqlServerClinicDb>(o => o.UseSqlServer(settings.ConnectionString)),
            _ => services.Add<SqliteClinicDb>(o => o.UseSqlite(settings.ConnectionString).AddInterceptors(SqlitePragmas.Instance)),
        };
    }

    /// <summary>
    /// What is asked again and again is parsed and planned once per connection, and a connection that comes back is not reset by seven statements:
    /// nothing here leaves anything in a session. Unless the clinic has set otherwise (behind a pooler, say).
    /// </summary>
    private static string Lean(string connectionString)
    {
        var (set, lean) = (new DbConnectionStringBuilder { ConnectionString = connectionString }, new NpgsqlConnectionStringBuilder(connectionString));
        if (!set.ContainsKey("Max Auto Prepare") && !set.ContainsKey("MaxAutoPrepare"))
        {
            lean.MaxAutoPrepare = PreparedStatements;
        }

        if (!set.ContainsKey("No Reset On Close") && !set.ContainsKey("NoResetOnClose"))
        {
            lean.NoResetOnClose = true;
        }

        return lean.ConnectionString;
    }

    private static IServiceCollection Add<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where T : ClinicDb
    {
        services.AddPooledDbContextFactory<T>(o =>
        {
            configure(o);
            o.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);

            // A duplicate key is an answer here ("the slot is taken"), not a fault worth a line in the log; what is a fault is thrown and logged by the door.
            o.ConfigureWarnings(w => w.Ignore(
                CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed, RelationalEventId.CommandError, RelationalEventId.ConnectionError, RelationalEventId.TransactionError, RelationalEventId.PendingModelChangesWarning,
                // SQLite switches foreign keys outside a transaction only; nothing else of a migration is outside.
                RelationalEventId.NonTransactionalMigrationOperationWarning));
        });
        services.AddSingleton<IDbContextFactory<ClinicDb>, Adapter<T>>();

        // For Identity's stores, which want a context of the request that tracks.
        services.AddScoped<ClinicDb>(s =>
        {
            var db = s.GetRequiredService<IDbContextFactory<ClinicDb>>().CreateDbContext();
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            return db;
        });
        return services;
    }

    private sealed class Adapter<T>(IDbContextFactory<T> inner) : IDbContextFactory<ClinicDb>
        where T : ClinicDb
    {
        public ClinicDb CreateDbContext() => inner.CreateDbContext();

        public async Task<ClinicDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => await inner.CreateDbContextAsync(cancellationToken);
    }

    /// <summary>Durable commits (synchronous=FULL: an acknowledged booking survives a power cut) and patience with the one writer.</summary>
    internal static void SetPragmas(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
        command.ExecuteNonQuery();
    }

    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetPragmas(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            SetPragmas(connection);
            return Task.CompletedTask;
        }
    }
}
