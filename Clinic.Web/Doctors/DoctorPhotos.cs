using Clinic.Domain;
using Clinic.Domain.Doctors.Photos;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Web.Doctors;

/// <summary>Photos of doctors for the pages of the intranet, which may not reach the public host.</summary>
public static class DoctorPhotos
{
    public static void MapDoctorPhotos(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/photos/{doctor}/{hash}", GetPhoto).RequireAuthorization(Policies.SignedIn);

    private static async Task<Results<FileContentHttpResult, NotFound>> GetPhoto(string doctor, string hash, FindDoctorPhoto find, HttpResponse response, CancellationToken cancel)
    {
        if (!DoctorId.TryParse(doctor, null, out var id) || await find.Run(id, hash, cancel) is not { } photo)
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(photo.Bytes, photo.MediaType);
    }
}
