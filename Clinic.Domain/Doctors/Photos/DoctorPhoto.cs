using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>The picture of a doctor that patients see, apart from the doctor's row, which is read often; <see cref="Doctor.Photo"/> names it.</summary>
public sealed class DoctorPhoto
{
    /// <summary>Characters of a hash.</summary>
    public const int HashLength = 32;

    public DoctorId DoctorId { get; set; }

    /// <summary>Of the bytes, lower-case hexadecimal: another picture has another address.</summary>
    public string Hash { get; set; } = "";

    /// <summary>image/jpeg, image/png or image/webp.</summary>
    public string MediaType { get; set; } = "";

    public byte[] Bytes { get; set; } = [];
}

internal sealed class DoctorPhotoMapping : IEntityTypeConfiguration<DoctorPhoto>
{
    public void Configure(EntityTypeBuilder<DoctorPhoto> builder)
    {
        builder.HasKey(p => p.DoctorId);
        builder.HasOne<Doctor>().WithMany().HasForeignKey(p => p.DoctorId);
        builder.Property(p => p.DoctorId).ValueGeneratedNever();
        builder.Property(p => p.Hash).HasMaxLength(DoctorPhoto.HashLength);
        builder.Property(p => p.MediaType).HasMaxLength(20);
    }
}
