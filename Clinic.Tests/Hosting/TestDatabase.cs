using Clinic.Domain.Database;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clinic.Tests.Hosting;

/// <summary>A database of one test, migrated, gone afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Connection string of a PostgreSQL server on which databases may be created.</summary>
    public const string PostgresVariable = "CLINIC_TEST_POSTGRES";

    /// <summary>The same for SQL Server.</summary>
    public const string SqlServerVariable = "CLINIC_TEST_SQLSERVER";

    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplate);
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MakeSqliteTemplate);

    private readonly string? folder;

    private TestDatabase(DatabaseSettings settings, string? folder)
    {
        Settings = settings;
        this.folder = folder;
    }

    public static string? PostgresServer => Environment.GetEnvironmentVariable(PostgresVariable);

    public static string? SqlServer => Environment.GetEnvironmentVariable(SqlServerVariable);

    public DatabaseSettings Settings { get; }

    public static async Task<TestDatabase> Create(DatabaseProvider provider)
    {
        switch (provider)
        {
            case DatabaseProvider.Postgres:
                var name = await CreatePostgres($"TEMPLATE {await PostgresTemplate.Value}");
                return new(new(provider, Postgres(name)), null);
            case DatabaseProvider.SqlServer:
                var connection = new SqlConnectionStringBuilder(SqlServer!) { InitialCatalog = NewName() }.ConnectionString;
                return await Migrated(new(new(provider, connection), null));
            default:
                var folder = Directory.CreateTempSubdirectory("clinic-test-").FullName;
                var file = Path.Combine(folder, "clinic.db");
                await File.WriteAllBytesAsync(file, await SqliteTemplate.Value);
                return new(new(provider, $"Data Source={file}"), folder);
        }
    }

    /// <summary>A database without a single table.</summary>
    public static async Task<TestDatabase> CreateEmpty(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Postgres)
        {
            return new(new(provider, Postgres(await CreatePostgres(""))), null);
        }

        if (provider == DatabaseProvider.SqlServer)
        {
            return new(new(provider, new SqlConnectionStringBuilder(SqlServer!) { InitialCatalog = NewName() }.ConnectionString), null);
        }

        var folder = Directory.CreateTempSubdirectory("clinic-test-").FullName;
        return new(new(provider, $"Data Source={Path.Combine(folder, "clinic.db")}"), folder);
    }

    /// <summary>The whole of an SQLite database that nobody is writing.</summary>
    public async Task<byte[]> Bytes()
    {
        await using (var connection = new SqliteConnection(Settings.ConnectionString))
        {
            await connection.OpenAsync();
            var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        return await File.ReadAllBytesAsync(Path.Combine(folder!, "clinic.db"));
    }

    public async ValueTask DisposeAsync()
    {
        switch (Settings.Provider)
        {
            case DatabaseProvider.Postgres:
                var name = new NpgsqlConnectionStringBuilder(Settings.ConnectionString).Database;
                await Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                break;
            case DatabaseProvider.SqlServer:
                SqlConnection.ClearAllPools();
                break;
            default:
                using (var connection = new SqliteConnection(Settings.ConnectionString))
                {
                    SqliteConnection.ClearPool(connection);
                }

                Directory.Delete(folder!, recursive: true);
                break;
        }
    }

    private static async Task<TestDatabase> Migrated(TestDatabase database)
    {
        await using var clinic = TestClinic.Over(database);
        await clinic.Migrate();
        return database;
    }

    private static async Task<string> MakePostgresTemplate()
    {
        var name = await CreatePostgres("");
        await using (var clinic = TestClinic.Over(new TestDatabase(new(DatabaseProvider.Postgres, $"{Postgres(name)};Pooling=false"), null)))
        {
            await clinic.Migrate();
        }

        return name;
    }

    private static async Task<byte[]> MakeSqliteTemplate()
    {
        await using var database = await CreateEmpty(DatabaseProvider.Sqlite);
        await using (var clinic = TestClinic.Over(database))
        {
            await clinic.Migrate();
        }

        return await database.Bytes();
    }

    private static async Task<string> CreatePostgres(string template)
    {
        var name = NewName();
        await Execute($"CREATE DATABASE {name} {template}");
        return name;
    }

    private static string NewName() => $"clinic_{Guid.NewGuid():N}";

    private static string Postgres(string name) => new NpgsqlConnectionStringBuilder(PostgresServer!) { Database = name, MaxPoolSize = 40 }.ConnectionString;

    private static async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
