using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>A booking that a change of rosters left without a place. It stands until somebody finds it a new one or cancels it.</summary>
public sealed class DisplacedBooking
{
    public BookingId BookingId { get; set; }

    /// <summary>Why it cannot stay, a code of <see cref="Problems.ProblemCodes"/>.</summary>
    public string Reason { get; set; } = "";

    public DateTime At { get; set; }

    public string By { get; set; } = "";

    /// <summary>Null while nobody has dealt with it.</summary>
    public DateTime? ResolvedAt { get; set; }
}

internal sealed class DisplacedBookingMapping : IEntityTypeConfiguration<DisplacedBooking>
{
    public void Configure(EntityTypeBuilder<DisplacedBooking> builder)
    {
        builder.HasKey(d => d.BookingId);
        builder.Property(d => d.BookingId).ValueGeneratedNever();
        builder.Property(d => d.Reason).HasMaxLength(40);
        builder.Property(d => d.By).HasMaxLength(100);
        builder.HasIndex(d => d.ResolvedAt);
        builder.HasOne<Booking>().WithOne().HasForeignKey<DisplacedBooking>(d => d.BookingId);
    }
}
