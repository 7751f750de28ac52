using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Tests.Hosting;

/// <summary>
/// A clinic with one site in Moscow, one room, one doctor working daily 9–18 with lunch 13–14, and one visit type of 30 minutes,
/// on a Tuesday at 08:00 local time. The domain as it is, over a real database.
/// </summary>
public sealed class TestClinic : IAsyncDisposable
{
    public const string ConsentVersion = "test-1";

    private readonly TestDatabase? owned;
    private readonly ServiceProvider services;

    private TestClinic(DatabaseSettings settings, TestDatabase? owned, TestClock clock)
    {
        Database = settings;
        this.owned = owned;
        Clock = clock;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddClinicDomain(new HostSettings { Database = settings })
            .BuildServiceProvider();
    }

    public TestClock Clock { get; }

    public DatabaseSettings Database { get; }

    public IDbContextFactory<ClinicDb> Factory => Get<IDbContextFactory<ClinicDb>>();

    public SiteId Site { get; private set; }

    public RoomId Room { get; private set; }

    public DoctorId Doctor { get; private set; }

    public VisitTypeId VisitType { get; private set; }

    public static readonly Actor Registrar = Actor.Of("registrar", [Roles.Registrar], null);

    public static async Task<TestClinic> Create(DatabaseProvider provider, string zone = "Europe/Moscow", TestClock? clock = null)
    {
        var database = await TestDatabase.Create(provider);
        var clinic = new TestClinic(database.Settings, database, clock ?? new(new(2026, 12, 1, 5, 0, 0, TimeSpan.Zero)));
        await clinic.Furnish(zone);
        return clinic;
    }

    /// <summary>The domain over a database that somebody else owns.</summary>
    public static TestClinic Over(TestDatabase database, TestClock? clock = null) => new(database.Settings, null, clock ?? new(new(2026, 12, 1, 5, 0, 0, TimeSpan.Zero)));

    /// <summary>Another program over the same database, on the same clock.</summary>
    public static TestClinic Over(TestClinic other) => new(other.Database, null, other.Clock);

    /// <summary>The domain over the database of a running program.</summary>
    public static TestClinic Over(DatabaseSettings settings) => new(settings, null, new(TimeProvider.System.GetUtcNow()));

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task Migrate() => Get<MigrateDatabase>().Run(CancellationToken.None);

    /// <summary>Clinic time of the sample day, December 2026.</summary>
    public static DateTime Moscow(int day, int hour, int minute = 0) => new DateTime(2026, 12, day, hour, minute, 0, DateTimeKind.Utc).AddHours(-3);

    public SlotId Slot(DateTime start, DoctorId? doctor = null) => SlotId.Of(doctor ?? Doctor, VisitType, start);

    public static ContactDetails Person(string family = "Иванова", string phone = "+7 900 000-00-01", string given = "Мария", DateOnly? born = null) =>
        ContactDetails.Check(new() { Family = family, Given = given, Phone = phone, BirthDate = born ?? new(1980, 1, 31) }, new(2026, 12, 1)).Value!;

    public Task<Result<BookingReceipt>> Book(SlotId slot, ContactDetails? who = null, string? key = null, HoldId? hold = null) => Get<BookAppointment>().Run(
        new()
        {
            Slot = hold is null ? slot : null,
            Hold = hold,
            Contact = who ?? Person(),
            ConsentVersion = ConsentVersion,
            ConsentLanguage = "ru",
            IdempotencyKey = key ?? Guid.NewGuid().ToString(),
        },
        Actor.Stranger,
        CancellationToken.None);

    public async Task<IReadOnlyList<Slot>> Slots(DateTime from, DateTime to, DoctorId? doctor = null) =>
        (await Get<FindSlots>().Run(new() { Doctor = doctor, Window = new(from, to) }, CancellationToken.None)).Slots;

    public async Task<DoctorId> AddDoctor(string family, RoomId? room, WorkHours hours, RosterPattern? pattern = null, SiteId? site = null)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var doctor = new Doctor { Family = family, Given = "Пётр", Middle = "Сергеевич" };
        db.Add(doctor);
        await db.SaveChangesAsync();
        db.Add(new DoctorVisitType { DoctorId = doctor.Id, VisitTypeId = VisitType });
        db.Add(new RosterLine
        {
            DoctorId = doctor.Id,
            SiteId = site ?? Site,
            Rooms = room is { } id ? IdList.Of(id) : IdList<RoomId>.None,
            Pattern = pattern ?? RosterPattern.OnWeekdays("1234567"),
            Hours = hours,
            ValidFrom = new(2020, 1, 1),
        });
        var row = new Change { At = Clock.Now, Kind = ChangeKind.Roster, DoctorId = doctor.Id };
        db.Add(row);
        await db.SaveChangesAsync();
        await Get<TimetableCache>().Apply(row);
        return doctor.Id;
    }

    /// <summary>Writes rows as they are, telling nobody.</summary>
    public async Task Write(Func<ClinicDb, Task> write)
    {
        await using var db = await Factory.CreateDbContextAsync();
        await write(db);
        await db.SaveChangesAsync();
    }

    /// <summary>Writes past the use cases and tells the change log, so that everybody learns of it.</summary>
    public async Task Change(Func<ClinicDb, Task> change)
    {
        await using var db = await Factory.CreateDbContextAsync();
        await change(db);
        var row = new Change { At = Clock.Now, Kind = ChangeKind.Reference };
        db.Add(row);
        await db.SaveChangesAsync();
        await Get<TimetableCache>().Apply(row);
    }

    public async Task<T> Read<T>(Func<ClinicDb, Task<T>> read)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await (owned?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task Furnish(string zone)
    {
        await Change(async db =>
        {
            var profile = await db.Profile.AsTracking().SingleAsync();
            profile.Name = new("Клиника", "Clinic", "Clinique");
            profile.ConsentVersion = ConsentVersion;
            db.AddRange(LocalText.Languages.Select(l => new ConsentText { Version = ConsentVersion, Language = l, Text = "Согласие", Hash = "00" }));
            var site = new Site { Name = new("Главный корпус"), Address = new("Садовая, 1"), TimeZone = zone };
            var type = new VisitType { Name = new("Приём"), Minutes = 30, Price = 2500 };
            db.AddRange(site, type);
            await db.SaveChangesAsync();
            var room = new Room { SiteId = site.Id, Name = "101" };
            db.Add(room);
            await db.SaveChangesAsync();
            (Site, Room, VisitType) = (site.Id, room.Id, type.Id);
        });
        Doctor = await AddDoctor("Петров", Room, WorkHours.Of("09:00-13:00,14:00-18:00"));

        // The change log begins with what a test does.
        await using var db = await Factory.CreateDbContextAsync();
        await db.Changes.ExecuteDeleteAsync();
    }
}
