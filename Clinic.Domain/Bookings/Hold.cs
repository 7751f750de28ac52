using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>A short reservation while the patient types.</summary>
public sealed class Hold
{
    public HoldId Id { get; set; }

    public SiteId SiteId { get; set; }

    public DoctorId DoctorId { get; set; }

    public RoomId? RoomId { get; set; }

    public VisitTypeId VisitTypeId { get; set; }

    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    public VisitParts DoctorParts { get; set; } = VisitParts.Whole;

    public IdList<DeviceId> Devices { get; set; } = IdList<DeviceId>.None;

    public Guid? GroupId { get; set; }

    public DateTime ExpiresAt { get; set; }

    /// <summary>A hold can be extended once.</summary>
    public bool Extended { get; set; }

    public Channel Channel { get; set; }
}

internal sealed class HoldMapping : IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Hold> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Channel).HasMaxLength(60);
        builder.Property(h => h.DoctorParts).HasConversion(p => p.ToString(), t => VisitParts.Parse(t)).HasMaxLength(100);
        builder.HasIndex(h => h.ExpiresAt);
    }
}
