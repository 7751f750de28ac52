using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Changes;

/// <summary>A place in the change log; readers keep their own. Text form: <c>tx.seq</c>.</summary>
public readonly record struct ChangePosition(long Tx, long Seq) : IComparable<ChangePosition>
{
    public static readonly ChangePosition Start;

    public static bool operator <(ChangePosition left, ChangePosition right) => left.CompareTo(right) < 0;

    public static bool operator >(ChangePosition left, ChangePosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(ChangePosition left, ChangePosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ChangePosition left, ChangePosition right) => left.CompareTo(right) >= 0;

    public int CompareTo(ChangePosition other) => Tx != other.Tx ? Tx.CompareTo(other.Tx) : Seq.CompareTo(other.Seq);

    public override string ToString() => FormattableString.Invariant($"{Tx}.{Seq}");
}

/// <summary>
/// Reads the change log so that no row is missed, also when transactions commit out of order: rows are ordered by the transaction that wrote
/// them, and only those below the oldest transaction still open are shown. (SQLite has one writer, so its sequence is the order.)
/// </summary>
public static class ChangeLog
{
    /// <summary>Up to <paramref name="limit"/> changes after the position, in order.</summary>
    public static async Task<IReadOnlyList<Change>> Read(ClinicDb db, ChangePosition after, int limit, CancellationToken cancel) =>
        await Settled(db)
            .Where(c => c.Tx > after.Tx || (c.Tx == after.Tx && c.Seq > after.Seq))
            .OrderBy(c => c.Tx).ThenBy(c => c.Seq)
            .Take(limit).ToListAsync(cancel);

    /// <summary>The position of a reader that starts now and wants nothing of the past.</summary>
    public static async Task<ChangePosition> Latest(ClinicDb db, CancellationToken cancel)
    {
        var last = await Settled(db).OrderByDescending(c => c.Tx).ThenByDescending(c => c.Seq).FirstOrDefaultAsync(cancel);
        return last is null ? ChangePosition.Start : Position(last);
    }

    /// <summary>The newest change that is committed, though older ones may be on their way still; for whoever would rather look twice than late.</summary>
    public static async Task<long> Newest(ClinicDb db, CancellationToken cancel) => await db.Changes.MaxAsync(c => (long?)c.Seq, cancel) ?? 0;

    /// <summary>After a restore into a new PostgreSQL cluster old transaction ids may lie ahead of the present one and would hide what follows.</summary>
    public static async Task Rebase(ClinicDb db, CancellationToken cancel)
    {
        if (db is PostgresClinicDb)
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Changes" SET "Tx" = 0 WHERE "Tx" >= (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint""", cancel);
        }
    }

    public static ChangePosition Position(Change change) => new(change.Tx, change.Seq);

    private static IQueryable<Change> Settled(ClinicDb db) => db switch
    {
        PostgresClinicDb => db.Changes.FromSql($"""SELECT * FROM "Changes" WHERE "Tx" < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"""),
        SqlServerClinicDb => db.Changes.FromSql($"SELECT * FROM [Changes] WHERE [Tx] < MIN_ACTIVE_ROWVERSION()"),
        _ => db.Changes,
    };
}
