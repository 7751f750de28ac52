using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What a booking must know of the clinic besides the place.</summary>
/// <param name="Profile">The rules of booking.</param>
/// <param name="Type">The visit type.</param>
/// <param name="Specialty">That of the visit type, else of the doctor; null for neither.</param>
/// <param name="Site">Whose clock counts.</param>
internal sealed record VisitTerms(ClinicProfile Profile, VisitType Type, SpecialtyId? Specialty, Site Site);

/// <summary>Reads the terms of bookings.</summary>
public sealed class BookingTerms(IDbContextFactory<ClinicDb> factory)
{
    internal async Task<VisitTerms> Of(Slot slot, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var type = await db.VisitTypes.SingleAsync(t => t.Id == slot.VisitTypeId, cancel);
        var specialty = type.SpecialtyId
            ?? await db.DoctorSpecialties.Where(s => s.DoctorId == slot.DoctorId).OrderBy(s => s.SpecialtyId).Select(s => (SpecialtyId?)s.SpecialtyId).FirstOrDefaultAsync(cancel);
        return new(await db.Profile.SingleAsync(cancel), type, specialty, await db.Sites.SingleAsync(s => s.Id == slot.SiteId, cancel));
    }

    /// <summary>The consent text in force; null where the version is another or the language unknown.</summary>
    internal async Task<ConsentText?> Consent(ClinicProfile profile, string? version, string? language, CancellationToken cancel)
    {
        if (version is null || version != profile.ConsentVersion)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.ConsentTexts.FirstOrDefaultAsync(c => c.Version == version && c.Language == language, cancel);
    }
}
