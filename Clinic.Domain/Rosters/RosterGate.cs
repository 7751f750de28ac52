using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Clinic.Domain.Rosters;

/// <summary>
/// The gate between visits and changes of rosters. A change closes it first: it waits for the visits on their way to the storage and so sees them;
/// those that come later wait for the change and learn that their place was planned on an old roster. Thus no visit is lost between the two.
/// </summary>
internal static class RosterGate
{
    // A lock of the transaction, not of a row: who waits for it is served in order, so that a change is not kept out by visits that keep coming,
    // and the public host needs no right to change sites.
    private const string Open = "SELECT pg_advisory_xact_lock_shared(72616)";
    private const string Shut = "SELECT pg_advisory_xact_lock(72616)";
    private const string Version = """SELECT "RosterVersion" FROM "Sites" WHERE "Id" = @site""";
    private const string VersionToStay = """SELECT "RosterVersion" FROM "Sites" WITH (REPEATABLEREAD) WHERE "Id" = @site""";

    // Fails where the version is another: in a batch nobody looks at answers.
    private const string SameVersion = """SELECT 1 / count(*) FROM "Sites" WHERE "Id" = $1 AND "RosterVersion" = $2""";

    internal static readonly Problem Changed = new(ProblemCodes.RosterChanged);

    /// <summary>For a change of rosters, before it reads what it may hit. The gate opens when the transaction ends.</summary>
    internal static Task Close(ClinicDb db, CancellationToken cancel) => db is PostgresClinicDb
        ? db.Database.ExecuteSqlRawAsync(Shut, cancel)

        // On SQL Server the written row keeps out who reads it to stay; SQLite has one writer.
        : db.Sites.ExecuteUpdateAsync(s => s.SetProperty(x => x.RosterVersion, x => x.RosterVersion), cancel);

    /// <summary>Rosters allow something else from this transaction on. It must leave a change of rosters or reference data in the log too.</summary>
    internal static async Task Raise(ClinicDb db, CancellationToken cancel)
    {
        if (db is PostgresClinicDb)
        {
            await Close(db, cancel);
        }

        await db.Sites.ExecuteUpdateAsync(s => s.SetProperty(x => x.RosterVersion, x => x.RosterVersion + 1), cancel);
    }

    /// <summary>
    /// For a visit by the rules, first thing in its transaction: waits for changes that are being made. Answers why not where its place was planned
    /// on a roster that is not in force any more; a place that was held before is not asked.
    /// </summary>
    internal static Task<Problem?> Pass(ClinicDb db, Placement place, CancellationToken cancel) => Pass(db, place.Slot.SiteId, place.RosterVersion, cancel);

    /// <summary>The same for visits whose places are found behind the gate: no change of rosters comes between.</summary>
    internal static async Task Pass(ClinicDb db, IEnumerable<SiteId> sites, CancellationToken cancel)
    {
        foreach (var site in sites.Distinct().OrderBy(s => s.Value))
        {
            await Pass(db, site, null, cancel);
        }
    }

    private static async Task<Problem?> Pass(ClinicDb db, SiteId at, int? roster, CancellationToken cancel)
    {
        if (db is SqliteClinicDb && roster is null)
        {
            return null;
        }

        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = db switch
        {
            PostgresClinicDb => $"{Open}; {Version}",
            SqlServerClinicDb => VersionToStay,
            _ => Version,
        };
        var site = command.CreateParameter();
        (site.ParameterName, site.Value) = ("@site", at.Value);
        command.Parameters.Add(site);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (db is PostgresClinicDb)
        {
            await reader.NextResultAsync(cancel);
        }

        return roster is { } planned && await reader.ReadAsync(cancel) && reader.GetInt32(0) != planned ? Changed : null;
    }

    /// <summary>The same as the beginning of a batch on PostgreSQL, which fails as <see cref="DatabaseErrors.IsOldRoster"/> tells.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> PassInBatch(Placement place)
    {
        if (place.RosterVersion is { } planned)
        {
            // Two commands: the second must see what was committed while the first waited.
            yield return new(Open);
            yield return new(SameVersion) { Parameters = { new NpgsqlParameter<int> { TypedValue = place.Slot.SiteId.Value }, new NpgsqlParameter<int> { TypedValue = planned } } };
        }
    }
}
