using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Tests.Settings;

/// <summary>A database as a real installation begins with it: migrated, and nothing else.</summary>
internal sealed class EmptyClinic : IAsyncDisposable
{
    public static readonly Actor Administrator = Actor.Of("admin", [Roles.Administrator], null);
    public static readonly Actor Doctor = Actor.Of("doctor", [Roles.Doctor], new(1));
    public static readonly Actor CallCentre = Actor.Of("call", [Roles.CallCentre], null);

    private readonly TestDatabase database;

    private EmptyClinic(TestDatabase database)
    {
        this.database = database;
        Domain = TestClinic.Over(database);
    }

    public TestClinic Domain { get; }

    public static async Task<EmptyClinic> Create(DatabaseProvider provider) => new(await TestDatabase.Create(provider));

    public async Task<ClinicDetails> Form() => ClinicDetails.Of(await Domain.Read(db => db.Profile.SingleAsync())) with { Name = new("Клиника доктора Иванова"), Phone = "8 (900) 000-00-05" };

    public Task<Result<int>> SetUp(ClinicDetails form, Actor? actor = null) => Domain.Get<SetUpClinic>().Run(form, actor ?? Administrator, CancellationToken.None);

    public Task<Result<SiteId>> Save(SiteDetails form, Actor? actor = null) => Domain.Get<SaveSite>().Run(form, actor ?? Administrator, CancellationToken.None);

    public Task<Result<string>> Publish(ConsentWording form, Actor? actor = null) => Domain.Get<PublishConsent>().Run(form, actor ?? Administrator, CancellationToken.None);

    public Task<Result<RoomId>> Save(RoomDetails form, Actor? actor = null) => Domain.Get<SaveRoom>().Run(form, actor ?? TestClinic.Registrar, CancellationToken.None);

    public Task<Result<DeviceId>> Save(DeviceDetails form, Actor? actor = null) => Domain.Get<SaveDevice>().Run(form, actor ?? TestClinic.Registrar, CancellationToken.None);

    public Task<Result<VisitTypeId>> Save(VisitTypeDetails form, Actor? actor = null) => Domain.Get<SaveVisitType>().Run(form, actor ?? TestClinic.Registrar, CancellationToken.None);

    public Task<Result<DoctorId>> Save(DoctorDetails form, Actor? actor = null) => Domain.Get<SaveDoctor>().Run(form, actor ?? TestClinic.Registrar, CancellationToken.None);

    public Task<Result<SpecialtyId>> SaveSpecialty(LocalText name, Actor? actor = null) => Domain.Get<SaveSpecialty>().Run(null, name, actor ?? TestClinic.Registrar, CancellationToken.None);

    public static SiteDetails Site(string zone = "Europe/Moscow") => new() { Name = new("Главный корпус"), Address = new("Садовая, 1"), TimeZone = zone };

    public static VisitTypeDetails Visit() => new() { Name = new("Приём терапевта", "Consultation"), Minutes = 30, Price = 2500 };

    public static DoctorDetails Person(params VisitTypeId[] types) =>
        new() { Family = "Петров", Given = "Пётр", Middle = "Сергеевич", Offers = [.. types.Select(t => new OfferDetails { VisitType = t })] };

    /// <summary>The template with what the clinic says of itself.</summary>
    public async Task<ConsentWording> Wording(ConsentKind kind = ConsentKind.Processing)
    {
        var (profile, site) = (await Domain.Read(db => db.Profile.SingleAsync()), await Domain.Read(db => db.Sites.FirstOrDefaultAsync()));
        return ConsentWording.Of(kind, [.. ConsentTemplate.Texts(kind, profile.Name, site?.Address ?? new(""), profile.Phone)], profile.Version);
    }

    public Task Work(DoctorId doctor, SiteId site) => Domain.Change(db =>
    {
        db.Add(new RosterLine { DoctorId = doctor, SiteId = site, Pattern = RosterPattern.OnWeekdays("1234567"), Hours = WorkHours.Of("09:00-12:00"), ValidFrom = new(2026, 1, 1) });
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await Domain.DisposeAsync();
        await database.DisposeAsync();
    }
}
