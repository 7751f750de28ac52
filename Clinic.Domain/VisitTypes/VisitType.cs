using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.VisitTypes;

/// <summary>A kind of visit that can be booked (FHIR HealthcareService).</summary>
public sealed class VisitType
{
    public VisitTypeId Id { get; set; }

    public LocalText Name { get; set; } = new("");

    public SpecialtyId? SpecialtyId { get; set; }

    /// <summary>Length in minutes, a multiple of five; null takes the minutes per visit of the roster.</summary>
    public int? Minutes { get; set; }

    /// <summary>Minutes that the doctor and the room need before and after, unseen by the patient; they may exceed the shift.</summary>
    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    public decimal? Price { get; set; }

    public bool BookableOnline { get; set; } = true;

    /// <summary>Lower numbers come first; the first type of a doctor is the default one.</summary>
    public int SortOrder { get; set; }

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }
}

/// <summary>A doctor offers a visit type, perhaps with a length or price of the doctor's own.</summary>
public sealed class DoctorVisitType
{
    public DoctorId DoctorId { get; set; }

    public VisitTypeId VisitTypeId { get; set; }

    public int? Minutes { get; set; }

    public decimal? Price { get; set; }
}

internal sealed class VisitTypeMapping : IEntityTypeConfiguration<VisitType>, IEntityTypeConfiguration<DoctorVisitType>
{
    public void Configure(EntityTypeBuilder<VisitType> builder)
    {
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.HasOne<Specialty>().WithMany().HasForeignKey(v => v.SpecialtyId);
        builder.Property(v => v.Price).HasPrecision(12, 2);
    }

    public void Configure(EntityTypeBuilder<DoctorVisitType> builder)
    {
        builder.HasKey(v => new { v.DoctorId, v.VisitTypeId });
        builder.HasOne<Doctor>().WithMany().HasForeignKey(v => v.DoctorId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(v => v.VisitTypeId);
        builder.Property(v => v.Price).HasPrecision(12, 2);
    }
}
