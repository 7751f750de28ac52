using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Clinic.Domain.Database;

/// <summary>
/// The one writer of an SQLite file in this process: what waits is run in order inside one transaction, each work behind a savepoint of its own,
/// and one commit (one wait for the disk) stores them all. Nobody is answered before the commit that holds the work; where it fails, all of the
/// group fail. A group never waits for more to come: who queues during a commit forms the next one. Other processes are kept out by SQLite's lock.
/// </summary>
internal sealed class SqliteWriter
{
    private const int MostWorks = 64;
    private const string Savepoint = "work";
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, SqliteWriter> Files = new(StringComparer.Ordinal);

    private readonly object gate = new();
    private readonly Queue<SqliteWork> waiting = new();
    private bool serving;

    private SqliteWriter(string connectionString) => Connection = new(connectionString);

    /// <summary>Open during a group alone.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>After that a group takes nobody more in: those in it want their answers.</summary>
    public TimeSpan LongestGroup { get; set; } = TimeSpan.FromMilliseconds(25);

    public static SqliteWriter Of(string connectionString) =>
        Files.GetOrAdd(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource), _ => new(connectionString));

    public void Add(SqliteWork work)
    {
        lock (gate)
        {
            waiting.Enqueue(work);
            Monitor.Pulse(gate);
            if (!serving)
            {
                // SQLite keeps its thread until the disk has answered: one of its own, that no request is short of.
                serving = true;
                new Thread(Serve) { IsBackground = true, Name = "SQLite writer" }.Start();
            }
        }
    }

    private void Serve()
    {
        while (AnyWaiting())
        {
            RunGroup();
        }
    }

    private bool AnyWaiting()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                Monitor.Wait(gate, Linger);
            }

            return serving = waiting.Count > 0;
        }
    }

    private void RunGroup()
    {
        var group = new List<SqliteWork>();
        try
        {
            Connection.Open();
            DatabaseRegistration.SetPragmas(Connection);
            using var transaction = Connection.BeginTransaction(deferred: false);
            for (var began = Stopwatch.GetTimestamp(); group.Count < MostWorks && Stopwatch.GetElapsedTime(began) < LongestGroup && Next() is { } work;)
            {
                group.Add(work);
                Run(work, transaction);
            }

            transaction.Commit();
        }
        catch (Exception error)
        {
            // Whatever state the connection is in, nobody uses it again.
            SqliteConnection.ClearPool(Connection);
            group.AddRange(group.Count == 0 ? AllWaiting() : []);
            group.ForEach(w => w.Fail(error));
            return;
        }
        finally
        {
            Connection.Close();
        }

        group.ForEach(w => w.Answer());
    }

    private void Run(SqliteWork work, SqliteTransaction transaction)
    {
        transaction.Save(Savepoint);
        if (!work.Run(transaction))
        {
            // A full disk among others makes SQLite roll back more than the work: the whole group.
            if (raw.sqlite3_get_autocommit(Connection.Handle) != 0)
            {
                ExceptionDispatchInfo.Throw(work.Error ?? new InvalidOperationException("the transaction was ended by a work"));
            }

            transaction.Rollback(Savepoint);
        }

        transaction.Release(Savepoint);
    }

    private SqliteWork? Next()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var work))
            {
                if (work.Begin())
                {
                    return work;
                }
            }

            return null;
        }
    }

    private List<SqliteWork> AllWaiting()
    {
        var all = new List<SqliteWork>();
        while (Next() is { } work)
        {
            all.Add(work);
        }

        return all;
    }
}
