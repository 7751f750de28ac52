using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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

    [Theory, EveryDatabase]
    public async Task Rosters_of_the_first_release_keep_their_rooms(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmpty(provider);
        await using var clinic = TestClinic.Over(database);
        await using (var db = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Sites" ("Name", "Address", "TimeZone", "Version") VALUES ({"{}"}, {"{}"}, {"Europe/Moscow"}, {1})""", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Rooms" ("SiteId", "Name") VALUES ({1}, {"101"})""", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Doctors" ("Family", "Given", "BookableOnline", "Active", "Version") VALUES ({"Петров"}, {"Пётр"}, {true}, {true}, {1})""", TestContext.Current.CancellationToken);
            foreach (var room in new int?[] { 1, null })
            {
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "RosterLines" ("DoctorId", "SiteId", "RoomId", "Pattern", "Hours", "ValidFrom") VALUES ({1}, {1}, {room}, {"Weekdays:12345"}, {"09:00-18:00"}, {new DateOnly(2026, 1, 1)})""", TestContext.Current.CancellationToken);
            }
        }

        await clinic.Migrate();

        Assert.Equal([1, null], await clinic.Read(async db => (await db.RosterLines.OrderBy(l => l.Id).ToListAsync()).ConvertAll(l => l.Rooms.First?.Value)));
        Assert.True(await clinic.Read(db => db.Rooms.AllAsync(r => r.Active && r.Capacity == 1)));
    }

    [Theory, EveryDatabase]
    public async Task Requests_to_be_called_that_were_new_wait_in_the_inbox(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmpty(provider);
        await using var clinic = TestClinic.Over(database);
        var (cancel, now, contact) = (TestContext.Current.CancellationToken, clinic.Clock.Now, Guid.NewGuid());
        await using (var db = await clinic.Factory.CreateDbContextAsync(cancel))
        {
            await db.GetService<IMigrator>().MigrateAsync("Public", cancel);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Contacts" ("Id", "Family", "Given", "Phone", "ContactKey", "CreatedAt") VALUES ({contact}, {"Иванова"}, {"Мария"}, {"+79000000001"}, {1L}, {now})""", cancel);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Callbacks" ("Id", "ContactId", "CallTime", "Language", "Channel", "Status", "CreatedAt", "Version") VALUES ({Guid.NewGuid()}, {contact}, {"Any"}, {"ru"}, {"widget"}, {"New"}, {now}, {1})""", cancel);
        }

        await clinic.Migrate();

        var waits = await clinic.Read(db => db.Callbacks.SingleAsync());
        Assert.Equal((RequestStatus.Waiting, CallbackReason.Asked), (waits.Status, waits.Reason));
        Assert.Equal(1, await clinic.Read(db => CountRequests.Run(db, cancel)));
    }
}
