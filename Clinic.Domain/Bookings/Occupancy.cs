using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>
/// A cell of a resource that a booking or hold owns. The primary key (resource, cell, lane) is what makes overlap impossible;
/// nothing else guards it.
/// </summary>
public sealed class Occupancy
{
    public ResourceId ResourceId { get; set; }

    /// <summary>See <see cref="Clinic.Domain.Cell"/>.</summary>
    public int Cell { get; set; }

    public short Lane { get; set; }

    /// <summary>Id of the booking or hold.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>Null for a booking; the expiry of a hold. An expired row counts for nothing and is removed by whoever wants the cell.</summary>
    public DateTime? HeldUntil { get; set; }
}

internal sealed class OccupancyMapping : IEntityTypeConfiguration<Occupancy>
{
    public void Configure(EntityTypeBuilder<Occupancy> builder)
    {
        builder.HasKey(o => new { o.ResourceId, o.Cell, o.Lane });
        builder.HasIndex(o => o.OwnerId);
    }
}
