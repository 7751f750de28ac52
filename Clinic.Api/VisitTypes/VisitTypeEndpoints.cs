using Clinic.Api.Availability;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.VisitTypes;

/// <summary>Kinds of visit that patients may book.</summary>
public static class VisitTypeEndpoints
{
    public static void MapVisitTypes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/visit-types", ListVisitTypes).Reference();

    private static async Task<IResult> ListVisitTypes(string? specialty, string? doctor, IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var specialtyId = errors.Id<SpecialtyId>("specialty", specialty, SpecialtyId.TryParse);
        var doctorId = errors.Id<DoctorId>("doctor", doctor, DoctorId.TryParse);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var currency = await db.Profile.Select(p => p.Currency).SingleAsync(cancel);
        var types = await db.VisitTypes
            .Where(v => v.BookableOnline && db.DoctorVisitTypes.Any(o => o.VisitTypeId == v.Id && (doctorId == null || o.DoctorId == doctorId)
                && db.Doctors.Any(d => d.Id == o.DoctorId && d.Active && d.BookableOnline)
                && (specialtyId == null || db.DoctorSpecialties.Any(s => s.DoctorId == o.DoctorId && s.SpecialtyId == specialtyId))))
            .OrderBy(v => v.SortOrder).ThenBy(v => v.Id)
            .ToListAsync(cancel);

        // The length and price of the doctor's own, where one doctor is asked about.
        var own = doctorId is { } one ? await db.DoctorVisitTypes.Where(o => o.DoctorId == one).ToDictionaryAsync(o => o.VisitTypeId, cancel) : [];
        return TypedResults.Ok(new Listing<VisitTypeResource>([.. types.Select(v => new VisitTypeResource(
            v.Id.ToString(),
            v.Name.ToString(),
            own.GetValueOrDefault(v.Id)?.Minutes ?? v.Minutes,
            PriceResource.Of(own.GetValueOrDefault(v.Id)?.Price ?? v.Price, currency),
            v.SpecialtyId?.ToString()))]));
    }

    private sealed record VisitTypeResource(string Id, string Name, int? Minutes, PriceResource? Price, string? Specialty);
}
