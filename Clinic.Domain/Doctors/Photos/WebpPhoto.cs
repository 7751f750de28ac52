using System.Buffers.Binary;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>WebP (RFC 9649): a RIFF container of chunks of type, length, data, filled up to even lengths.</summary>
internal static class WebpPhoto
{
    private const int Header = 12;
    private const int Frame = 8;

    // The flags of VP8X that announce Exif and XMP.
    private const byte Metadata = 0x0C;

    // The bits of a number of points.
    private const int Fourteen = 0x3FFF;
    private static readonly HashSet<string> Pictures = ["VP8 ", "VP8L", "ANMF"];
    private static readonly HashSet<string> Kept = [.. Pictures, "VP8X", "ALPH", "ANIM", "ICCP"];

    /// <summary>The picture and its colours; null for a file that is no whole WebP.</summary>
    internal static byte[]? Strip(byte[] file, out int side)
    {
        side = 0;
        ReadOnlySpan<byte> webp = file;
        if (webp.Length < Header || !webp.StartsWith("RIFF"u8) || !webp[8..].StartsWith("WEBP"u8))
        {
            return null;
        }

        var end = Frame + (long)BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]);
        if (end > webp.Length)
        {
            return null;
        }

        using var kept = new MemoryStream(file.Length);
        kept.Write(webp[..Header]);
        var (at, drawn) = (Header, false);
        while (at + Frame <= end)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
            if (length > end - at - Frame)
            {
                return null;
            }

            var type = System.Text.Encoding.Latin1.GetString(webp.Slice(at, 4));
            drawn |= Pictures.Contains(type);
            side = Math.Max(side, Side(type, webp.Slice(at + Frame, (int)length)));
            if (Kept.Contains(type))
            {
                var start = (int)kept.Position;
                kept.Write(webp.Slice(at, Frame + (int)length));
                if (type == "VP8X" && length > 0)
                {
                    kept.GetBuffer()[start + Frame] &= unchecked((byte)~Metadata);
                }

                if (length % 2 == 1)
                {
                    kept.WriteByte(0);
                }
            }

            at += Frame + (int)length + (int)(length % 2);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(kept.GetBuffer().AsSpan(4), (uint)kept.Length - Frame);
        return drawn ? kept.ToArray() : null;
    }

    /// <summary>Points of the longer side of the canvas, of a frame on it or of the picture itself, lossy or lossless.</summary>
    private static int Side(string type, ReadOnlySpan<byte> chunk) => (type, chunk.Length) switch
    {
        ("VP8X", >= 10) => 1 + Math.Max(Number(chunk[4..], 3), Number(chunk[7..], 3)),
        ("ANMF", >= 12) => 1 + Math.Max(Number(chunk[6..], 3), Number(chunk[9..], 3)),
        ("VP8 ", >= 10) => Math.Max(Number(chunk[6..], 2) & Fourteen, Number(chunk[8..], 2) & Fourteen),
        ("VP8L", >= 5) => 1 + Math.Max(Number(chunk[1..], 4) & Fourteen, (Number(chunk[1..], 4) >> 14) & Fourteen),
        _ => 0,
    };

    private static int Number(ReadOnlySpan<byte> at, int bytes)
    {
        var number = 0;
        for (var i = bytes - 1; i >= 0; i--)
        {
            number = (number << 8) | at[i];
        }

        return number;
    }
}
