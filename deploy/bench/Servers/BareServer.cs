using Clinic.Bench.Clinics;
using Clinic.Domain.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Clinic.Bench.Servers;

/// <summary>
/// What the database could do at best: an endpoint that checks nothing and writes the rows of a real booking, by hand, in one transaction.
/// On PostgreSQL that is one round trip of prepared statements; on SQLite one connection with prepared statements and a commit for each request.
/// </summary>
internal static class BareServer
{
    public const string Name = "serve-bare";

    public static Task<Server> Start(DatabaseSettings database, Guid booking) => Server.Own(Name, database.Provider.ToString(), database.ConnectionString, booking.ToString());

    public static async Task Serve(DatabaseProvider provider, string connection, Guid booking, string url)
    {
        await using var services = new ServiceCollection().AddLogging().AddClinicDb(new(provider, connection)).BuildServiceProvider();
        BookingSample sample;
        await using (var db = await services.GetRequiredService<IDbContextFactory<ClinicDb>>().CreateDbContextAsync())
        {
            sample = await BookingSample.Read(db, booking);
        }

        var app = TrivialServer.Plain(url);
        app.MapGet("/ready", () => Results.Ok());
        var write = provider == DatabaseProvider.Postgres ? Postgres(connection, sample) : Sqlite(connection, sample);
        var number = 0;
        app.MapPost("/", async context =>
        {
            using var body = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body);
            await write(new(sample, Interlocked.Increment(ref number)));
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(body.RootElement);
        });
        await app.RunAsync();
    }

    private static Func<BookingCopy, Task> Postgres(string connection, BookingSample sample)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 50, AutoPrepareMinUsages = 2, NoResetOnClose = true });
        return async copy =>
        {
            await using var batch = source.CreateBatch();
            foreach (var table in sample.Tables)
            {
                var command = new NpgsqlBatchCommand(Insert(table, (row, column) => $"${(row * table.Columns.Count) + column + 1}", table.Rows.Count));
                foreach (var row in table.Rows)
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        command.Parameters.Add(new() { Value = copy.Value(table.Columns[i], row[i]) });
                    }
                }

                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync();
        };
    }

    private static Func<BookingCopy, Task> Sqlite(string connection, BookingSample sample)
    {
        var db = new SqliteConnection(connection);
        db.Open();
        Execute(db, "PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        var commands = sample.Tables.Select(table =>
        {
            var command = db.CreateCommand();
            command.CommandText = Insert(table, (_, column) => $"@p{column}", 1);
            command.Parameters.AddRange(table.Columns.Select((_, i) => new SqliteParameter($"@p{i}", DBNull.Value)));
            command.Prepare();
            return (table, command);
        }).ToList();
        var turn = new SemaphoreSlim(1, 1);
        return async copy =>
        {
            await turn.WaitAsync();
            try
            {
                using var transaction = db.BeginTransaction(deferred: false);
                foreach (var (table, command) in commands)
                {
                    command.Transaction = transaction;
                    foreach (var row in table.Rows)
                    {
                        for (var i = 0; i < row.Length; i++)
                        {
                            command.Parameters[i].Value = copy.Value(table.Columns[i], row[i]);
                        }

                        command.ExecuteNonQuery();
                    }
                }

                transaction.Commit();
            }
            finally
            {
                turn.Release();
            }
        };
    }

    private static string Insert(SampleTable table, Func<int, int, string> parameter, int rows) =>
        $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(r => $"({string.Join(", ", table.Columns.Select((_, c) => parameter(r, c)))})"));

    private static void Execute(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
