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

    /// <summary>Points of the longer side. A small file may hold a picture of so many that a visitor's telephone is too small for it.</summary>
    public const int MaxSide = 2048;

    private static readonly (string MediaType, Stripper Strip)[] Kinds =
        [("image/jpeg", JpegPhoto.Strip), ("image/png", PngPhoto.Strip), ("image/webp", WebpPhoto.Strip)];

    private PhotoFile(string mediaType, byte[] bytes)
    {
        (MediaType, Bytes) = (mediaType, bytes);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..DoctorPhoto.HashLength];
    }

    /// <summary>What of a file is the picture, and the points of its longer side; null for a file of another kind.</summary>
    private delegate byte[]? Stripper(byte[] file, out int side);

    public string MediaType { get; }

    public byte[] Bytes { get; }

    public string Hash { get; }

    /// <summary>Answers the picture, or <c>invalid</c> under /photo: <c>photo-too-large</c>, <c>photo-too-wide</c>, <c>not-a-photo</c>.</summary>
    public static Result<PhotoFile> Read(byte[] file)
    {
        if (file.Length > MaxBytes)
        {
            return Problem.Field("/photo", ProblemCodes.PhotoTooLarge);
        }

        foreach (var (mediaType, strip) in Kinds)
        {
            if (strip(file, out var side) is { } bytes && side > 0)
            {
                return side > MaxSide ? Problem.Field("/photo", ProblemCodes.PhotoTooWide) : new PhotoFile(mediaType, bytes);
            }
        }

        return Problem.Field("/photo", ProblemCodes.NotAPhoto);
    }
}
