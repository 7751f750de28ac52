using Clinic.Domain;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;

namespace Clinic.Api.Sites;

/// <summary>The clinic's card.</summary>
internal sealed record ClinicResource(string Name, string? Phone, IReadOnlyList<string> Languages, ConsentResource Consent, IReadOnlyList<SiteResource> Sites)
{
    internal static ClinicResource Of(ClinicProfile profile, IEnumerable<Site> sites) => new(
        profile.Name.ToString(), profile.Phone, LocalText.Languages, new(profile.ConsentVersion, $"/consent/{Uri.EscapeDataString(profile.ConsentVersion)}"), [.. sites.Select(SiteResource.Of)]);
}

internal sealed record ConsentResource(string Version, string Url);

internal sealed record SiteResource(string Id, string Name, string Address, string? Phone, string TimeZone)
{
    internal static SiteResource Of(Site site) => new(site.Id.ToString(), site.Name.ToString(), site.Address.ToString(), site.Phone, site.TimeZone);
}
