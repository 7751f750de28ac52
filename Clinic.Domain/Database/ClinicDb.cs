using System.Text.Json;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Codes;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Domain.WaitingList;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Clinic.Domain.Database;

/// <summary>The one database. A context lives for one operation; take it from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class ClinicDb(DbContextOptions options) : IdentityDbContext<User, IdentityRole<int>, int>(options)
{
    public DbSet<ClinicProfile> Profile => Set<ClinicProfile>();

    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();

    public DbSet<ServerSecret> Secrets => Set<ServerSecret>();

    public DbSet<Site> Sites => Set<Site>();

    public DbSet<Closure> Closures => Set<Closure>();

    public DbSet<Room> Rooms => Set<Room>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<Outage> Outages => Set<Outage>();

    public DbSet<Specialty> Specialties => Set<Specialty>();

    public DbSet<Doctor> Doctors => Set<Doctor>();

    public DbSet<DoctorPhoto> DoctorPhotos => Set<DoctorPhoto>();

    public DbSet<DoctorSpecialty> DoctorSpecialties => Set<DoctorSpecialty>();

    public DbSet<VisitType> VisitTypes => Set<VisitType>();

    public DbSet<DoctorVisitType> DoctorVisitTypes => Set<DoctorVisitType>();

    public DbSet<RosterLine> RosterLines => Set<RosterLine>();

    public DbSet<RosterException> RosterExceptions => Set<RosterException>();

    public DbSet<Absence> Absences => Set<Absence>();

    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<BookingNote> BookingNotes => Set<BookingNote>();

    public DbSet<BookingCover> BookingCovers => Set<BookingCover>();

    public DbSet<BookingProxy> BookingProxies => Set<BookingProxy>();

    public DbSet<GroupVisit> GroupVisits => Set<GroupVisit>();

    public DbSet<DisplacedBooking> DisplacedBookings => Set<DisplacedBooking>();

    public DbSet<Hold> Holds => Set<Hold>();

    public DbSet<Occupancy> Occupancy => Set<Occupancy>();

    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    public DbSet<Patient> Patients => Set<Patient>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<PatientPolicy> PatientPolicies => Set<PatientPolicy>();

    public DbSet<PatientNote> PatientNotes => Set<PatientNote>();

    public DbSet<PatientMerge> PatientMerges => Set<PatientMerge>();

    public DbSet<DoctorDelay> DoctorDelays => Set<DoctorDelay>();

    public DbSet<WaitingEntry> WaitingEntries => Set<WaitingEntry>();

    public DbSet<Callback> Callbacks => Set<Callback>();

    public DbSet<ContactCode> ContactCodes => Set<ContactCode>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<Change> Changes => Set<Change>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ClinicDb).Assembly);

        foreach (var id in CountedIds(builder))
        {
            // A key behind a value converter is not recognised by itself as one that the database counts up.
            id.ValueGenerated = ValueGenerated.OnAdd;
        }

        foreach (var key in builder.Model.GetEntityTypes().Where(e => e.ClrType.Namespace!.StartsWith("Clinic.", StringComparison.Ordinal)).SelectMany(e => e.GetForeignKeys()))
        {
            // Nothing disappears because something else was deleted; SQL Server also refuses several cascade paths.
            key.DeleteBehavior = DeleteBehavior.Restrict;
        }
    }

    /// <summary>The keys that the database counts up.</summary>
    protected static IEnumerable<IMutableProperty> CountedIds(ModelBuilder builder) =>
        new[] { typeof(Site), typeof(Specialty), typeof(Doctor), typeof(Room), typeof(Device), typeof(VisitType), typeof(Patient) }
            .Select(type => builder.Model.FindEntityType(type)!.FindProperty("Id")!);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<LocalText>().HaveConversion<LocalTextConverter>().HaveMaxLength(600);
        configurationBuilder.Properties<Channel>().HaveConversion<ChannelConverter>();
        configurationBuilder.Properties<ResourceId>().HaveConversion<ResourceIdConverter>();
        configurationBuilder.Properties<SiteId>().HaveConversion<SiteIdConverter>();
        configurationBuilder.Properties<SpecialtyId>().HaveConversion<SpecialtyIdConverter>();
        configurationBuilder.Properties<DoctorId>().HaveConversion<DoctorIdConverter>();
        configurationBuilder.Properties<RoomId>().HaveConversion<RoomIdConverter>();
        configurationBuilder.Properties<DeviceId>().HaveConversion<DeviceIdConverter>();
        configurationBuilder.Properties<IdList<RoomId>>().HaveConversion<RoomIdsConverter>().HaveMaxLength(200);
        configurationBuilder.Properties<IdList<DeviceId>>().HaveConversion<DeviceIdsConverter>().HaveMaxLength(200);
        configurationBuilder.Properties<IdList<VisitTypeId>>().HaveConversion<VisitTypeIdsConverter>().HaveMaxLength(400);
        configurationBuilder.Properties<AccessRules>().HaveConversion<AccessRulesConverter>();
        configurationBuilder.Properties<VisitTypeId>().HaveConversion<VisitTypeIdConverter>();
        configurationBuilder.Properties<PatientId>().HaveConversion<PatientIdConverter>();
        configurationBuilder.Properties<BookingId>().HaveConversion<BookingIdConverter>();
        configurationBuilder.Properties<HoldId>().HaveConversion<HoldIdConverter>();
    }

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    private sealed class LocalTextConverter() : ValueConverter<LocalText, string>(
        v => JsonSerializer.Serialize(v, TextJson), v => JsonSerializer.Deserialize<LocalText>(v, TextJson)!);

    private sealed class ChannelConverter() : ValueConverter<Channel, string>(v => v.Name, v => new(v));

    private sealed class ResourceIdConverter() : ValueConverter<ResourceId, long>(v => v.Value, v => new(v));

    private sealed class SiteIdConverter() : ValueConverter<SiteId, int>(v => v.Value, v => new(v));

    private sealed class SpecialtyIdConverter() : ValueConverter<SpecialtyId, int>(v => v.Value, v => new(v));

    private sealed class DoctorIdConverter() : ValueConverter<DoctorId, int>(v => v.Value, v => new(v));

    private sealed class RoomIdConverter() : ValueConverter<RoomId, int>(v => v.Value, v => new(v));

    private sealed class DeviceIdConverter() : ValueConverter<DeviceId, int>(v => v.Value, v => new(v));

    private sealed class RoomIdsConverter() : ValueConverter<IdList<RoomId>, string>(v => v.ToString(), t => IdList.Parse(t, v => new RoomId(v)));

    private sealed class DeviceIdsConverter() : ValueConverter<IdList<DeviceId>, string>(v => v.ToString(), t => IdList.Parse(t, v => new DeviceId(v)));

    private sealed class VisitTypeIdsConverter() : ValueConverter<IdList<VisitTypeId>, string>(v => v.ToString(), t => IdList.Parse(t, v => new VisitTypeId(v)));

    private sealed class AccessRulesConverter() : ValueConverter<AccessRules, string>(v => v.ToString(), t => AccessRules.Parse(t));

    private sealed class VisitTypeIdConverter() : ValueConverter<VisitTypeId, int>(v => v.Value, v => new(v));

    private sealed class PatientIdConverter() : ValueConverter<PatientId, int>(v => v.Value, v => new(v));

    private sealed class BookingIdConverter() : ValueConverter<BookingId, Guid>(v => v.Value, v => new(v));

    private sealed class HoldIdConverter() : ValueConverter<HoldId, Guid>(v => v.Value, v => new(v));

    private static readonly JsonSerializerOptions TextJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
