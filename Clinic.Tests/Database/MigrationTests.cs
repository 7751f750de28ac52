using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Database;

public sealed class MigrationTests
{
    [Fact]
    public void No_model_change_waits_for_a_migration_on_any_provider()
    {
        using var sqlite = new SqliteClinicDb(new DbContextOptionsBuilder<SqliteClinicDb>().UseSqlite().Options);
        using var postgres = new PostgresClinicDb(new DbContextOptionsBuilder<PostgresClinicDb>().UseNpgsql().Options);
        using var sqlServer = new SqlServerClinicDb(new DbContextOptionsBuilder<SqlServerClinicDb>().UseSqlServer().Options);
        Assert.All(new ClinicDb[] { sqlite, postgres, sqlServer }, db => Assert.False(db.Database.HasPendingModelChanges(), db.GetType().Name));
    }

    [Theory, EveryDatabase]
    public async Task An_empty_database_is_migrated_and_a_second_time_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmpty(provider);
        await using var clinic = TestClinic.Over(database);
        await clinic.Migrate();
        var key = await clinic.Read(db => db.Secrets.OrderBy(s => s.Name).Select(s => s.Value).FirstAsync());

        await clinic.Migrate();

        Assert.Equal(key, await clinic.Read(db => db.Secrets.OrderBy(s => s.Name).Select(s => s.Value).FirstAsync()));
        Assert.Equal(1, await clinic.Read(db => db.Profile.CountAsync()));
    }
}
