using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Clinic.Domain.Database;

/// <summary>Database errors told apart by the provider's own numbers.</summary>
public static class DatabaseErrors
{
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNoDatabase = 26;
    private const int SqlServerTimeout = -2;
    private const int SqlServerNoConnection = 2;
    private const int SqlServerNoHost = 53;
    private const int SqlServerNoRoute = 40;
    private const int SqlServerLogin = 18456;
    private const int SqlServerPrimaryKey = 2627;
    private const int SqlServerUnique = 2601;
    private const int SqlServerDeadlock = 1205;

    /// <summary>A primary key or unique index already holds the value.</summary>
    public static bool IsDuplicateKey(Exception error) => Inner(error) switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException e => e.Number is SqlServerPrimaryKey or SqlServerUnique,
        _ => false,
    };

    /// <summary>Another transaction was in the way; the same work may succeed at once.</summary>
    public static bool IsCollision(Exception error) => Inner(error) switch
    {
        SqliteException e => e.SqliteErrorCode is SqliteBusy or SqliteLocked,
        PostgresException e => e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        SqlException e => e.Number == SqlServerDeadlock,
        _ => error is DbUpdateConcurrencyException,
    };

    /// <summary>A batch found that its place was planned on an old roster; see <see cref="Rosters.RosterGate.PassInBatch"/>.</summary>
    public static bool IsOldRoster(Exception error) => Inner(error) is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero };

    /// <summary>The server cannot be reached, does not know us, or the file is no database.</summary>
    public static bool IsUnreachable(Exception error) => Inner(error) switch
    {
        SqliteException e => e.SqliteErrorCode is SqliteCannotOpen or SqliteNoDatabase or SqliteReadOnly,
        PostgresException e => e.SqlState.StartsWith("28", StringComparison.Ordinal) || e.SqlState == PostgresErrorCodes.InvalidCatalogName || e.SqlState == PostgresErrorCodes.InsufficientPrivilege,
        NpgsqlException e => e.InnerException is System.Net.Sockets.SocketException or TimeoutException or IOException,
        SqlException e => e.Number is SqlServerNoConnection or SqlServerTimeout or SqlServerLogin or SqlServerNoHost or SqlServerNoRoute,
        _ => false,
    };

    /// <summary>The database refused or is not there.</summary>
    public static bool IsDatabase(Exception error) => error is DbUpdateException || Inner(error) is DbException;

    /// <summary>The provider's own exception, however deep EF wrapped it.</summary>
    private static Exception Inner(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e is DbException)
            {
                return e;
            }
        }

        return error;
    }
}
