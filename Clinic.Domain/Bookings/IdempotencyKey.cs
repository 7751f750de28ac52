using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>A request that was carried out under a key of the caller's; commits together with its effect.</summary>
public sealed class IdempotencyKey
{
    /// <summary>SHA-256 of channel and key, hexadecimal.</summary>
    public string Key { get; set; } = "";

    /// <summary>SHA-256 of the request, hexadecimal; another body under the same key is refused.</summary>
    public string RequestHash { get; set; } = "";

    /// <summary>What was made: the booking; under a key of its own a request to be called or a wish of the waiting list.</summary>
    public BookingId BookingId { get; set; }

    /// <summary>The slot as it was answered, so that a repeat answers the same after a move.</summary>
    public string Answer { get; set; } = "";

    public DateTime CreatedAt { get; set; }
}

internal sealed class IdempotencyKeyMapping : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.HasKey(k => k.Key);
        builder.Property(k => k.Key).HasMaxLength(64);
        builder.Property(k => k.RequestHash).HasMaxLength(64);
        builder.HasIndex(k => k.CreatedAt);
    }
}
