using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.VisitTypes;

/// <summary>Whether a visit is the first one about a complaint or a repeat; the names are stored.</summary>
public enum VisitKind
{
    Any,
    First,
    Repeat,
}

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

    public VisitKind Kind { get; set; }

    /// <summary>When the doctor is needed during the visit.</summary>
    public VisitParts DoctorParts { get; set; } = VisitParts.Whole;

    /// <summary>How many patients come to one visit together; 1 for all but group visits.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>Kinds of device the visit needs, one device of each.</summary>
    public IReadOnlyList<string> Needs { get; set; } = [];

    /// <summary>Whole years on the day of the visit, both ends included; null for no limit.</summary>
    public int? MinAge { get; set; }

    public int? MaxAge { get; set; }

    public bool ReferralRequired { get; set; }

    /// <summary>How the patient prepares and what to bring: sentences with line breaks; empty where nothing is to be done.</summary>
    public LocalText Preparation { get; set; } = new("");

    public PaymentKinds Payments { get; set; } = PaymentKinds.All;

    /// <summary>A type that is no longer offered keeps its past visits and gets no new ones.</summary>
    public bool Active { get; set; } = true;

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
        builder.Property(v => v.Preparation).HasMaxLength(LocalText.PassageColumn);
        builder.Property(v => v.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(v => v.DoctorParts).HasConversion(p => p.ToString(), t => VisitParts.Parse(t)).HasMaxLength(100);
        builder.Property(v => v.Needs).HasConversion(
            n => string.Join('\n', n),
            t => t.Length == 0 ? Array.Empty<string>() : t.Split('\n'),
            new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), n => n.Aggregate(0, HashCode.Combine), n => n)).HasMaxLength(400);
    }

    public void Configure(EntityTypeBuilder<DoctorVisitType> builder)
    {
        builder.HasKey(v => new { v.DoctorId, v.VisitTypeId });
        builder.HasOne<Doctor>().WithMany().HasForeignKey(v => v.DoctorId);
        builder.HasOne<VisitType>().WithMany().HasForeignKey(v => v.VisitTypeId);
        builder.Property(v => v.Price).HasPrecision(12, 2);
    }
}
