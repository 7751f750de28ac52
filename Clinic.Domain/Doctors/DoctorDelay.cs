using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Doctors;

/// <summary>By how many minutes a doctor runs late on a day: reception tells those who wait; no booking moves.</summary>
public sealed class DoctorDelay
{
    public DoctorId DoctorId { get; set; }

    /// <summary>The date at the site.</summary>
    public DateOnly Date { get; set; }

    public int Minutes { get; set; }

    public DateTime SaidAt { get; set; }

    /// <summary>The user.</summary>
    public string SaidBy { get; set; } = "";
}

internal sealed class DoctorDelayMapping : IEntityTypeConfiguration<DoctorDelay>
{
    public void Configure(EntityTypeBuilder<DoctorDelay> builder)
    {
        builder.HasKey(d => new { d.DoctorId, d.Date });
        builder.Property(d => d.SaidBy).HasMaxLength(100);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(d => d.DoctorId);
    }
}
