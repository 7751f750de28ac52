using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Callbacks;

/// <summary>Where a request stands; the names are stored.</summary>
public enum RequestStatus
{
    Waiting,

    /// <summary>Somebody at the desk sees to it.</summary>
    Claimed,

    /// <summary>A booking was made from it.</summary>
    Booked,

    /// <summary>Dealt with without a booking.</summary>
    Closed,
}

/// <summary>What somebody asks of the clinic and the desk deals with: to be called, or a time that is not free yet. What is null is any.</summary>
public abstract class OpenRequest
{
    public Guid Id { get; set; }

    public SiteId? SiteId { get; set; }

    public SpecialtyId? SpecialtyId { get; set; }

    public DoctorId? DoctorId { get; set; }

    public VisitTypeId? VisitTypeId { get; set; }

    public string? Comment { get; set; }

    public Channel Channel { get; set; }

    public RequestStatus Status { get; set; }

    /// <summary>What came of it: the booking.</summary>
    public BookingId? BookingId { get; set; }

    /// <summary>What came of it, in words.</summary>
    public string? Outcome { get; set; }

    public DateTime CreatedAt { get; set; }

    public string? ClaimedBy { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Raised by one with each change; guards against stale pages.</summary>
    public int Version { get; set; }

    /// <summary>The fields that are kept in the audit: no names, no contact, neither comment nor outcome, which may hold either.</summary>
    internal abstract object Facts();

    /// <summary>A booking was made from it.</summary>
    internal virtual void Book(Booking booking, DateTime now) => (Status, BookingId, ClosedAt) = (RequestStatus.Booked, booking.Id, now);

    /// <summary>What all kinds have in common in storage.</summary>
    internal static void Map<T>(EntityTypeBuilder<T> builder)
        where T : OpenRequest
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(r => r.Channel).HasMaxLength(60);
        builder.Property(r => r.Comment).HasMaxLength(1000);
        builder.Property(r => r.Outcome).HasMaxLength(500);
        builder.Property(r => r.ClaimedBy).HasMaxLength(100);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.Status, r.CreatedAt });
        builder.HasOne<Site>().WithMany().HasForeignKey(r => r.SiteId);
        builder.HasOne<Specialty>().WithMany().HasForeignKey(r => r.SpecialtyId);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(r => r.DoctorId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(r => r.VisitTypeId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(r => r.BookingId);
    }
}
