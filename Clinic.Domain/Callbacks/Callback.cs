using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Callbacks;

/// <summary>Where a request to be called stands; the names are stored.</summary>
public enum CallbackStatus
{
    New,

    /// <summary>Somebody at the desk sees to it.</summary>
    Claimed,

    /// <summary>A booking was made from it.</summary>
    Booked,

    /// <summary>Seen to without a booking.</summary>
    Closed,
}

/// <summary>When the patient likes to be called, on the clock of the site.</summary>
public enum CallTime
{
    Any,
    Morning,
    Afternoon,
    Evening,
}

/// <summary>Somebody asked on the website to be called. What is null is any.</summary>
public sealed class Callback
{
    public Guid Id { get; set; }

    /// <summary>What the patient typed on the public host.</summary>
    public Guid ContactId { get; set; }

    public SiteId? SiteId { get; set; }

    public SpecialtyId? SpecialtyId { get; set; }

    public DoctorId? DoctorId { get; set; }

    public VisitTypeId? VisitTypeId { get; set; }

    public CallTime CallTime { get; set; }

    public string? Comment { get; set; }

    /// <summary>ru, en or fr: what the patient was reading.</summary>
    public string Language { get; set; } = "";

    public Channel Channel { get; set; }

    /// <summary>Where on the web the patient came from, as the widget's page says.</summary>
    public string? Source { get; set; }

    public CallbackStatus Status { get; set; }

    public BookingId? BookingId { get; set; }

    /// <summary>What came of it, in words.</summary>
    public string? Outcome { get; set; }

    public DateTime CreatedAt { get; set; }

    public string? ClaimedBy { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Raised by one with each change; guards against stale pages.</summary>
    public int Version { get; set; }
}

internal sealed class CallbackMapping : IEntityTypeConfiguration<Callback>
{
    public void Configure(EntityTypeBuilder<Callback> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.CallTime).HasConversion<string>().HasMaxLength(12);
        builder.Property(c => c.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(c => c.Channel).HasMaxLength(60);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.Comment).HasMaxLength(1000);
        builder.Property(c => c.Source).HasMaxLength(200);
        builder.Property(c => c.Outcome).HasMaxLength(500);
        builder.Property(c => c.ClaimedBy).HasMaxLength(100);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.Status, c.CreatedAt });
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
        builder.HasOne<Site>().WithMany().HasForeignKey(c => c.SiteId);
        builder.HasOne<Specialty>().WithMany().HasForeignKey(c => c.SpecialtyId);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(c => c.DoctorId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(c => c.VisitTypeId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(c => c.BookingId);
    }
}
