using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Clinic.Bench.Clinics;

/// <summary>A database of the bench's own, migrated, gone afterwards; and the domain over it.</summary>
public sealed class Place : IAsyncDisposable
{
    private readonly Func<Task> remove;

    private Place(DatabaseSettings settings, Func<Task> remove)
    {
        Settings = settings;
        this.remove = remove;
        Services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddClinicDomain(new HostSettings { Database = settings })
            .BuildServiceProvider();
    }

    public DatabaseSettings Settings { get; }

    public ServiceProvider Services { get; }

    public IDbContextFactory<ClinicDb> Factory => Services.GetRequiredService<IDbContextFactory<ClinicDb>>();

    /// <param name="provider">SQLite in a temporary file, or a database on a PostgreSQL server.</param>
    /// <param name="server">Connection string of a server that goes with all that is in it; by default the one the environment names.</param>
    public static async Task<Place> Create(DatabaseProvider provider, string? server = null)
    {
        var place = provider == DatabaseProvider.Sqlite ? Sqlite() : await Postgres(server ?? Options.Postgres ?? throw new InvalidOperationException("CLINIC_TEST_POSTGRES names no server"), server is null);
        await place.Services.GetRequiredService<MigrateDatabase>().Run(CancellationToken.None);
        return place;
    }

    /// <summary>A database that somebody else made and takes away.</summary>
    public static Place Over(DatabaseSettings settings) => new(settings, () => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await remove();
    }

    private static Place Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("clinic-bench-").FullName;
        return new(new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "clinic.db")}"), () =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static async Task<Place> Postgres(string server, bool remove)
    {
        var name = $"clinic_bench_{Guid.NewGuid():N}";
        await Execute(server, $"CREATE DATABASE {name}");
        return new(
            new(DatabaseProvider.Postgres, new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString),
            () => remove ? Execute(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)") : Task.CompletedTask);
    }

    private static async Task Execute(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
