using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>Gives a doctor a photo in place of the one before, or takes it away. The form of the doctor's other details stays fresh meanwhile.</summary>
public sealed class SetDoctorPhoto(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the hash of the photo as kept, empty for none; or <c>forbidden</c>, <c>unknown-doctor</c>, <c>invalid</c> under /photo as <see cref="PhotoFile.Read"/> has it.</summary>
    /// <param name="doctor">Whose it is.</param>
    /// <param name="file">The file as uploaded; null takes the photo away.</param>
    /// <param name="actor">Needs <see cref="Rights.ManageRosters"/>, as for all that is said of doctors.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<string>> Run(DoctorId doctor, byte[]? file, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        PhotoFile? photo = null;
        if (file is not null)
        {
            var read = PhotoFile.Read(file);
            if (!read.Ok)
            {
                return read.Problem;
            }

            photo = read.Value;
        }

        return await factory.Transact((db, token) => Set(db, doctor, photo, actor, token), cancel);
    }

    private async Task<Result<string>> Set(ClinicDb db, DoctorId id, PhotoFile? photo, Actor actor, CancellationToken cancel)
    {
        if (await db.Doctors.AsTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } doctor)
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        if (doctor.Photo != photo?.Hash)
        {
            await db.DoctorPhotos.Where(p => p.DoctorId == id).ExecuteDeleteAsync(cancel);
            if (photo is not null)
            {
                db.Add(new DoctorPhoto { DoctorId = id, Hash = photo.Hash, MediaType = photo.MediaType, Bytes = photo.Bytes });
            }

            var before = new { photo = doctor.Photo };
            doctor.Photo = photo?.Hash;
            db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(Doctor), id.ToString(), before, new { photo = doctor.Photo }, id);
            await db.SaveChangesAsync(cancel);
        }

        return doctor.Photo ?? "";
    }
}
