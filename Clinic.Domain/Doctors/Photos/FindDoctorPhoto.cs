using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>The photo behind an address. Whoever was told its hash may see it.</summary>
public sealed class FindDoctorPhoto(IDbContextFactory<ClinicDb> factory)
{
    /// <summary>Null where the doctor has no photo, or another one by now.</summary>
    public async Task<DoctorPhoto?> Run(DoctorId doctor, string hash, CancellationToken cancel)
    {
        if (hash.Length != DoctorPhoto.HashLength || !hash.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.DoctorPhotos.FirstOrDefaultAsync(p => p.DoctorId == doctor && p.Hash == hash, cancel);
    }
}
