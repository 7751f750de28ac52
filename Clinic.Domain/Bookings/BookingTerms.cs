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

/// <summary>Looks up the terms of bookings, in memory as far as they are there.</summary>
public sealed class BookingTerms(TimetableCache timetables, IDbContextFactory<ClinicDb> factory)
{
    internal async ValueTask<VisitTerms> Of(Slot slot, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        var type = facts.Offers[slot.DoctorId].FirstOrDefault(o => o.Type.Id == slot.VisitTypeId)?.Type ?? await Retired(slot.VisitTypeId, cancel);
        var own = facts.Specialties[slot.DoctorId];
        return new(facts.Profile, type, type.SpecialtyId ?? own.Select(s => (SpecialtyId?)s).FirstOrDefault(), facts.Sites[slot.SiteId]);
    }

    /// <summary>The consent text in force; null where the version is another or the language unknown.</summary>
    internal async ValueTask<ConsentText?> Consent(string? version, string? language, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        return version == facts.Profile.ConsentVersion && language is not null ? facts.Consents.GetValueOrDefault(language) : null;
    }

    /// <summary>What is no longer offered may still be held or booked.</summary>
    private async Task<VisitType> Retired(VisitTypeId id, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.VisitTypes.SingleAsync(t => t.Id == id, cancel);
    }
}
