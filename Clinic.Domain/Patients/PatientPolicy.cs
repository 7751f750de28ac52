using Clinic.Domain.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Patients;

/// <summary>An insurance policy on a patient's card (FHIR Coverage).</summary>
public sealed class PatientPolicy
{
    public Guid Id { get; set; }

    public PatientId PatientId { get; set; }

    /// <summary><see cref="PaymentKind.Vhi"/> or <see cref="PaymentKind.Oms"/>.</summary>
    public PaymentKind Kind { get; set; }

    /// <summary>The company; voluntary insurance always names it.</summary>
    public string? Insurer { get; set; }

    /// <summary>As on the card, without blanks.</summary>
    public string Number { get; set; } = "";

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? ValidTo { get; set; }

    public DateTime CreatedAt { get; set; }
}

internal sealed class PatientPolicyMapping : IEntityTypeConfiguration<PatientPolicy>
{
    public void Configure(EntityTypeBuilder<PatientPolicy> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(p => p.Insurer).HasMaxLength(200);
        builder.Property(p => p.Number).HasMaxLength(60);
        builder.HasIndex(p => p.Number);

        // The same policy is on a card once.
        builder.HasIndex(p => new { p.PatientId, p.Kind, p.Number }).IsUnique();
        builder.HasOne<Patient>().WithMany().HasForeignKey(p => p.PatientId);
    }
}
