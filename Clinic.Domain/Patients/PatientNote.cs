using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Patients;

/// <summary>A note of the desk on a patient's card: "hard of hearing", "prefers mornings".</summary>
public sealed class PatientNote
{
    public Guid Id { get; set; }

    public PatientId PatientId { get; set; }

    public string Text { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    /// <summary>The user.</summary>
    public string CreatedBy { get; set; } = "";
}

internal sealed class PatientNoteMapping : IEntityTypeConfiguration<PatientNote>
{
    public void Configure(EntityTypeBuilder<PatientNote> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(2000);
        builder.Property(n => n.CreatedBy).HasMaxLength(100);
        builder.HasIndex(n => new { n.PatientId, n.CreatedAt });
        builder.HasOne<Patient>().WithMany().HasForeignKey(n => n.PatientId);
    }
}
