using Clinic.Domain.Doctors.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Doctors;

/// <summary>Somebody who sees patients (FHIR Practitioner).</summary>
public sealed class Doctor
{
    public DoctorId Id { get; set; }

    public string Family { get; set; } = "";

    public string Given { get; set; } = "";

    public string? Middle { get; set; }

    /// <summary>Some patients ask for a woman or a man; null where it is not said.</summary>
    public Gender? Gender { get; set; }

    /// <summary>Patients may book this doctor through the public host.</summary>
    public bool BookableOnline { get; set; } = true;

    /// <summary>The hash of the photo that patients see, kept in <see cref="Photos.DoctorPhoto"/>; null without one.</summary>
    public string? Photo { get; set; }

    /// <summary>A doctor who left keeps the past visits and gets no new ones.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }

    /// <summary>Raised by one with each change of the doctor's rosters, exceptions and absences; guards against stale pages.</summary>
    public int RosterVersion { get; set; }

    public PersonName Name => new(Family, Given, Middle);
}

/// <summary>FHIR AdministrativeGender, as far as patients ask for it; the names are stored.</summary>
public enum Gender
{
    Female,
    Male,
}

/// <summary>What a doctor practises; a doctor may have several.</summary>
public sealed class DoctorSpecialty
{
    public DoctorId DoctorId { get; set; }

    public SpecialtyId SpecialtyId { get; set; }
}

internal sealed class DoctorMapping : IEntityTypeConfiguration<Doctor>, IEntityTypeConfiguration<DoctorSpecialty>
{
    public void Configure(EntityTypeBuilder<Doctor> builder)
    {
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Property(d => d.RosterVersion).IsConcurrencyToken();
        builder.Property(d => d.Family).HasMaxLength(80);
        builder.Property(d => d.Given).HasMaxLength(80);
        builder.Property(d => d.Middle).HasMaxLength(80);
        builder.Property(d => d.Photo).HasMaxLength(DoctorPhoto.HashLength);
        builder.Property(d => d.Gender).HasConversion<string>().HasMaxLength(8);
        builder.Ignore(d => d.Name);
    }

    public void Configure(EntityTypeBuilder<DoctorSpecialty> builder)
    {
        builder.HasKey(s => new { s.DoctorId, s.SpecialtyId });
        builder.HasOne<Doctor>().WithMany().HasForeignKey(s => s.DoctorId);
        builder.HasOne<Specialty>().WithMany().HasForeignKey(s => s.SpecialtyId);
    }
}
