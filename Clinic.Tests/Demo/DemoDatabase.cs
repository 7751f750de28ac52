using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Demo;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Tests.Demo;

/// <summary>A database of its own at a present moment that is given, to be seeded with the demo.</summary>
internal sealed class DemoDatabase : IAsyncDisposable
{
    private readonly TestDatabase database;

    private DemoDatabase(TestDatabase database, DateTimeOffset now)
    {
        this.database = database;
        Clinic = TestClinic.Over(database, new(now));
    }

    public TestClinic Clinic { get; }

    public DateTime Now => Clinic.Clock.Now;

    public DateOnly Today => DateOnly.FromDateTime(Now.AddHours(3));

    public static async Task<DemoDatabase> Empty(string now, DatabaseProvider provider = DatabaseProvider.Sqlite) =>
        new(await TestDatabase.Create(provider), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

    public static async Task<DemoDatabase> Seeded(string now)
    {
        var demo = await Empty(now);
        Xunit.Assert.True(await demo.Seed());
        return demo;
    }

    public Task<bool> Seed() => Clinic.Get<SeedDemo>().Run(default);

    public ClinicDb Open() => Clinic.Factory.CreateDbContext();

    /// <summary>The shifts of all doctors from some days before or after today to others.</summary>
    public async Task<IReadOnlyList<Shift>> Shifts(int from, int to)
    {
        await using var db = Open();
        var book = new RosterBook(
            await db.Sites.ToDictionaryAsync(s => s.Id), await db.RosterLines.ToListAsync(), await db.RosterExceptions.ToListAsync(),
            await db.Absences.ToListAsync(), await db.Closures.ToListAsync());
        var doctors = await db.Doctors.Select(d => d.Id).ToListAsync();
        return [.. doctors.SelectMany(d => book.Shifts(d, Today.AddDays(from), Today.AddDays(to)))];
    }

    public async ValueTask DisposeAsync()
    {
        await Clinic.DisposeAsync();
        await database.DisposeAsync();
    }
}
