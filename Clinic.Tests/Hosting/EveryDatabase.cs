using Clinic.Domain.Database;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Clinic.Tests.Hosting;

/// <summary>
/// Runs a theory once for each database. SQLite is always there; the others when a connection string is given in the environment,
/// else the case is reported as skipped with the reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseProvider>().Select(p => new TheoryDataRow<DatabaseProvider>(p) { Skip = WhyNot(p) })]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private static string? WhyNot(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Postgres when TestDatabase.PostgresServer is null => $"{TestDatabase.PostgresVariable} names no server; deploy/test starts one",
        DatabaseProvider.SqlServer when TestDatabase.SqlServer is null => $"{TestDatabase.SqlServerVariable} names no server",
        _ => null,
    };
}
