using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Rooms;

/// <summary>A room that one visit at a time can use.</summary>
public sealed class Room
{
    public RoomId Id { get; set; }

    public SiteId SiteId { get; set; }

    /// <summary>As on the door, e.g. "204".</summary>
    public string Name { get; set; } = "";
}

internal sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.Property(r => r.Name).HasMaxLength(40);
        builder.HasIndex(r => new { r.SiteId, r.Name }).IsUnique();
    }
}
