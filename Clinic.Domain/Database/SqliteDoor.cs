using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Clinic.Domain.Database;

/// <summary>The way from a context factory to the writer of its file: contexts with all that the factory's have, but on the writer's connection.</summary>
internal sealed class SqliteDoor
{
    private static readonly ConditionalWeakTable<IDbContextFactory<ClinicDb>, SqliteDoor> Doors = [];

    private readonly SqliteWriter? writer;
    private readonly PooledDbContextFactory<SqliteClinicDb>? contexts;

    private SqliteDoor(IDbContextFactory<ClinicDb> factory)
    {
        using var db = factory.CreateDbContext();
        if (db is SqliteClinicDb)
        {
            writer = SqliteWriter.Of(db.Database.GetConnectionString()!);
            var options = (DbContextOptions<SqliteClinicDb>)db.GetService<IDbContextOptions>();
            contexts = new(new DbContextOptionsBuilder<SqliteClinicDb>(options).UseSqlite(writer.Connection).Options);
        }
    }

    /// <summary>Null where the database is another.</summary>
    public static SqliteDoor? Of(IDbContextFactory<ClinicDb> factory) =>
        Doors.GetValue(factory, f => new(f)) is { writer: not null } door ? door : null;

    /// <summary>Answers after the commit that holds the work.</summary>
    public async Task<Result<T>> Run<T>(Func<ClinicDb, CancellationToken, Task<Result<T>>> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var queued = new SqliteWork<T>(contexts!, work, cancel);
        writer!.Add(queued);
        await using var withdrawal = cancel.UnsafeRegister(w => ((SqliteWork<T>)w!).Withdraw(), queued);
        return await queued.Answered;
    }
}
