using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Devices;

/// <summary>Something a visit needs besides a doctor and a room: an ultrasound scanner, an ECG.</summary>
public sealed class Device
{
    public DeviceId Id { get; set; }

    public SiteId SiteId { get; set; }

    /// <summary>As on its label, e.g. "GE Logiq 7".</summary>
    public string Name { get; set; } = "";

    /// <summary>What visit types ask for, e.g. "УЗИ"; devices of one kind stand in for one another.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How many visits can use it at once.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>A device that was given away keeps its past visits and gets no new ones.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }
}

internal sealed class DeviceMapping : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.Property(d => d.Name).HasMaxLength(80);
        builder.Property(d => d.Kind).HasMaxLength(60);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => new { d.SiteId, d.Name }).IsUnique();
        builder.HasOne<Site>().WithMany().HasForeignKey(d => d.SiteId);
    }
}
