using Microsoft.Data.Sqlite;

namespace Clinic.Domain.Database;

/// <summary>Settings <c>Database:Provider</c> and <c>ConnectionStrings:Clinic</c>.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>Where the embedded database lies when nothing else is said, from the folder the program is started in.</summary>
    public const string DefaultSqlite = "Data Source=.data/clinic.db";

    /// <summary>Where the file of the embedded database lies; null for a server and for a database in memory.</summary>
    public string? Folder => Provider == DatabaseProvider.Sqlite && new SqliteConnectionStringBuilder(ConnectionString).DataSource is { Length: > 0 } file && file != ":memory:"
        ? Path.GetDirectoryName(Path.GetFullPath(file))
        : null;
}

/// <summary>The databases that are supported.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
    SqlServer,
}
