using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Doctors;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Problems;

namespace Clinic.Api.Doctors;

/// <summary>Photos of doctors for the widget and whoever shows doctors: another picture has another address, so that each is fetched once.</summary>
public static class PhotoEndpoints
{
    public static void MapPhotos(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/w/photos/{doctor}/{hash}", GetPhoto).Public().ExcludeFromDescription();

    /// <summary>Where the doctor's photo is on this host; null without one.</summary>
    internal static string? PhotoPath(this Doctor doctor) => doctor.Photo is { } hash ? $"/w/photos/{doctor.Id}/{hash}" : null;

    private static async Task<IResult> GetPhoto(string doctor, string hash, FindDoctorPhoto find, HttpResponse response, CancellationToken cancel)
    {
        if (!DoctorId.TryParse(doctor, null, out var id) || await find.Run(id, hash, cancel) is not { } photo)
        {
            return new Problem(ProblemCodes.NotFound).Refuse();
        }

        // The same for every reader, on any website.
        response.Headers.Remove("Vary");
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(photo.Bytes, photo.MediaType);
    }
}
