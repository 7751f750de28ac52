using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Patients;

/// <summary>Two cards of one person became one; enough is kept to part them again.</summary>
public sealed class PatientMerge
{
    public Guid Id { get; set; }

    /// <summary>The card that stays.</summary>
    public PatientId Kept { get; set; }

    /// <summary>The card that was a duplicate.</summary>
    public PatientId Merged { get; set; }

    public DateTime At { get; set; }

    /// <summary>The user.</summary>
    public string By { get; set; } = "";

    /// <summary>JSON of what changed hands: ids of bookings, policies, notes, consents, waiting entries, and what the kept card had before. No names.</summary>
    public string Moved { get; set; } = "";

    public DateTime? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}

internal sealed class PatientMergeMapping : IEntityTypeConfiguration<PatientMerge>
{
    public void Configure(EntityTypeBuilder<PatientMerge> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.By).HasMaxLength(100);
        builder.Property(m => m.UndoneBy).HasMaxLength(100);
        builder.HasOne<Patient>().WithMany().HasForeignKey(m => m.Kept);
        builder.HasOne<Patient>().WithMany().HasForeignKey(m => m.Merged);
    }
}
