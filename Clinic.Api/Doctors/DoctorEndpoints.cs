using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Doctors;

/// <summary>Doctors and specialties that patients may book.</summary>
public static class DoctorEndpoints
{
    public static void MapDoctors(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/specialties", ListSpecialties).Reference();
        routes.MapGet("/doctors", ListDoctors).Reference();
    }

    private static async Task<IResult> ListSpecialties(string? site, IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var siteId = errors.Id<SiteId>("site", site, SiteId.TryParse);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var specialties = await db.Specialties
            .Where(s => db.DoctorSpecialties.Any(d => d.SpecialtyId == s.Id && db.Doctors.Any(x =>
                x.Id == d.DoctorId && x.Active && x.BookableOnline && (siteId == null || db.RosterLines.Any(l => l.DoctorId == x.Id && l.SiteId == siteId) || db.RosterExceptions.Any(e => e.DoctorId == x.Id && e.SiteId == siteId)))))
            .ToListAsync(cancel);
        return TypedResults.Ok(new Listing<SpecialtyResource>([.. specialties.Select(s => new SpecialtyResource(s.Id.ToString(), s.Name.ToString())).OrderBy(s => s.Name, StringComparer.CurrentCulture)]));
    }

    private static async Task<IResult> ListDoctors(string? specialty, string? site, string? visitType, IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var specialtyId = errors.Id<SpecialtyId>("specialty", specialty, SpecialtyId.TryParse);
        var siteId = errors.Id<SiteId>("site", site, SiteId.TryParse);
        var typeId = errors.Id<VisitTypeId>("visitType", visitType, VisitTypeId.TryParse);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var doctors = await db.Doctors
            .Where(d => d.Active && d.BookableOnline)
            .Where(d => specialtyId == null || db.DoctorSpecialties.Any(s => s.DoctorId == d.Id && s.SpecialtyId == specialtyId))
            .Where(d => typeId == null || db.DoctorVisitTypes.Any(v => v.DoctorId == d.Id && v.VisitTypeId == typeId))
            .Where(d => siteId == null || db.RosterLines.Any(l => l.DoctorId == d.Id && l.SiteId == siteId) || db.RosterExceptions.Any(e => e.DoctorId == d.Id && e.SiteId == siteId))
            .OrderBy(d => d.Family).ThenBy(d => d.Given).ThenBy(d => d.Id)
            .ToListAsync(cancel);
        var ids = doctors.ConvertAll(d => d.Id);
        var specialties = (await db.DoctorSpecialties.Where(s => ids.Contains(s.DoctorId)).ToListAsync(cancel)).ToLookup(s => s.DoctorId, s => s.SpecialtyId.ToString());
        var types = (await (
            from own in db.DoctorVisitTypes
            join type in db.VisitTypes on own.VisitTypeId equals type.Id
            where ids.Contains(own.DoctorId) && type.BookableOnline
            orderby type.SortOrder, type.Id
            select own).ToListAsync(cancel)).ToLookup(v => v.DoctorId, v => v.VisitTypeId.ToString());
        return TypedResults.Ok(new Listing<DoctorResource>([.. doctors.Select(d => new DoctorResource(
            d.Id.ToString(), new(d.Family, d.Given, d.Middle), [.. specialties[d.Id]], [.. types[d.Id]], d.PhotoPath()))]));
    }
}

internal sealed record SpecialtyResource(string Id, string Name);

/// <param name="Photo">The path of the photo on this host; null without one.</param>
internal sealed record DoctorResource(string Id, NameResource Name, IReadOnlyList<string> Specialties, IReadOnlyList<string> VisitTypes, string? Photo);

/// <summary>A person's name on the wire.</summary>
public sealed record NameResource(string? Family, string? Given, string? Middle);
