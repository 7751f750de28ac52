using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>What the patient or the desk wrote with a booking. A row of its own: the public host writes it and may not read it.</summary>
public sealed class BookingNote
{
    public BookingId BookingId { get; set; }

    public string Text { get; set; } = "";
}

internal sealed class BookingNoteMapping : IEntityTypeConfiguration<BookingNote>
{
    public void Configure(EntityTypeBuilder<BookingNote> builder)
    {
        builder.HasKey(n => n.BookingId);
        builder.Property(n => n.BookingId).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(1000);
        builder.HasOne<Booking>().WithOne().HasForeignKey<BookingNote>(n => n.BookingId);
    }
}
