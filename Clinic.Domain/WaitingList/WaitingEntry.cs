using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.WaitingList;

/// <summary>Where a wish stands; the names are stored.</summary>
public enum WaitingStatus
{
    Waiting,

    /// <summary>Somebody at the desk sees to it.</summary>
    Claimed,

    /// <summary>A booking was made from it.</summary>
    Booked,

    /// <summary>The patient needs it no more, or could not be reached.</summary>
    Closed,
}

/// <summary>Somebody waits for a time that is not free yet. What is null is any.</summary>
public sealed class WaitingEntry
{
    public Guid Id { get; set; }

    /// <summary>The card; null while only a contact is known.</summary>
    public PatientId? PatientId { get; set; }

    /// <summary>What the patient typed on the public host.</summary>
    public Guid? ContactId { get; set; }

    public SiteId? SiteId { get; set; }

    public SpecialtyId? SpecialtyId { get; set; }

    public DoctorId? DoctorId { get; set; }

    public VisitTypeId? VisitTypeId { get; set; }

    /// <summary>A woman or a man among the doctors.</summary>
    public Gender? DoctorGender { get; set; }

    /// <summary>The first and the last date that would do, at the site.</summary>
    public DateOnly FromDate { get; set; }

    public DateOnly ToDate { get; set; }

    /// <summary>Not before, not after this time of the day.</summary>
    public TimeOnly? Earliest { get; set; }

    public TimeOnly? Latest { get; set; }

    public PaymentKind? Payment { get; set; }

    public string? Comment { get; set; }

    public Channel Channel { get; set; }

    public WaitingStatus Status { get; set; }

    /// <summary>What came of it: the booking.</summary>
    public BookingId? BookingId { get; set; }

    /// <summary>What came of it, in words.</summary>
    public string? Outcome { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>The user, or "patient".</summary>
    public string CreatedBy { get; set; } = "";

    public string? ClaimedBy { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Raised by one with each change; guards against stale pages.</summary>
    public int Version { get; set; }
}

internal sealed class WaitingEntryMapping : IEntityTypeConfiguration<WaitingEntry>
{
    public void Configure(EntityTypeBuilder<WaitingEntry> builder)
    {
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.DoctorGender).HasConversion<string>().HasMaxLength(8);
        builder.Property(w => w.Payment).HasConversion<string>().HasMaxLength(12);
        builder.Property(w => w.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(w => w.Channel).HasMaxLength(60);
        builder.Property(w => w.Comment).HasMaxLength(1000);
        builder.Property(w => w.Outcome).HasMaxLength(500);
        builder.Property(w => w.CreatedBy).HasMaxLength(100);
        builder.Property(w => w.ClaimedBy).HasMaxLength(100);
        builder.Property(w => w.Version).IsConcurrencyToken();
        builder.HasIndex(w => new { w.Status, w.CreatedAt });
        builder.HasOne<Patient>().WithMany().HasForeignKey(w => w.PatientId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(w => w.ContactId);
        builder.HasOne<Site>().WithMany().HasForeignKey(w => w.SiteId);
        builder.HasOne<Specialty>().WithMany().HasForeignKey(w => w.SpecialtyId);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(w => w.DoctorId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(w => w.VisitTypeId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(w => w.BookingId);
    }
}
