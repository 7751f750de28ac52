using Clinic.Domain.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Messages;

/// <summary>What a message tells the patient; the names are stored.</summary>
public enum MessageKind
{
    Booked,
    Moved,
    Cancelled,
}

/// <summary>
/// A message to the patient of a booking, written in the transaction of what it tells of and sent once afterwards. It holds no personal data:
/// whom it goes to is read when it is sent, from the card or from what the patient typed.
/// </summary>
public sealed class Message
{
    public Guid Id { get; set; }

    public MessageKind Kind { get; set; }

    public BookingId BookingId { get; set; }

    /// <summary>Version of the booking that the message tells of; SEQUENCE of the calendar entry.</summary>
    public int Sequence { get; set; }

    /// <summary>What the patient read when this was written: ru, en or fr. Empty where the clinic made the change: then it is the language of the patient's own messages.</summary>
    public string Language { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    /// <summary>Not before; whoever sends it moves this ahead first, so that no other does.</summary>
    public DateTime DueAt { get; set; }

    public int Attempts { get; set; }

    public DateTime? SentAt { get; set; }

    /// <summary>It will not be sent: tried too often, or there is nobody to send it to.</summary>
    public DateTime? GivenUpAt { get; set; }

    /// <summary>Code of what went wrong last; never the words of a mail server, which repeat addresses.</summary>
    public string? Fault { get; set; }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(m => m.Language).HasMaxLength(2);
        builder.Property(m => m.Fault).HasMaxLength(60);
        builder.HasIndex(m => new { m.SentAt, m.GivenUpAt, m.DueAt });
        builder.HasIndex(m => m.BookingId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(m => m.BookingId);
    }
}
