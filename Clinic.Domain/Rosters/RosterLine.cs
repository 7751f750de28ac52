using Clinic.Domain.Doctors;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Rosters;

/// <summary>A rule of who works when and where, in wall-clock time of the site, from one date to another.</summary>
public sealed class RosterLine
{
    public int Id { get; set; }

    public DoctorId DoctorId { get; set; }

    public SiteId SiteId { get; set; }

    /// <summary>The room, or a pool of rooms of which any will do, the usual one first; empty for none.</summary>
    public IdList<RoomId> Rooms { get; set; } = IdList<RoomId>.None;

    /// <summary>The visit types that can be booked in this time; empty for all that the doctor offers.</summary>
    public IdList<VisitTypeId> VisitTypes { get; set; } = IdList<VisitTypeId>.None;

    public AccessRules Access { get; set; } = AccessRules.None;

    public RosterPattern Pattern { get; set; } = RosterPattern.OnWeekdays("12345");

    public WorkHours Hours { get; set; } = WorkHours.None;

    /// <summary>Length of a visit whose type sets none; a multiple of five.</summary>
    public int? MinutesPerVisit { get; set; }

    public DateOnly ValidFrom { get; set; }

    /// <summary>Last date, included; null for open-ended.</summary>
    public DateOnly? ValidTo { get; set; }

    public bool Covers(DateOnly date) => ValidFrom <= date && (ValidTo is null || date <= ValidTo) && Pattern.Covers(date);
}

internal sealed class RosterLineMapping : IEntityTypeConfiguration<RosterLine>
{
    public void Configure(EntityTypeBuilder<RosterLine> builder)
    {
        builder.HasOne<Doctor>().WithMany().HasForeignKey(l => l.DoctorId);
        builder.HasOne<Site>().WithMany().HasForeignKey(l => l.SiteId);
        builder.Property(l => l.Pattern).HasConversion(p => p.ToString(), t => RosterPattern.Parse(t)).HasMaxLength(1000);
        builder.Property(l => l.Hours).HasConversion(h => h.ToString(), t => WorkHours.Parse(t)).HasMaxLength(200);
        builder.Property(l => l.Access).HasMaxLength(2000);
    }
}
