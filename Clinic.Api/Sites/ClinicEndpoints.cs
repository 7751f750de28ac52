using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Sites;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Sites;

/// <summary>What the clinic says of itself.</summary>
public static class ClinicEndpoints
{
    public static void MapClinic(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/clinic", GetClinic).Reference();
        routes.MapGet("/sites", ListSites).Reference();
    }

    private static async Task<Ok<ClinicResource>> GetClinic(IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var profile = await db.Profile.SingleAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        return TypedResults.Ok(new ClinicResource(
            profile.Name.ToString(), profile.Phone, LocalText.Languages, new(profile.ConsentVersion, $"/consent/{Uri.EscapeDataString(profile.ConsentVersion)}"), [.. sites.Select(SiteResource.Of)]));
    }

    private static async Task<Ok<Listing<SiteResource>>> ListSites(IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        return TypedResults.Ok(new Listing<SiteResource>([.. sites.Select(SiteResource.Of)]));
    }

    private sealed record ClinicResource(string Name, string? Phone, IReadOnlyList<string> Languages, ConsentResource Consent, IReadOnlyList<SiteResource> Sites);

    private sealed record ConsentResource(string Version, string Url);

    private sealed record SiteResource(string Id, string Name, string Address, string? Phone, string TimeZone)
    {
        internal static SiteResource Of(Site site) => new(site.Id.ToString(), site.Name.ToString(), site.Address.ToString(), site.Phone, site.TimeZone);
    }
}
