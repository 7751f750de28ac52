using Clinic.Domain.Doctors;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Rosters;

/// <summary>Why a doctor does not work as the roster says.</summary>
public enum DayReason
{
    Hours,
    DayOff,
    Vacation,
    Sick,
    Trip,
    Training,
    Holiday,
    Other,
}

/// <summary>
/// A date that differs. The rows of one doctor, site and date together replace the roster lines on that date:
/// each row with hours is a piece of work, a row without hours says why there is none.
/// </summary>
public sealed class RosterException
{
    public int Id { get; set; }

    public DoctorId DoctorId { get; set; }

    public SiteId SiteId { get; set; }

    public DateOnly Date { get; set; }

    public WorkHours Hours { get; set; } = WorkHours.None;

    public IdList<RoomId> Rooms { get; set; } = IdList<RoomId>.None;

    public IdList<VisitTypeId> VisitTypes { get; set; } = IdList<VisitTypeId>.None;

    /// <summary>Rules of this date; null for those of the line that would cover it.</summary>
    public AccessRules? Access { get; set; }

    public int? MinutesPerVisit { get; set; }

    public DayReason Reason { get; set; }
}

/// <summary>A doctor is away on the dates from–to, both included, at every site.</summary>
public sealed class Absence
{
    public int Id { get; set; }

    public DoctorId DoctorId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly To { get; set; }

    public DayReason Reason { get; set; }
}

internal sealed class RosterExceptionMapping : IEntityTypeConfiguration<RosterException>, IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<RosterException> builder)
    {
        builder.HasOne<Doctor>().WithMany().HasForeignKey(e => e.DoctorId);
        builder.HasOne<Site>().WithMany().HasForeignKey(e => e.SiteId);
        builder.Property(e => e.Hours).HasConversion(h => h.ToString(), t => WorkHours.Parse(t)).HasMaxLength(200);
        builder.Property(e => e.Access).HasMaxLength(2000);
        builder.Property(e => e.Reason).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(e => new { e.DoctorId, e.Date });
    }

    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.HasOne<Doctor>().WithMany().HasForeignKey(a => a.DoctorId);
        builder.Property(a => a.Reason).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(a => new { a.DoctorId, a.To });
    }
}
