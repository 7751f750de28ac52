using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>
/// Several patients with one doctor at one time. It owns the cells of doctor, room and devices while anybody is booked into it;
/// each patient's booking owns a numbered place in it.
/// </summary>
public sealed class GroupVisit
{
    public Guid Id { get; set; }

    public SiteId SiteId { get; set; }

    public DoctorId DoctorId { get; set; }

    public VisitTypeId VisitTypeId { get; set; }

    public RoomId? RoomId { get; set; }

    public IdList<DeviceId> Devices { get; set; } = IdList<DeviceId>.None;

    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    public VisitParts DoctorParts { get; set; } = VisitParts.Whole;

    /// <summary>Raised by whoever joins or leaves, so that they wait for each other.</summary>
    public int Version { get; set; }

    /// <summary>The numbered places of a group visit; their cell is its first.</summary>
    public static ResourceId Seats(DoctorId doctor, VisitTypeId visitType, int startCell) => ResourceId.Places($"seats:{doctor}:{visitType}:{startCell}");
}

internal sealed class GroupVisitMapping : IEntityTypeConfiguration<GroupVisit>
{
    public void Configure(EntityTypeBuilder<GroupVisit> builder)
    {
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.DoctorParts).HasConversion(p => p.ToString(), t => VisitParts.Parse(t)).HasMaxLength(100);
        builder.HasIndex(g => new { g.DoctorId, g.VisitTypeId, g.Start }).IsUnique();
        builder.HasIndex(g => g.Start);
    }
}
