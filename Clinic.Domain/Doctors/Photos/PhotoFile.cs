using System.Security.Cryptography;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>
/// A picture that strangers may be shown: JPEG, PNG or WebP by its own bytes, whatever it is called, and without what cameras and programs write
/// beside the picture (place, time, device, owner) or behind its end.
/// </summary>
public sealed class PhotoFile
{
    /// <summary>Bytes of the file as uploaded.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly (string MediaType, Func<byte[], byte[]?> Strip)[] Kinds =
        [("image/jpeg", JpegPhoto.Strip), ("image/png", PngPhoto.Strip), ("image/webp", WebpPhoto.Strip)];

    private PhotoFile(string mediaType, byte[] bytes)
    {
        (MediaType, Bytes) = (mediaType, bytes);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..DoctorPhoto.HashLength];
    }

    public string MediaType { get; }

    public byte[] Bytes { get; }

    public string Hash { get; }

    /// <summary>Answers the picture, or <c>invalid</c> under /photo: <c>photo-too-large</c>, <c>not-a-photo</c>.</summary>
    public static Result<PhotoFile> Read(byte[] file)
    {
        if (file.Length > MaxBytes)
        {
            return Problem.Field("/photo", ProblemCodes.PhotoTooLarge);
        }

        foreach (var (mediaType, strip) in Kinds)
        {
            if (strip(file) is { } bytes)
            {
                return new PhotoFile(mediaType, bytes);
            }
        }

        return Problem.Field("/photo", ProblemCodes.NotAPhoto);
    }
}
