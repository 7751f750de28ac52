using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Rooms;

/// <summary>A room in which patients are seen (FHIR Location).</summary>
public sealed class Room
{
    public RoomId Id { get; set; }

    public SiteId SiteId { get; set; }

    /// <summary>As on the door, e.g. "204".</summary>
    public string Name { get; set; } = "";

    /// <summary>How many visits can use it at once: 1, but for a treatment room with several couches.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>A room that was given up keeps its past visits and gets no new ones.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }
}

internal sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.Property(r => r.Name).HasMaxLength(40);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.SiteId, r.Name }).IsUnique();
    }
}
