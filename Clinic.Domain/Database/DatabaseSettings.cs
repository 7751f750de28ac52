namespace Clinic.Domain.Database;

/// <summary>Settings <c>Database:Provider</c> and <c>ConnectionStrings:Clinic</c>.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>Where the embedded database lies when nothing else is said, from the folder the program is started in.</summary>
    public const string DefaultSqlite = "Data Source=.data/clinic.db";
}

/// <summary>The databases that are supported.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
    SqlServer,
}
