using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Settings;

/// <summary>How far a new installation is from its first online booking.</summary>
/// <param name="Named">The clinic has a name.</param>
/// <param name="Placed">There is a site.</param>
/// <param name="Consent">A consent text is in force.</param>
/// <param name="VisitTypes">There is something to book.</param>
/// <param name="Doctors">Some doctor offers it.</param>
public sealed record SetUpProgress(bool Named, bool Placed, bool Consent, bool VisitTypes, bool Doctors)
{
    /// <summary>Rosters can be loaded and bookings taken.</summary>
    public bool Ready => Named && Placed && Consent;

    public bool Complete => Ready && VisitTypes && Doctors;

    public static async Task<SetUpProgress> Read(ClinicDb db, CancellationToken cancel)
    {
        var profile = await db.Profile.SingleAsync(cancel);
        return new(
            profile.Name.ToString().Length > 0,
            await db.Sites.AnyAsync(cancel),
            profile.ConsentVersion.Length > 0,
            await db.VisitTypes.AnyAsync(cancel),
            await db.DoctorVisitTypes.AnyAsync(cancel));
    }
}
