using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>A visit that somebody booked (FHIR Appointment). Holds no personal data of its own.</summary>
public sealed class Booking
{
    public BookingId Id { get; set; }

    /// <summary>What the patient says at the desk, e.g. "K7M3QX"; unique.</summary>
    public string Code { get; set; } = "";

    /// <summary>SHA-256 of the private link's token, hexadecimal; the token itself is stored nowhere.</summary>
    public string TokenHash { get; set; } = "";

    public BookingStatus Status { get; set; }

    public SiteId SiteId { get; set; }

    public DoctorId DoctorId { get; set; }

    public RoomId? RoomId { get; set; }

    public VisitTypeId VisitTypeId { get; set; }

    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    /// <summary>Minutes that the doctor and the room are kept before and after.</summary>
    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    /// <summary>When the doctor is needed during the visit.</summary>
    public VisitParts DoctorParts { get; set; } = VisitParts.Whole;

    /// <summary>The devices kept for the visit, as long as the room is.</summary>
    public IdList<DeviceId> Devices { get; set; } = IdList<DeviceId>.None;

    /// <summary>The group visit this is a place of; its cells of doctor, room and devices belong to the group.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Staff booked it over something else, with a reason; it stands in a lane above.</summary>
    public bool Override { get; set; }

    /// <summary>The cells from this instant on were given back: the patient did not come.</summary>
    public DateTime? ReleasedAt { get; set; }

    public PatientId? PatientId { get; set; }

    /// <summary>What the patient typed on the public host; read only inside.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>The patient's side of the occupancy: the card once identified, else the contact key.</summary>
    public ResourceId PatientResource { get; set; }

    /// <summary>The keyed hash of who was booked for, where one is known: its cells keep a person from two visits at once whether a card is known or not.</summary>
    public long? ContactKey { get; set; }

    public Channel Channel { get; set; }

    /// <summary>Where on the web the patient came from, as the widget's page says.</summary>
    public string? Source { get; set; }

    public PaymentKind Payment { get; set; }

    public decimal? Price { get; set; }

    /// <summary>Raised by one with each change; guards against stale pages.</summary>
    public int Version { get; set; }

    public DateTime CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public DateTime? ArrivedAt { get; set; }

    /// <summary>When the doctor called the patient in.</summary>
    public DateTime? CalledAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? DoneAt { get; set; }

    public TimeRange Range => new(Start, End);

    /// <summary>Whether the booking owns cells: all but the cancelled ones do; a no-show keeps its past cells.</summary>
    public bool Occupies => Status is not (BookingStatus.CancelledByPatient or BookingStatus.CancelledByClinic);
}

/// <summary>How the visit is paid: by the patient, by voluntary (VHI) or by compulsory health insurance (OMS).</summary>
public enum PaymentKind
{
    SelfPay,
    Vhi,
    Oms,
}

/// <summary>The payment kinds that a visit type is offered for; the numbers are stored.</summary>
[Flags]
public enum PaymentKinds
{
    None = 0,
    SelfPay = 1 << PaymentKind.SelfPay,
    Vhi = 1 << PaymentKind.Vhi,
    Oms = 1 << PaymentKind.Oms,
    All = SelfPay | Vhi | Oms,
}

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Code).HasMaxLength(12);
        builder.HasIndex(b => b.Code).IsUnique();
        builder.Property(b => b.TokenHash).HasMaxLength(64);
        builder.HasIndex(b => b.TokenHash).IsUnique();
        builder.Property(b => b.Status).HasConversion<string>().HasMaxLength(24);
        builder.Property(b => b.Payment).HasConversion<string>().HasMaxLength(12);
        builder.Property(b => b.Channel).HasMaxLength(60);
        builder.Property(b => b.DoctorParts).HasConversion(p => p.ToString(), t => VisitParts.Parse(t)).HasMaxLength(100);
        builder.HasOne<GroupVisit>().WithMany().HasForeignKey(b => b.GroupId);
        builder.Property(b => b.Source).HasMaxLength(200);
        builder.Property(b => b.CreatedBy).HasMaxLength(100);
        builder.Property(b => b.Price).HasPrecision(12, 2);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.HasIndex(b => new { b.SiteId, b.Start });
        builder.HasIndex(b => new { b.DoctorId, b.Start });
        builder.HasIndex(b => b.PatientId);

        // Whoever withdraws a consent does so for all that was booked under the same hash.
        builder.HasIndex(b => b.ContactKey);
        builder.HasOne<Site>().WithMany().HasForeignKey(b => b.SiteId);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(b => b.DoctorId);
        builder.HasOne<Room>().WithMany().HasForeignKey(b => b.RoomId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(b => b.VisitTypeId);
        builder.HasOne<Patient>().WithMany().HasForeignKey(b => b.PatientId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(b => b.ContactId);
        builder.Ignore(b => b.Range);
        builder.Ignore(b => b.Occupies);
    }
}
