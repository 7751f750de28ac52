using System.Buffers.Binary;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>PNG (ISO/IEC 15948): a signature and chunks of length, type, data, checksum.</summary>
internal static class PngPhoto
{
    private const int Frame = 12;
    private static readonly HashSet<string> Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"];

    /// <summary>The picture and its colours; null for a file that is no whole PNG.</summary>
    internal static byte[]? Strip(byte[] file, out int side)
    {
        side = 0;
        ReadOnlySpan<byte> signature = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'];
        ReadOnlySpan<byte> png = file;
        if (!png.StartsWith(signature))
        {
            return null;
        }

        using var kept = new MemoryStream(file.Length);
        kept.Write(signature);
        var (at, begun, drawn) = (signature.Length, false, false);
        while (at + Frame <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - Frame)
            {
                return null;
            }

            var chunk = png.Slice(at, (int)length + Frame);
            var type = System.Text.Encoding.Latin1.GetString(chunk.Slice(4, 4));
            if (begun == (type == "IHDR"))
            {
                return null;
            }

            if (!begun && length >= 8)
            {
                side = (int)Math.Min(int.MaxValue, Math.Max(BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..])));
            }

            (begun, drawn) = (true, drawn || type == "IDAT");
            if (Kept.Contains(type))
            {
                kept.Write(chunk);
            }

            if (type == "IEND")
            {
                return drawn ? kept.ToArray() : null;
            }

            at += chunk.Length;
        }

        return null;
    }
}
