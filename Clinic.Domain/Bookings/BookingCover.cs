using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>Who pays and what for: personal, so a row of its own that the public host writes and may not read.</summary>
public sealed class BookingCover
{
    public BookingId BookingId { get; set; }

    public string? Insurer { get; set; }

    /// <summary>Number of the policy as on the card, without blanks.</summary>
    public string? Policy { get; set; }

    /// <summary>Number of the referral.</summary>
    public string? Referral { get; set; }

    /// <summary>Number of the insurer's guarantee letter, once it has come.</summary>
    public string? GuaranteeLetter { get; set; }

    /// <summary>Why staff booked over something else.</summary>
    public string? OverrideReason { get; set; }

    /// <summary>The row of the booking, tracked, made where there is none. For staff: the public host may not read it.</summary>
    internal static async Task<BookingCover> Of(ClinicDb db, BookingId booking, CancellationToken cancel)
    {
        var cover = await db.BookingCovers.AsTracking().FirstOrDefaultAsync(c => c.BookingId == booking, cancel);
        return cover ?? db.Add(new BookingCover { BookingId = booking }).Entity;
    }
}

internal sealed class BookingCoverMapping : IEntityTypeConfiguration<BookingCover>
{
    public void Configure(EntityTypeBuilder<BookingCover> builder)
    {
        builder.HasKey(c => c.BookingId);
        builder.Property(c => c.BookingId).ValueGeneratedNever();
        builder.Property(c => c.Insurer).HasMaxLength(200);
        builder.Property(c => c.Policy).HasMaxLength(60);
        builder.Property(c => c.Referral).HasMaxLength(60);
        builder.Property(c => c.GuaranteeLetter).HasMaxLength(60);
        builder.Property(c => c.OverrideReason).HasMaxLength(500);
        builder.HasOne<Booking>().WithOne().HasForeignKey<BookingCover>(c => c.BookingId);
    }
}
