using Clinic.Domain;
using Clinic.Domain.Codes;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;

namespace Clinic.Api.Sites;

/// <summary>The clinic's card.</summary>
/// <param name="Name">In the language of the request.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Languages">Languages of the answers.</param>
/// <param name="Consent">The text without which nobody books.</param>
/// <param name="Marketing">The text about advertising; null where nobody is asked.</param>
/// <param name="Sites">Where the clinic is.</param>
internal sealed record ClinicResource(
    string Name, string? Phone, IReadOnlyList<string> Languages, ConsentResource Consent, ConsentResource? Marketing, string? ContactProof, IReadOnlyList<SiteResource> Sites)
{
    internal static ClinicResource Of(ClinicProfile profile, IEnumerable<Site> sites) => new(
        profile.Name.ToString(), profile.Phone, LocalText.Languages, ConsentResource.Of(profile.ConsentVersion),
        profile.MarketingVersion.Length > 0 ? ConsentResource.Of(profile.MarketingVersion) : null, profile.ContactProof.Wire(), [.. sites.Select(SiteResource.Of)]);
}

internal sealed record ConsentResource(string Version, string Url)
{
    internal static ConsentResource Of(string version) => new(version, $"/consent/{Uri.EscapeDataString(version)}");
}

internal sealed record SiteResource(string Id, string Name, string Address, string? Phone, string TimeZone)
{
    internal static SiteResource Of(Site site) => new(site.Id.ToString(), site.Name.ToString(), site.Address.ToString(), site.Phone, site.TimeZone);
}
