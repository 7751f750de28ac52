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
/// <param name="Price">The doctor's own, else the type's.</param>
/// <param name="Specialty">That of the visit type, else of the doctor; null for neither.</param>
/// <param name="Site">Whose clock counts.</param>
internal sealed record VisitTerms(ClinicProfile Profile, VisitType Type, decimal? Price, SpecialtyId? Specialty, Site Site)
{
    /// <summary>The terms by facts at hand; null where the doctor does not offer the visit.</summary>
    internal static VisitTerms? Of(ClinicFacts facts, Slot slot) => Of(facts, slot.DoctorId, slot.VisitTypeId, slot.SiteId);

    internal static VisitTerms? Of(ClinicFacts facts, DoctorId doctor, VisitTypeId visitType, SiteId site)
    {
        var offer = facts.Offers[doctor].FirstOrDefault(o => o.Type.Id == visitType);
        return offer is null ? null
            : new(facts.Profile, offer.Type, offer.Price, offer.Type.SpecialtyId ?? facts.Specialties[doctor].Cast<SpecialtyId?>().FirstOrDefault(), facts.Sites[site]);
    }
}

/// <summary>The terms of bookings, from memory where the timetable has them.</summary>
public sealed class BookingTerms(IDbContextFactory<ClinicDb> factory, TimetableCache timetables)
{
    internal async ValueTask<ClinicProfile> Profile(CancellationToken cancel) => (await timetables.Current(cancel)).Facts.Profile;

    internal async ValueTask<VisitTerms> Of(Slot slot, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        var offer = facts.Offers[slot.DoctorId].FirstOrDefault(o => o.Type.Id == slot.VisitTypeId);

        // The time may have been held before the doctor left or the type was given up.
        var type = offer?.Type ?? await FromStorage(slot.VisitTypeId, cancel);
        var specialty = type.SpecialtyId ?? facts.Specialties[slot.DoctorId].Cast<SpecialtyId?>().FirstOrDefault();
        return new(facts.Profile, type, offer is null ? slot.Price : offer.Price, specialty, facts.Sites[slot.SiteId]);
    }

    /// <summary>The consent text in force; null where the version is another or the language unknown.</summary>
    internal async ValueTask<ConsentText?> Consent(string? version, string? language, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        return InForce(facts.Consents, version, language);
    }

    /// <summary>The same of the text about advertising.</summary>
    internal async ValueTask<ConsentText?> Marketing(string? version, string? language, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        return InForce(facts.Marketing, version, language);
    }

    private static ConsentText? InForce(IReadOnlyDictionary<string, ConsentText> texts, string? version, string? language) =>
        language is not null && texts.GetValueOrDefault(language) is { } text && text.Version == version ? text : null;

    private async Task<VisitType> FromStorage(VisitTypeId type, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.VisitTypes.SingleAsync(t => t.Id == type, cancel);
    }
}
