using Clinic.Api.Hosting;
using Clinic.Domain.Database;
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
        return TypedResults.Ok(ClinicResource.Of(profile, sites));
    }

    private static async Task<Ok<Listing<SiteResource>>> ListSites(IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
        return TypedResults.Ok(new Listing<SiteResource>([.. sites.Select(SiteResource.Of)]));
    }
}
